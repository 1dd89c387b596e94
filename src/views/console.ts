/** The views of the console: see `ConsoleFrame`. */
import type { BoardView } from './console/board.ts'
import type { AgainView, SetupView, SignInView } from './console/frame.ts'

export type * from './console/board.ts'
export type * from './console/frame.ts'
export type ConsoleView = SignInView | AgainView | SetupView | BoardView
