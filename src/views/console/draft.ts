import type { Instant } from '../../../server/domain/vocabulary.ts'

/** What is kept of what somebody is writing. */
export interface ComposedDraft {
  id: string
  /** The sequence number of the newest update that the writer has seen; of a window, its revision. */
  base: number
  revision: number
  /** `begun`: as the page was opened; `kept`: just saved; `typed`: as it was sent, and not saved by that. */
  is: 'begun' | 'kept' | 'typed'
  /** When it was saved, where an earlier text was brought back. */
  restoredFrom: Instant | null
  /** Whose words these are, as the audit trail has it, where the reader has not saved them last. */
  restoredBy?: string
}
