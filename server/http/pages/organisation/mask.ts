import { CONTACT_KIND } from '../../../channels/kinds.ts'
import type { CallResult } from '../../../domain/contact/contact.ts'
import type { NoticeResult, ProofLine } from '../../../domain/contact/proof.ts'

/** What whoever has a link may see of an address. */
export const maskedEmail = (email: string) => CONTACT_KIND.mask(email)

/** Of a number, its last two digits. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return `…${digits.length > 4 ? digits.slice(-2) : ''}`
}

/**
 * What the other side said of a mail. Not what goes on between us and our relay: an attempt of ours, or that our relay
 * does not take us (RFC 4954: 454 and 53x, RFC 5321: 421).
 */
function saidOf(result: NoticeResult | CallResult, why: string | null): string | null {
  if (why === null || result === 'waiting' || result === 'withdrawn') return null
  const said = why.replace(/^(gave up after \d+ attempts: )?(SMTP: |Resend: )?/, '')
  if (result === 'failed' && !/^(?!421|454|53)[45]\d\d[ -]/.test(said)) return null
  return said.replace(/[^\s<>"'(),;]+/g, (word) => (word.includes('@') ? '…' : word))
}

/** A proof as its organisation sees it: without whole addresses, our insides, and what the desk noted for itself. */
export function shownProof(line: ProofLine): ProofLine {
  const { contact, result, why } = line
  const email = contact?.email ?? null
  return {
    ...line,
    contact: contact && { ...contact, email: email && maskedEmail(email) },
    why: saidOf(result, why),
    ...{ by: null, note: null },
  }
}
