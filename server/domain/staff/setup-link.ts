import { isAhead } from '../time/ahead.ts'
import type { Instant } from '../vocabulary.ts'

interface SetupLink {
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
}

/** Is a one-time link used, expired, or made by a clock that was ahead? */
export function isLinkOver({ created_at, expires_at, used_at }: SetupLink, now: Instant): boolean {
  return used_at !== null || now >= expires_at || isAhead(created_at, now)
}
