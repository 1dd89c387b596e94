/**
 * What a page is given to show. Views carry facts that are already decided: a page formats them and decides nothing.
 * Instants are epoch milliseconds; texts marked "HTML" are rendered and safe, all others are plain.
 */

import type { Headline } from '../server/domain/incident/case/headline.ts'
import type { Outlook } from '../server/domain/incident/case/outlook.ts'
import type { CaseWay } from '../server/domain/plan/support.ts'
import type { Day, PastDays } from '../server/domain/platform/uptime.ts'
import type { Instant, Phase, PlatformState } from '../server/domain/vocabulary.ts'
import type { ConsoleView } from './views/console.ts'
import type { NamedView } from './views/contact.ts'
import type { EmbedView } from './views/embed.ts'
import type { ConfirmView, ManageView, SubscribeView, UnsubscribeView } from './views/following.ts'
import type { IncidentSummary } from './views/listed.ts'
import type {
  MaintenanceMonthView,
  MaintenanceSummary,
  MaintenancesView,
  MaintenanceView,
} from './views/maintenance.ts'
import type { MonthView } from './views/month.ts'
import type { OwedKeptView, OwedUnknownView, OwedView } from './views/owed.ts'
import type { PlatformRef, TroubledDay } from './views/platform.ts'
import type { IncidentRef, PromiseRecord, PromisesView, PromiseView } from './views/promises.ts'
import type { ReportView } from './views/report.ts'
import type { FeedLink, Site } from './views/site.ts'
import type { SupportView } from './views/support.ts'
import type { ChangeView, DesignationView, TakenView } from './views/timeline.ts'

export type * from './views/console.ts'
export type * from './views/contact.ts'
export type * from './views/embed.ts'
export type * from './views/following.ts'
export type * from './views/listed.ts'
export type * from './views/maintenance.ts'
export type * from './views/month.ts'
export type * from './views/organisation.ts'
export type * from './views/owed.ts'
export type * from './views/platform.ts'
export type * from './views/promises.ts'
export type * from './views/site.ts'
export type * from './views/support.ts'
export type * from './views/timeline.ts'

/** What every page carries, in `Astro.locals`. */
export interface PageContext<V extends View = View> {
  site: Site
  /** Path of this page, with its trailing slash. */
  path: string
  /** When the page was made, and by which event. */
  madeAt: Instant
  /** When the public was last told something before that; null where nothing is known of it. */
  changedAt: Instant | null
  event: number
  feeds: FeedLink[]
  view: V
}

export interface UpdateView {
  id: string
  phase: Phase
  /** Where it repeats the one before it, it is shown as "Update". */
  headline: Headline
  /** HTML, and its language where it is not the page's. */
  body: string
  lang?: string | undefined
  at: Instant
  correctedAt: Instant | null
  /** When the problem was over, where a resolution says that it was before. */
  overAt: Instant | null
  /** What it stated: until when the case is on hold, when it should be over, and why, where one of them is stated. */
  holdUntil: Instant | null
  etr: Instant | null
  reason: string | null
  /** On the incident's page, of one that reopened it: by when a report was promised that follows the next resolution. */
  reportWasDueAt?: Instant | null
  changes: ChangeView[]
}

/** An open incident on the home page. */
export interface OpenIncident extends IncidentSummary {
  promise: PromiseView
  latest: UpdateView
}

/** How it fared on the days of the page is told by its `PastDays`. */
export interface PlatformView extends PlatformRef, PastDays {
  description: string | null
  state: PlatformState
}

export interface HomeView {
  kind: 'home'
  /** The most urgent first: the headline dates, links and promises by that one alone. */
  open: OpenIncident[]
  groups: { name: string; platforms: PlatformView[] }[]
  days: Day[]
  /** Resolved in the last days, however long they lasted; latest resolved first. */
  recent: IncidentSummary[]
  /** Nothing is on record from before those days, so that nothing can be said of all of them. */
  isYoung: boolean
  /** Running, then the next windows that are worth knowing here. */
  maintenance: MaintenanceSummary[]
}

export interface IncidentView {
  kind: 'incident'
  /** The address of what is shown where it is passed on; null: the site's. */
  picture: string | null
  incident: IncidentSummary
  /** What customers can do, and until when. */
  outlook: Outlook
  /** How customers answer and reopen it. */
  caseWays: readonly CaseWay[]
  /** When its times were last corrected. */
  timesCorrectedAt: Instant | null
  caseNumber: string | null
  vendor: string | null
  promise: PromiseView
  /** Newest first. */
  updates: UpdateView[]
  designations: DesignationView[]
  taken: TakenView[]
  /** What became of its promises; null before there was one. */
  record: PromiseRecord | null
  /** Others that belong to it, and those closed as its duplicates. */
  related: IncidentRef[]
  duplicates: IncidentRef[]
  postmortem: ReportView | null
}

/** An address that something has moved away from. */
export interface MovedView {
  kind: 'moved'
  title: string
  /** `openedAt`: where both have one title. */
  titleLang?: string | undefined
  to: { title: string; titleLang?: string | undefined; url: string; openedAt?: Instant }
}

export interface PlatformPageView {
  kind: 'platform'
  platform: PlatformView
  group: string
  /** No longer in use: its page tells of the past alone. */
  archived: boolean
  /** A year of days, of one that is archived until then, oldest first, with the worst state of each in `platform.history`. */
  days: Day[]
  open: OpenIncident[]
  /** The days of these on which it did not simply work, newest first. */
  troubled: TroubledDay[]
  /** Newest first. */
  incidents: IncidentSummary[]
  /** Months ("2026-11") whose pages tell of these. */
  months: string[]
  /** Running, then the next ones. */
  maintenance: MaintenanceSummary[]
  /** Where its maintenance can be subscribed to as a calendar. */
  calendar: string
}

export interface HistoryView {
  kind: 'history'
  /** "2026-11" */
  month: string
  /** Its first and last day (ISO dates) that the page can tell of; null while there is nothing on record. */
  told: { first: string; last: string } | null
  /** Where nothing is on record of its first days: since when something is. */
  began: Instant | null
  /** Whatever lasted in it, newest first, with all that was said of it. */
  incidents: (IncidentSummary & { updates: UpdateView[] })[]
  /** Windows that ran, as far as they were announced or felt. Newest first. */
  maintenance: MaintenanceSummary[]
  newer: string | null
  older: string | null
  /** Every month that has a page, newest first. */
  months: string[]
}

export interface ErrorView {
  kind: 'error'
  status: 400 | 403 | 404 | 405 | 413 | 429 | 500 | 503
  /** In how many seconds to try again, if that is known. */
  wait: number | null
  /** Nobody knows whether what was asked for was done nevertheless. */
  perhapsSaved?: boolean
  /** Of a form that came from another address: the page at its own. */
  own?: string
}

export type View =
  | HomeView
  | IncidentView
  | PlatformPageView
  | HistoryView
  | MonthView
  | MaintenanceView
  | MaintenancesView
  | MaintenanceMonthView
  | PromisesView
  | SupportView
  | EmbedView
  | MovedView
  | SubscribeView
  | ConfirmView
  | ManageView
  | UnsubscribeView
  | OwedView
  | OwedKeptView
  | OwedUnknownView
  | NamedView
  | ErrorView
  | ConsoleView
