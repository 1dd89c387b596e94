import { UNSUBSCRIBED } from '../subscription/leaving.ts'
import { isSuppressed } from '../subscription/mail-report.ts'
import type { Unreachable } from './contact.ts'

/**
 * Why a contact is sent nothing; null: it is. Who unsubscribed ended a subscription, and not what was promised to its
 * organisation (DESIGN 2.6).
 */
export function unreachableOf({
  state,
  off_reason: why,
}: {
  state: string
  off_reason: string | null
}): Unreachable | null {
  if (state !== 'off' || why === UNSUBSCRIBED) return null
  return { how: isSuppressed(why ?? '') ? 'suppressed' : 'bounced', why: why ?? 'the address did not work' }
}
