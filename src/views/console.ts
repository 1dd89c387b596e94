/** The views of the console: see `ConsoleFrame`. */
import type { AgainView, BoardView, SetupView, SignInView } from './console/frame.ts'
import type { DeskMaintenancesView, DeskMaintenanceView, DeskPlanView } from './console/maintenance.ts'

export type * from './console/frame.ts'
export type * from './console/maintenance.ts'
export type ConsoleView =
  | SignInView
  | AgainView
  | SetupView
  | BoardView
  | DeskMaintenancesView
  | DeskPlanView
  | DeskMaintenanceView
