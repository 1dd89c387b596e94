import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'
import { keepSetting, readSetting } from '../system/settings.ts'
import { changeSubscriberRow, findSubscriberAt, type SubscriberRow, subscribersAt } from './subscribers.ts'

/**
 * E-mail addresses of those who left: kept so that they are known when they come up again, but nobody can read them.
 * What stands in their place is an HMAC under a key of its own.
 */
const KEY = 'address_key'
export const FORGOTTEN = 'forgotten:'

/** Does this stand where an address was? */
export function isForgotten(address: string): boolean {
  return address.startsWith(FORGOTTEN)
}

/** The subscribers at e-mail addresses that were forgotten, as if under their addresses. */
export async function forgottenAt(db: Reader, addresses: readonly string[]): Promise<SubscriberRow[]> {
  const key = await readSetting(db, KEY)
  if (key === null) return []
  const known = new Map(addresses.map((address) => [pseudonym(key, address), address]))
  const rows = await subscribersAt(db, [...known.keys()])
  return rows.map((row) => ({ ...row, address: known.get(row.address) ?? row.address }))
}

/** The subscriber at an e-mail address; from now on under it again if it had been forgotten. */
export async function recallSubscriber(trx: Trx, address: string): Promise<SubscriberRow | null> {
  const known = await findSubscriberAt(trx, 'email', address)
  if (known) return known
  const [forgotten] = await forgottenAt(trx, [address])
  if (!forgotten) return null
  await changeSubscriberRow(trx, forgotten.id, { address })
  return forgotten
}

/**
 * Forgets e-mail addresses that were switched off before `before` and for which nothing waits, up to `limit` of them.
 * Returns how many.
 */
export async function forgetAddresses(trx: Trx, before: Instant, limit = 500): Promise<number> {
  const left = await trx
    .selectFrom('subscribers')
    .select(['id', 'address', 'off_reason'])
    .where('channel', '=', 'email')
    .where('state', '=', 'off')
    .where('updated_at', '<', before)
    .where('address', 'not like', `${FORGOTTEN}%`)
    .where(nothingWaits)
    .limit(limit)
    .execute()
  if (left.length === 0) return 0
  const key = await keepSetting(trx, KEY, randomBytes(32).toString('base64url'))
  for (const { id, address, off_reason } of left) {
    await changeSubscriberRow(trx, id, {
      ...{ address: pseudonym(key, address), time_zone: null, confirmation_mails: '[]' },
      // What a mail server said may name the address.
      off_reason: off_reason === 'unsubscribed' ? off_reason : 'the address did not work',
    })
  }
  return left.length
}

/** No request of theirs waits to be confirmed, and no message to be sent. */
export const nothingWaits = sql<boolean>`not exists (select 1 from subscriptions where subscriber_id = subscribers.id)
  and not exists (select 1 from deliveries where subscriber_id = subscribers.id and settled_at is null)`

function pseudonym(key: string, address: string): string {
  return FORGOTTEN + createHmac('sha256', key).update(address).digest('base64url')
}
