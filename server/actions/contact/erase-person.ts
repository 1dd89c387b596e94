import { addressHash } from '../../../db/contact/address-hash.ts'
import { type ContactRow, deleteContact, noteErased } from '../../../db/contact/contacts.ts'
import type { Trx } from '../../../db/schema/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { forgetIfUnused } from './forget-if-unused.ts'

/**
 * Deletes an entry and everything that says who it was; what was told stays, without the person. `byList`: a list left
 * it out, and a later one may bring it back.
 */
export async function erasePerson(
  trx: Trx,
  contact: Pick<ContactRow, 'id' | 'email' | 'subscriber_id'>,
  { byList = false, now }: { byList?: boolean; now: Instant },
): Promise<void> {
  const hash = addressHash(trx, contact.email)
  await noteErased(trx, { id: contact.id, hash, byList, now })
  await deleteContact(trx, contact)
  await forgetIfUnused(trx, contact.subscriber_id, now)
}
