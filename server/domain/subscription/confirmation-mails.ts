import { DAY, type Instant, MINUTE } from '../vocabulary.ts'

/** Of one address. While a mail is unanswered, another one is sent after ten minutes. */
const AGAIN_AFTER = 10 * MINUTE
const PER_DAY = 3
const PER_WEEK = 6
/** So long does the link of a mail work. */
const LINK_WORKS = DAY

/** What is known of the address that a request names. */
interface Addressed {
  /** When it was sent a mail, as `countedMails` returns them. */
  mails: readonly Instant[]
  /** The requests that are unanswered. */
  pending: readonly Instant[]
  /** Has its inbox had all that it may be sent for now? */
  isInboxFull: boolean
}

/** A mail of its own; the request whose mail serves this one too; or nothing, since there is neither. */
type Answer = 'mail' | { joins: Instant } | 'nothing'

/** The mails of a list of instants that still count for these limits. */
export function countedMails(mails: readonly Instant[], now: Instant): Instant[] {
  return mails.filter((at) => at > now - 7 * DAY)
}

/**
 * What a request to confirm an address leads to. Whoever has no link that works gets one, however much was asked in its
 * name this week: what others ask for never keeps an address out.
 */
export function answerTo({ mails, pending, isInboxFull }: Addressed, now: Instant): Answer {
  const last = mails.at(-1)
  if (last === undefined || last <= now - LINK_WORKS) return isInboxFull ? 'nothing' : 'mail'
  const today = mails.filter((at) => at > now - DAY).length
  const isUsedUp = isInboxFull || today >= PER_DAY || mails.length >= PER_WEEK
  const isFresh = last > now - AGAIN_AFTER && pending.includes(last)
  return isUsedUp || isFresh ? { joins: last } : 'mail'
}
