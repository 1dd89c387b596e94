import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { UNSUBSCRIBED } from '../../server/domain/subscription/leaving.ts'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { newSecret } from '../../server/lib/secret/secrets.ts'
import type { Reader, Trx } from '../schema/index.ts'
import { keepSetting, readSetting } from '../system/settings.ts'
import { changeSubscriberRow, findSubscriberAt, type SubscriberRow, subscribersAt } from './subscribers.ts'

/**
 * Addresses of those who left, where the channel keeps a hash: known when they come up again, but nobody can read them.
 * What stands in their place is an HMAC under a key of its own.
 */
const KEY = 'address_key'
export const FORGOTTEN = 'forgotten:'

/** Does this stand where an address was? */
export function isForgotten(address: string): boolean {
  return address.startsWith(FORGOTTEN)
}

/** The subscribers at addresses of a channel that were forgotten, as if under their addresses. */
export async function forgottenAt(
  db: Reader,
  channel: ChannelName,
  addresses: readonly string[],
): Promise<SubscriberRow[]> {
  const key = await readSetting(db, KEY)
  if (key === null) return []
  const known = new Map(addresses.map((address) => [pseudonym(key, address), address]))
  const rows = await subscribersAt(db, channel, [...known.keys()])
  return rows.map((row) => ({ ...row, address: known.get(row.address) ?? row.address }))
}

/** The subscriber at an address, also if the address was forgotten meanwhile. */
export async function findSubscriberEverAt(
  db: Reader,
  channel: ChannelName,
  address: string,
): Promise<SubscriberRow | null> {
  return (await findSubscriberAt(db, channel, address)) ?? (await forgottenAt(db, channel, [address]))[0] ?? null
}

/** The subscriber at an address; from now on under it again if it had been forgotten. */
export async function recallSubscriber(trx: Trx, channel: ChannelName, address: string): Promise<SubscriberRow | null> {
  const known = await findSubscriberAt(trx, channel, address)
  if (known) return known
  const [forgotten] = await forgottenAt(trx, channel, [address])
  if (!forgotten) return null
  await changeSubscriberRow(trx, forgotten.id, { address })
  return forgotten
}

/**
 * Replaces by a hash up to `limit` addresses of a channel that were switched off before `before` and for which nothing
 * waits. Returns how many.
 */
export async function hashAddresses(trx: Trx, channel: ChannelName, before: Instant, limit = 500): Promise<number> {
  const left = await trx
    .selectFrom('subscribers')
    .select(['id', 'address', 'off_reason'])
    .where('channel', '=', channel)
    .where('state', '=', 'off')
    .where('updated_at', '<', before)
    .where('address', 'not like', `${FORGOTTEN}%`)
    .where(nothingWaits)
    .limit(limit)
    .execute()
  if (left.length === 0) return 0
  const key = await keepSetting(trx, KEY, newSecret())
  for (const { id, address, off_reason } of left) {
    await changeSubscriberRow(trx, id, {
      ...{ address: pseudonym(key, address), keys: null, time_zone: null, confirmation_mails: '[]' },
      // What the other side said may name the address.
      off_reason: off_reason === UNSUBSCRIBED ? off_reason : 'the address did not work',
    })
  }
  return left.length
}

/** No request of theirs waits to be confirmed, and no message to be sent; and no organisation named them. */
export const nothingWaits = sql<boolean>`not exists (select 1 from subscriptions where subscriber_id = subscribers.id)
  and not exists (select 1 from contacts where subscriber_id = subscribers.id)
  and not exists (select 1 from deliveries where subscriber_id = subscribers.id and settled_at is null)`

function pseudonym(key: string, address: string): string {
  return FORGOTTEN + createHmac('sha256', key).update(address).digest('base64url')
}
