import type { Reader } from '../../../db/schema/index.ts'
import { factorSecretOf } from '../../../db/system/audit-key.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { unseal } from '../../lib/secret/sealed.ts'
import { TICKET, type Ticket } from './input.ts'

/** So long may the second step take: an authenticator has to be found. */
const VALID_FOR = 15 * MINUTE

/** Whose password was right in the first step; null if that was too long ago, or never was. */
export function openTicket(db: Reader, sealed: string, now: Instant): Ticket | null {
  const text = unseal(factorSecretOf(db), TICKET, sealed)
  if (text === null) return null
  const ticket = JSON.parse(text) as Ticket
  return now >= ticket.at && now < ticket.at + VALID_FOR ? ticket : null
}
