import type { Translations } from '../incident/incident.ts'
import type { Window } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import type { MaintenanceState, ShortNotice } from './maintenance.ts'
import type { MaintenanceImpact } from './programme.ts'

/** What can be told of a maintenance; an event's kind is `maintenance.` and one of these. */
export const MAINTENANCE_NEWS = [
  'scheduled',
  'announced',
  'reminded',
  'moved',
  'changed',
  'started',
  'updated',
  'extended',
  'completed',
  'followed_up',
  'cancelled',
] as const
export type MaintenanceNews = (typeof MAINTENANCE_NEWS)[number]

/**
 * What one notice of a maintenance said, frozen with its event so that every channel, retry and restart tells the same.
 * A text names the time of the window and never "in a week": a notice may go out late.
 */
export interface MaintenanceNotice extends Window {
  maintenanceId: string
  updateId: string
  /** 1 for the first public word about the window. */
  sequence: number
  news: MaintenanceNews
  state: MaintenanceState
  title: string
  /** Markdown: what is done, and why. */
  description: string
  reason: string
  /** Markdown that staff wrote for this notice; null when it speaks for itself. */
  body: string | null
  translations: Translations
  platforms: readonly { id: string; name: string }[]
  impact: MaintenanceImpact
  /** IANA zone of the provider, in which times are told beside the reader's. */
  zone: string
  /** The times before it was moved or extended; null when they stand. */
  previous: Window | null
  at: Instant
  /** First told when it had begun already: the text says so. */
  afterwards: boolean
  shortNotice: ShortNotice | null
  programme: { id: string; title: string } | null
}
