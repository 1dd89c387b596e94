import { type Expression, type SqlBool, sql } from 'kysely'
import { UNSUBSCRIBED } from '../../server/domain/subscription/leaving.ts'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { stillPromised } from '../contact/telling/promised.ts'
import { deleteUnusedBatches } from '../delivery/batches.ts'
import { elements } from '../elements.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type SubscriberRow = Row<'subscribers'>

export async function findSubscriber(db: Reader, id: string): Promise<SubscriberRow | null> {
  return (await db.selectFrom('subscribers').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function subscribersById(db: Reader, ids: readonly string[]): Promise<SubscriberRow[]> {
  return db.selectFrom('subscribers').selectAll().where('id', 'in', ids).execute()
}

/** The subscriber at an address, as its channel's `parse` returns it. */
export async function findSubscriberAt(
  db: Reader,
  channel: ChannelName,
  address: string,
): Promise<SubscriberRow | null> {
  const row = await db
    .selectFrom('subscribers')
    .selectAll()
    .where('channel', '=', channel)
    .where('address', '=', address)
    .executeTakeFirst()
  return row ?? null
}

/** How many active subscribers of a channel have an address that begins so. */
export async function countActiveAt(db: Reader, channel: ChannelName, beginning: string): Promise<number> {
  const row = await db
    .selectFrom('subscribers')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('channel', '=', channel)
    .where('state', '=', 'active')
    .where('address', '>=', beginning)
    .where('address', '<', `${beginning}~`)
    .executeTakeFirstOrThrow()
  return row.count
}

/** The subscribers at some addresses of a channel. */
export async function subscribersAt(
  db: Reader,
  channel: ChannelName,
  addresses: readonly string[],
): Promise<SubscriberRow[]> {
  if (addresses.length === 0) return []
  return db
    .selectFrom('subscribers')
    .selectAll()
    .where('channel', '=', channel)
    .where('address', 'in', addresses)
    .execute()
}

export async function insertSubscriber(trx: Trx, row: NewRow<'subscribers'>): Promise<SubscriberRow> {
  return trx.insertInto('subscribers').values(row).returningAll().executeTakeFirstOrThrow()
}

type SubscriberChange = Partial<Omit<SubscriberRow, 'id' | 'channel' | 'created_at'>>

export async function changeSubscriberRow(trx: Trx, id: string, change: SubscriberChange): Promise<void> {
  await trx.updateTable('subscribers').set(change).where('id', '=', id).execute()
}

/** Notes that these subscribers were heard of, where that was last noted before `before`. */
export async function noteHeardOf(trx: Trx, ids: readonly string[], before: Instant, now: Instant): Promise<void> {
  const rows = ids.map((id) => ({ id }))
  await trx
    .updateTable('subscribers')
    .set({ updated_at: now })
    .where(sql<boolean>`id in (select t.value ->> 'id' from ${elements(trx, rows)} as t)`)
    .where('updated_at', '<', before)
    .execute()
}

/** What still waits to be sent to a subscriber will not be, but for what is promised to an organisation that named it. */
export async function cancelDeliveries(trx: Trx, subscriberId: string, why: string, now: Instant): Promise<void> {
  await supersedeWaiting(trx, subscriberId, sql<boolean>`not ${stillPromised}`, why, now)
}

/** Settles those that wait for a subscriber, with the frozen batches that nobody else is in: these hold the address. */
export async function supersedeWaiting(
  trx: Trx,
  subscriberId: string,
  which: Expression<SqlBool>,
  why: string,
  now: Instant,
): Promise<void> {
  const left = await trx
    .updateTable('deliveries')
    .set({ state: 'superseded', error: why, settled_at: now })
    .where('subscriber_id', '=', subscriberId)
    // Spelled out so that the partial index `deliveries_in_order` is used.
    .where(sql<boolean>`settled_at is null`)
    .where('state', '=', 'queued')
    .where(which)
    .returning('batch_id')
    .execute()
  const frozen = [...new Set(left.flatMap(({ batch_id }) => batch_id ?? []))]
  if (frozen.length === 0) return
  const mine = trx.updateTable('deliveries').set({ batch_id: null }).where('subscriber_id', '=', subscriberId)
  await mine.where('batch_id', 'in', frozen).where('state', '=', 'superseded').execute()
  await deleteUnusedBatches(trx, frozen)
}

/**
 * Switches a subscriber off whose address is dead, unless it has got a new address meanwhile; returns it then. Also one
 * that unsubscribed and is told as a contact: that its address is dead is to be seen.
 */
export async function switchOff(
  trx: Trx,
  { id, address, why }: { id: string; address: string; why: string },
  now: Instant,
): Promise<SubscriberRow | null> {
  const row = await trx
    .updateTable('subscribers')
    .set({ state: 'off', off_reason: why, updated_at: now })
    .where('id', '=', id)
    .where('address', '=', address)
    .where((e) =>
      e.or([
        e('state', '<>', 'off'),
        e.and([
          e('off_reason', '=', UNSUBSCRIBED),
          sql<boolean>`exists (select 1 from contacts c where c.subscriber_id = subscribers.id)`,
        ]),
      ]),
    )
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** Notes when the owner of an address was warned; null: there is nothing to warn of any more. */
export async function noteWarned(trx: Trx, id: string, at: Instant | null): Promise<void> {
  const row = trx.updateTable('subscribers').set({ warned_at: at }).where('id', '=', id)
  await row.where('warned_at', at === null ? 'is not' : 'is', null).execute()
}
