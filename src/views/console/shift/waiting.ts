import type { Instant, Priority } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from '../frame.ts'
import type { ComposePreview } from '../preview.ts'

/** A text that is ready and not public: for whoever sees it second, and for its author. */
export interface WaitingView extends ConsoleFrame<'shift/waiting'> {
  id: string
  of: 'open' | 'update'
  title: string
  priority: Priority
  /** The desk's page of the incident; null: it opens one. */
  url: string | null
  /** Where it is written. */
  writeUrl: string
  author: string
  isMine: boolean
  state: 'kept' | 'waiting' | 'returned'
  submittedAt: Instant
  /** When it goes out by itself; null: it does not. */
  goesAt: Instant | null
  /** The newest update, where it was posted since this was written. */
  overtakenBy: number | null
  returned: { by: string; at: Instant; reason: string } | null
  mayDiscard: boolean
  /** Why the text is returned, as typed. */
  reason: string
  /** HTML. */
  body: string
  /** Null: it could not be posted now; then why, in words. */
  preview: ComposePreview | null
  refused: string[]
}
