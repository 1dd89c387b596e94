import { CONTACT_KIND } from '../../../channels/kinds.ts'
import type { ProofLine } from '../../../domain/contact/proof.ts'

/** What whoever has a link may see of an address. */
export const maskedEmail = (email: string) => CONTACT_KIND.mask(email)

/** Of a number, its last two digits. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return `…${digits.length > 4 ? digits.slice(-2) : ''}`
}

/** A proof as its organisation sees it: without whole addresses, and without what the desk noted for itself. */
export function shownProof(line: ProofLine): ProofLine {
  const { contact, why } = line
  const email = contact?.email ?? null
  return {
    ...line,
    contact: contact && { ...contact, email: email && maskedEmail(email) },
    why: why?.replace(/[^\s<>"'(),;]+@[^\s<>"'(),;]+/g, '…') ?? null,
    ...{ by: null, note: null },
  }
}
