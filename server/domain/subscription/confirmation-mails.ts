import { DAY, type Instant, MINUTE } from '../vocabulary.ts'

/** Of one address. While a mail is unanswered, another one is sent after ten minutes. */
const AGAIN_AFTER = 10 * MINUTE
const PER_DAY = 3
const PER_WEEK = 6

/** The mails of a list of instants that still count for these limits. */
export function countedMails(mails: readonly Instant[], now: Instant): Instant[] {
  return mails.filter((at) => at > now - 7 * DAY)
}

/**
 * Returns the earlier request whose mail serves a new request too, or null if another mail may go out. `mails`: when
 * the address was sent one, as `countedMails` returns them; `pending`: the requests that are unanswered.
 */
export function requestToJoin(mails: readonly Instant[], pending: readonly Instant[], now: Instant): Instant | null {
  const last = mails.at(-1)
  if (last === undefined) return null
  const today = mails.filter((at) => at > now - DAY).length
  if (today >= PER_DAY || mails.length >= PER_WEEK) return last
  return last > now - AGAIN_AFTER && pending.includes(last) ? last : null
}
