import type { Instant, Phase } from '../../../server/domain/vocabulary.ts'

/** What would follow if this were posted now. */
export interface ComposePreview {
  drill: boolean
  dueAt: Instant | null
  /** The next update is due when it was due before. */
  isDueAsBefore?: boolean
  /** The first response to a case, where this is it. */
  response: { dueAt: Instant; isLate: boolean } | null
  /** Does it close the case? Then until when it can be reopened; or from when it may be closed without an answer. */
  closes: boolean
  reopenUntil: Instant | null
  answerBy: Instant | null
  /** By when the report is promised, of what is resolved. */
  reportDueAt: Instant | null
  phase: Phase
  platforms: { name: string; from: string; to: string }[]
  /** Platforms that stay as they are because of something else. */
  stays?: { name: string; state: string }[]
  /** Platforms that stay disrupted while customers are asked to confirm that it works. */
  stillHit?: string[]
  /** Where a duplicate goes on. */
  continues: {
    title: string
    followers: number
    /** Platforms that it takes over, and how many of their followers go on hearing. */
    platforms: { name: string; state: string }[]
    hearers: number
  } | null
  reach: {
    total: number
    channels: { title: string; count: number }[]
    staff: string[]
    organisations: ConcernedCustomers | null
  }
  push: { title: string; body: string } | null
  mail: { subject: string; text: string } | null
  /** Addresses of what is shown in frames. */
  frames: { page: string | null; mail: string | null }
  /** Where "send to me" sent it. */
  sentTo: string | null
}

/** How many customers a post concerns: people who are told, and customers of whom nobody can be. */
export interface ConcernedCustomers {
  organisations: number
  contacts: number
  untold: number
  /** Otherwise their contacts are not told of it. */
  promised: boolean
}
