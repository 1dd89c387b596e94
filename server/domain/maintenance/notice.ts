import type { Translations } from '../incident/incident.ts'
import type { Window } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import { isRunning, type MaintenanceState, type ShortNotice } from './maintenance.ts'
import type { MaintenanceImpact } from './programme.ts'
import type { WindowTranslations } from './translations.ts'

/** The kinds of news about a maintenance; an event's kind is `maintenance.` followed by one of them. */
export const MAINTENANCE_NEWS = [
  'scheduled',
  'announced',
  'reminded',
  'moved',
  'changed',
  'started',
  'updated',
  'extended',
  'overrun',
  'completed',
  'followed_up',
  'cancelled',
] as const
export type MaintenanceNews = (typeof MAINTENANCE_NEWS)[number]
/** What people read of it: a running window that gets another end takes longer, or ends earlier. */
export type MaintenanceWording = MaintenanceNews | 'shortened'

/** How a window that was to end at `planned` came by another end. */
export function newEndOf(endsAt: Instant, planned: Instant): 'extended' | 'shortened' {
  return endsAt < planned ? 'shortened' : 'extended'
}

/** The words for a piece of news, by the end that it tells and the one that was told before. */
export function wordingOf(news: MaintenanceNews, endsAt: Instant, former: Instant | null | undefined) {
  return news === 'extended' && former != null && endsAt < former ? 'shortened' : news
}

/**
 * The content of one notice of a maintenance, frozen with its event so that every channel, retry and restart sends the
 * same. Texts give the time of the window and never "in a week": a notice may be sent late.
 */
export interface MaintenanceNotice extends Window {
  maintenanceId: string
  updateId: string
  /** 1 for the first public update of the window. */
  sequence: number
  news: MaintenanceNews
  state: MaintenanceState
  title: string
  /** Markdown: what is done, and why. */
  description: string
  reason: string
  /** Title, description and reason in other languages; a notice of an older version has none. */
  texts?: WindowTranslations
  /** Markdown that staff wrote for this notice; null if there is none. */
  body: string | null
  translations: Translations
  platforms: readonly { id: string; name: string }[]
  impact: MaintenanceImpact
  /** IANA zone of the provider, in which times are given beside the reader's. */
  zone: string
  /** The times before it was moved or extended; null if they are unchanged. */
  previous: Window | null
  /** The times as told before it began, where it was given another end while it ran. */
  planned?: Window
  at: Instant
  /** When it really ended, once it has. */
  endedAt?: Instant
  /** First announced after it had begun; the text says so. */
  afterwards: boolean
  shortNotice: ShortNotice | null
  programme: { id: string; title: string } | null
}

/**
 * Are the times of a notice only those that were planned? Those of a window that will not be, and of one that goes on past
 * its planned end, whoever says so: a time that has passed is not told as when it is.
 */
export function tellsThePlan({ news, state, endsAt, at }: Pick<MaintenanceNotice, 'news' | 'state' | 'endsAt' | 'at'>) {
  return news === 'cancelled' || news === 'overrun' || (isRunning({ state }) && at >= endsAt)
}
