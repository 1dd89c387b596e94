/** The views of the console: see `ConsoleFrame`. */
import type { AccountView, FactorView, PeopleView, TokensView } from './console/account.ts'
import type { AgainView, BoardView, CodeView, SetupView, SignInView } from './console/frame.ts'

export type * from './console/account.ts'
export type * from './console/frame.ts'
export type ConsoleView =
  | SignInView
  | CodeView
  | AgainView
  | SetupView
  | BoardView
  | AccountView
  | FactorView
  | PeopleView
  | TokensView
