import type { Instant } from '../vocabulary.ts'

/** What ends a promise: what is posted, what was heard of a case, or what becomes of the window that it is about. */
export const KEPT_BY = [
  ...(['update', 'resolved', 'report', 'details', 'notice'] as const),
  ...(['asked', 'answered', 'closed'] as const),
  ...(['started', 'moved', 'ended', 'cancelled'] as const),
] as const
export type KeptBy = (typeof KEPT_BY)[number]

/** What ended a promise, when, and who did it. */
export interface Kept {
  by: KeptBy
  at: Instant
  /** As the audit trail has it; null where the clock did it, or nothing keeps who it was. */
  actor: string | null
}
