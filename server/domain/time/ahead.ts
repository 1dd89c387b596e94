import { type Instant, MINUTE } from '../vocabulary.ts'

/** By so much the clocks of several instances may differ, or a clock be set back, without anybody noticing. */
export const CLOCKS_DIFFER = 5 * MINUTE

/** Was this noted by a clock that was ahead? */
export function isAhead(at: Instant, now: Instant): boolean {
  return at > now + CLOCKS_DIFFER
}
