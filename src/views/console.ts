/** The views of the console: see `ConsoleFrame`. */
import type { AmendView, IncidentsView } from './console/amend.ts'
import type { ComposeView } from './console/compose.ts'
import type { AgainView, BoardView, SetupView, SignInView } from './console/frame.ts'
import type { DeskMaintenancesView, DeskMaintenanceView, DeskPlanView } from './console/maintenance.ts'
import type { TemplatesView, TemplateView } from './console/templates.ts'

export type * from './console/amend.ts'
export type * from './console/compose.ts'
export type * from './console/frame.ts'
export type * from './console/maintenance.ts'
export type * from './console/templates.ts'
export type ConsoleView =
  | SignInView
  | AgainView
  | SetupView
  | BoardView
  | AmendView
  | IncidentsView
  | ComposeView
  | DeskMaintenancesView
  | DeskPlanView
  | DeskMaintenanceView
  | TemplatesView
  | TemplateView
