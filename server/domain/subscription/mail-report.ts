import { DAY, type Instant } from '../vocabulary.ts'

/** What became of a mail after the provider had taken it. */
export type MailResult = 'delivered' | 'delayed' | 'bounced' | 'complained' | 'suppressed' | 'failed'

/** Why the mail provider reports: a mail of ours, or an address that it sends nothing to any more. */
export interface MailReport {
  /** The report's own: the same for each time that it comes. */
  id: string
  /** The mail's; null where the report is about an address alone. */
  reference: string | null
  result: MailResult
  /** Will the address never take a mail? Otherwise it counts. */
  isPermanent: boolean
  /** The address as the provider writes it. */
  to: string
  why: string | null
  at: Instant
}

/** After these nothing better is to come, whatever is reported late. */
const FINAL: ReadonlySet<MailResult> = new Set(['bounced', 'complained', 'suppressed', 'failed'])

/** Says a report more than what is known of the mail? Reports come twice, and in any order. */
export function isNews(
  known: { result: MailResult; at: Instant } | null,
  { result, at }: Pick<MailReport, 'result' | 'at'>,
): boolean {
  if (!known) return true
  if (FINAL.has(known.result)) return result === 'complained' && known.result !== 'complained'
  return FINAL.has(result) || at > known.at
}

/** So many mails that came back without saying that the address is dead, within so long, say it all the same. */
const BOUNCES = 3
export const BOUNCES_WITHIN = 30 * DAY

/** Is nothing to be sent to the address any more? `bounces`: mails to it that came back lately, this one included. */
export function endsAddress({ result, isPermanent }: MailReport, bounces: number): boolean {
  if (result === 'complained' || result === 'suppressed') return true
  return result === 'bounced' && (isPermanent || bounces >= BOUNCES)
}

const SUPPRESSED = 'the mail provider sends nothing there'
/** Why whoever called a mail of ours spam is off. */
const COMPLAINED = 'called a mail spam'
/** Whoever did is asked nothing again for so long, whoever wants it. */
const LEFT_ALONE = 30 * DAY

/** Why a subscriber is off after a report. */
export function offReason({ result, why }: Pick<MailReport, 'result' | 'why'>): string {
  if (result === 'complained') return COMPLAINED
  const words = result === 'suppressed' ? SUPPRESSED : 'mail came back'
  return why === null ? words : `${words}: ${why}`
}

/** Is an address off for the provider's word, or its owner's complaint, not because mail came back? */
export function isSuppressed(offReason: string): boolean {
  return offReason.startsWith(COMPLAINED) || offReason.startsWith(SUPPRESSED)
}

/** Has somebody at the address called a mail of ours spam a short while ago? */
export function isLeftAlone(
  subscriber: { state: string; off_reason: string | null; updated_at: Instant },
  now: Instant,
): boolean {
  return subscriber.state === 'off' && subscriber.off_reason === COMPLAINED && now < subscriber.updated_at + LEFT_ALONE
}
