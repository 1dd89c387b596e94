/** The views of the console: see `ConsoleFrame`. */
import type { ComposeView } from './console/compose.ts'
import type { AgainView, BoardView, SetupView, SignInView } from './console/frame.ts'

export type * from './console/compose.ts'
export type * from './console/frame.ts'
export type ConsoleView = SignInView | AgainView | SetupView | BoardView | ComposeView
