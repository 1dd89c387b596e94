import type { Trx } from '../../../db/schema/index.ts'
import { ensureSubscriber } from '../../../db/subscription/ensure-subscriber.ts'
import { changeSubscriberRow, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { CONTACT_KIND } from '../../channels/kinds.ts'
import type { ContactFields } from '../../domain/contact/contact.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** What a subscriber is called that was made for a contact, and follows nothing. */
export const BY_CONTACT = 'contact'

/**
 * The subscriber at a contact's address, so that one person is told once, whatever else it follows. Whoever subscribed
 * chose language and zone; others are told as their organisation said.
 */
export async function subscriberOf(
  trx: Trx,
  { email, locale, timeZone: time_zone }: Pick<ContactFields, 'email' | 'locale' | 'timeZone'>,
  now: Instant,
): Promise<SubscriberRow> {
  const fields = { locale, time_zone, state: 'pending', source: BY_CONTACT } as const
  const found = await ensureSubscriber(trx, { channel: CONTACT_KIND.name, address: email, keys: null }, fields, now)
  const same = found.locale === locale && found.time_zone === time_zone
  if (found.state === 'active' || same) return found
  await changeSubscriberRow(trx, found.id, { locale, time_zone })
  return { ...found, locale, time_zone }
}
