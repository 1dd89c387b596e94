import { addressHash } from '../../../db/contact/address-hash.ts'
import { type ContactRow, deleteContact } from '../../../db/contact/contacts.ts'
import { noteErased } from '../../../db/contact/erasures.ts'
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
  const address_hash = addressHash(trx, contact.email)
  await noteErased(trx, { contact_id: contact.id, address_hash, at: now, by_list: byList ? 1 : 0 })
  await deleteContact(trx, contact)
  await forgetIfUnused(trx, contact.subscriber_id, now)
}
