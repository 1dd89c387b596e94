import type { NoticeResult, Told } from '../../../server/domain/contact/proof.ts'
import type { Because } from '../../../server/domain/subscription/audience.ts'
import type { DeliveryCounts } from '../../../server/domain/subscription/delivery-counts.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'

/** What somebody was told of, and when. */
export interface ToldOf {
  id: number
  at: Instant
  /** Null: that a platform is no longer in use. */
  told: Told | null
  title: string
  /** Its page at the desk; null where it has none. */
  url: string | null
}

export interface ChannelCountsView extends DeliveryCounts {
  name: string
  /** As people call it. */
  title: string
}

/** The newest events that told somebody. */
export interface DeliveriesView extends ConsoleFrame<'deliveries/list'> {
  /** The incident or window that all of it is about; null: everything. */
  about: { title: string; url: string } | null
  isFirst: boolean
  events: (ToldOf & { channels: ChannelCountsView[]; isUnderWay: boolean })[]
  next: string | null
}

/** A message to one person, in a list. */
export interface DeliveryRow {
  /** Its page. */
  href: string
  /** As far as whoever looks may see it. */
  address: string
  channel: string
  result: NoticeResult
  why: string | null
  /** When it was settled; while it waits, when it is tried next. */
  at: Instant
}

/** One event, while it goes out and after. */
export interface DeliveryEventView extends ConsoleFrame<'deliveries/event'>, ToldOf {
  isUnderWay: boolean
  channels: ChannelCountsView[]
  failures: { channel: string; reason: string; count: number; lastAt: Instant }[]
  retrying: { channel: string; reason: string; count: number; nextAt: Instant }[]
  /** What failed and can be sent again, with whom the first are. */
  retryable: { name: string; title: string; count: number; atOnce: number; first: string[] }[]
  /** Newer news was told since: nothing is sent again. */
  isOvertaken: boolean
  mayRetry: boolean
  search: { channel: string; state: string; q: string }
  states: readonly string[]
  /** May parts of addresses be searched for? */
  seesAddresses: boolean
  deliveries: DeliveryRow[]
  isFirst: boolean
  next: string | null
  once: string
  /** Is otherwise whenever the counts are. */
  mark: string
}

/** One message as it went to one person. */
export interface DeliveryView extends ConsoleFrame<'deliveries/one'> {
  event: ToldOf
  subscriberId: string
  address: string
  channel: string
  language: string
  zone: string | null
  because: Because['type']
  result: NoticeResult
  why: string | null
  queuedAt: Instant
  settledAt: Instant | null
  reportedAt: Instant | null
  nextAt: Instant | null
  tries: number
  /** Kept of some channels alone. */
  attempts: {
    at: Instant
    outcome: 'sent' | 'gone' | 'failed' | 'later'
    status: number | null
    took: number
    answer: string
  }[]
  /** Null: it cannot be shown any more. */
  message:
    | { form: 'mail'; subject: string; text: string; frame: string }
    | { form: 'push'; title: string; body: string }
    | { form: 'data'; text: string }
    | null
  /** Can it be sent again, by whoever looks? */
  mayRetry: boolean
  once: string
}
