import { contactsOfSubscriber } from '../../../db/contact/contacts.ts'
import { withdrawPromised } from '../../../db/contact/telling/withdraw.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { vacate } from '../../../db/subscription/tidy.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { BY_CONTACT } from './subscriber-of.ts'

/**
 * Withdraws what waits for a subscriber as a contact that it is no longer. Empties one that was made for a contact, once no
 * organisation names it and it has subscribed to nothing.
 */
export async function forgetIfUnused(trx: Trx, subscriberId: string, now: Instant): Promise<void> {
  await withdrawPromised(trx, subscriberId, now)
  if ((await contactsOfSubscriber(trx, subscriberId)).length > 0) return
  const subscriber = await findSubscriber(trx, subscriberId)
  if (subscriber?.source === BY_CONTACT && subscriber.state !== 'active') await vacate(trx, subscriberId, 'erased', now)
}
