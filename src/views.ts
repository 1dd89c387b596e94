/**
 * What a page is given to show. Views carry facts that are already decided: a page formats them and decides nothing.
 * Instants are epoch milliseconds; texts marked "HTML" are rendered and safe, all others are plain.
 */
import type { Day } from '../server/domain/history.ts'
import type { Overall } from '../server/domain/platform-state.ts'
import type { PromiseBasis } from '../server/domain/promise.ts'
import type {
  ChannelName,
  Impact,
  Instant,
  Phase,
  PlatformState,
  Priority,
  Scope,
  Standing,
} from '../server/domain/vocabulary.ts'

export interface Site {
  name: string
  /** Public URL without a trailing slash. */
  url: string
  /** The provider's IANA zone. */
  zone: string
  locale: 'en'
  /** VAPID public key for browser push, base64url. */
  pushKey: string
  /** Is this the demonstration provider? Then every page says so. */
  demo: boolean
  /** A support link for the footer, if configured. */
  supportUrl: string | null
}

export interface FeedLink {
  title: string
  href: string
  type: 'application/rss+xml' | 'application/atom+xml' | 'application/feed+json'
}

/** What every page carries, in `Astro.locals`. */
export interface PageContext<V extends View = View> {
  site: Site
  /** Path of this page, with its trailing slash. */
  path: string
  /** When the page was made, and by which event. */
  madeAt: Instant
  event: number
  feeds: FeedLink[]
  view: V
}

export interface PromiseView {
  dueAt: Instant | null
  standing: Standing
  basis: PromiseBasis | null
  etr: Instant | null
  reason: string | null
}

export interface PlatformRef {
  id: string
  name: string
  url: string
}

export interface AffectedView extends PlatformRef {
  impact: Impact
}

export interface UpdateView {
  id: string
  phase: Phase
  /** False when it repeats the phase before it: shown as "Update". */
  phaseChanged: boolean
  /** HTML */
  body: string
  at: Instant
  correctedAt: Instant | null
  changes: { name: string; from: Impact | null; to: Impact }[]
}

/** An incident in a list. */
export interface IncidentSummary {
  id: string
  url: string
  title: string
  priority: Priority
  phase: Phase
  /** The worst it does now, or did. */
  impact: PlatformState
  openedAt: Instant
  startedAt: Instant | null
  resolvedAt: Instant | null
  updatedAt: Instant
  platforms: AffectedView[]
}

/** An open incident on the home page. */
export interface OpenIncident extends IncidentSummary {
  promise: PromiseView
  latest: UpdateView
}

export interface PlatformView extends PlatformRef {
  description: string | null
  state: PlatformState
  /** Worst state of each of `HomeView.days`, oldest first. */
  history: PlatformState[]
  /** 0 to 1 over those days. */
  uptime: number
}

export interface HomeView {
  kind: 'home'
  overall: Overall
  open: OpenIncident[]
  groups: { name: string; platforms: PlatformView[] }[]
  days: Day[]
  /** Resolved in the last days, newest first. */
  recent: IncidentSummary[]
}

export interface IncidentView {
  kind: 'incident'
  incident: IncidentSummary
  caseNumber: string | null
  vendor: string | null
  promise: PromiseView
  /** Newest first. */
  updates: UpdateView[]
}

export interface PlatformPageView {
  kind: 'platform'
  platform: PlatformView
  group: string
  /** A year of days, oldest first, with the worst state of each in `platform.history`. */
  days: Day[]
  open: OpenIncident[]
  /** Newest first. */
  incidents: IncidentSummary[]
}

export interface HistoryView {
  kind: 'history'
  /** "2026-11" */
  month: string
  /** Newest first. */
  incidents: IncidentSummary[]
  newer: string | null
  older: string | null
  /** Every month that has a page, newest first. */
  months: string[]
}

export interface SubscribeView {
  kind: 'subscribe'
  platforms: PlatformRef[]
  open: { id: string; title: string }[]
  /** After a form without JavaScript: what to say above it. */
  message: 'sent' | 'invalid' | 'limited' | null
}

/** A confirmed or pending wish in words: a platform's or incident's name, or null for everything. */
export interface FollowView {
  scope: Scope
  name: string | null
  kinds: ('incident' | 'maintenance')[]
}

export interface ConfirmView {
  kind: 'confirm'
  state: 'ask' | 'done' | 'expired'
  /** Partly hidden: "a…@example.org". */
  address: string | null
  follows: FollowView[]
  manageUrl: string | null
}

export interface ManageView {
  kind: 'manage'
  token: string
  channel: ChannelName
  address: string
  follows: FollowView[]
  /** Everything that could be followed. */
  platforms: PlatformRef[]
  locale: string
  timeZone: string | null
  saved: boolean
}

export interface UnsubscribeView {
  kind: 'unsubscribe'
  state: 'ask' | 'done' | 'unknown'
  address: string | null
  manageUrl: string | null
}

export interface ErrorView {
  kind: 'error'
  status: 404 | 500 | 503
}

export type View =
  | HomeView
  | IncidentView
  | PlatformPageView
  | HistoryView
  | SubscribeView
  | ConfirmView
  | ManageView
  | UnsubscribeView
  | ErrorView
