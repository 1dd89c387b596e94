import { conflict, ok, type Result } from '../refusal.ts'
import { UNSUBSCRIBED } from './leaving.ts'
import { isSuppressed } from './mail-report.ts'

/** How the desk finds subscribers, by how they stand. */
export const STANDINGS = ['active', 'waiting', 'disabled', 'left', 'bounced'] as const
/** `quiet`: it follows nothing, and is known for something else: as a contact, an owner, or staff. */
export type SubscriberStanding = (typeof STANDINGS)[number] | 'quiet'

interface Stands {
  state: 'pending' | 'active' | 'off'
  off_reason: string | null
  disabled_why: string | null
}

/** How a subscriber stands; `isAsked`: it was asked to confirm something, and has not yet. */
export function standingOf({ state, off_reason, disabled_why }: Stands, isAsked: boolean): SubscriberStanding {
  if (state === 'active') return 'active'
  if (isAsked) return 'waiting'
  if (state === 'pending') return 'quiet'
  if (off_reason !== UNSUBSCRIBED) return 'bounced'
  return disabled_why === null ? 'left' : 'disabled'
}

/**
 * May the desk enable it again? What it has disabled, and what an address failed at that they had confirmed; never what
 * they themselves have ended, nor after they called a mail spam. Returns whether there is anything to do.
 */
export function decideEnable(row: Stands, follows: number): Result<boolean> {
  if (row.state === 'active') return ok(false)
  const isTheirs = row.state === 'pending' || (row.off_reason === UNSUBSCRIBED && row.disabled_why === null)
  if (isTheirs || follows === 0 || isSuppressed(row.off_reason ?? ''))
    return conflict(
      'not_disabled',
      'Only they themselves can begin this again: have them asked, and they confirm it by the link in the mail.',
    )
  return ok(true)
}
