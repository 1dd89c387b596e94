import type { Reader, Row } from '../../../db/schema/index.ts'
import { factorSecretOf } from '../../../db/system/audit-key.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { seal } from '../../lib/secret/sealed.ts'
import { hashOf } from '../../lib/secret/secrets.ts'
import { TICKET, type Ticket } from './input.ts'

/** What a form has between the two steps of signing in: whose password was right, or for whom `provider` vouched, sealed. Nothing is stored for it. */
export function makeTicket(
  db: Reader,
  person: Pick<Row<'people'>, 'id' | 'password'>,
  now: Instant,
  provider?: string,
): string {
  const ticket: Ticket = {
    personId: person.id,
    password: hashOf(person.password ?? ''),
    at: now,
    ...(provider !== undefined && { provider }),
  }
  return seal(factorSecretOf(db), TICKET, JSON.stringify(ticket))
}
