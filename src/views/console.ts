/** The views of the console: see `ConsoleFrame`. */
import type { AccountView, FactorView, PeopleView, TokensView } from './console/account.ts'
import type { AmendView, IncidentsView } from './console/amend.ts'
import type { AuditView } from './console/audit.ts'
import type { BoardView } from './console/board.ts'
import type { ComposeView, PaneView } from './console/compose.ts'
import type { CoverageView } from './console/coverage.ts'
import type { DeliveriesView, DeliveryEventView, DeliveryView } from './console/deliveries.ts'
import type {
  AgainView,
  BarredView,
  CodeView,
  ForgottenView,
  SetupView,
  SignInView,
  UnpostedView,
} from './console/frame.ts'
import type { MailsView, MailView } from './console/mail.ts'
import type { DeskMaintenancesView, DeskMaintenanceView, DeskPlanView } from './console/maintenance.ts'
import type {
  DeskContactView,
  DeskOrganisationView,
  MergeView,
  NewOrganisationView,
  OrganisationsView,
} from './console/organisations.ts'
import type { NewPasskeyView, PasskeyView } from './console/passkeys/passkeys.ts'
import type {
  ArchivingView,
  DeskPlatformsView,
  DeskPlatformView,
  PlatformGroupView,
  PlatformOrderView,
} from './console/platform/platforms.ts'
import type { HandoverView } from './console/shift/handover.ts'
import type { WaitingView } from './console/shift/waiting.ts'
import type {
  GrowthView,
  NewSubscriberView,
  SubscribersView,
  SubscriberView,
} from './console/subscribers/subscribers.ts'
import type { TemplatesView, TemplateView } from './console/templates.ts'
import type { ToldView } from './console/told.ts'

export type * from './console/account.ts'
export type * from './console/amend.ts'
export type * from './console/audit.ts'
export type * from './console/board.ts'
export type * from './console/compose.ts'
export type * from './console/coverage.ts'
export type * from './console/deliveries.ts'
export type * from './console/draft.ts'
export type * from './console/frame.ts'
export type * from './console/mail.ts'
export type * from './console/maintenance.ts'
export type * from './console/organisations.ts'
export type * from './console/passkeys/passkeys.ts'
export type * from './console/platform/platforms.ts'
export type * from './console/preview.ts'
export type * from './console/shift/handover.ts'
export type * from './console/shift/waiting.ts'
export type * from './console/subscribers/subscribers.ts'
export type * from './console/templates.ts'
export type * from './console/told.ts'
export type ConsoleView =
  | AccountView
  | AgainView
  | AmendView
  | ArchivingView
  | AuditView
  | BarredView
  | BoardView
  | CodeView
  | ComposeView
  | CoverageView
  | DeliveriesView
  | DeliveryEventView
  | DeliveryView
  | DeskContactView
  | DeskMaintenanceView
  | DeskMaintenancesView
  | DeskPlanView
  | DeskPlatformView
  | DeskPlatformsView
  | FactorView
  | ForgottenView
  | GrowthView
  | HandoverView
  | IncidentsView
  | MailsView
  | MailView
  | MergeView
  | NewOrganisationView
  | NewSubscriberView
  | OrganisationsView
  | DeskOrganisationView
  | PaneView
  | NewPasskeyView
  | PasskeyView
  | PeopleView
  | PlatformGroupView
  | PlatformOrderView
  | SetupView
  | SignInView
  | SubscribersView
  | SubscriberView
  | UnpostedView
  | TemplateView
  | TemplatesView
  | TokensView
  | ToldView
  | WaitingView
