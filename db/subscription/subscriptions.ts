import type { Instant, Kind, Scope } from '../../server/domain/vocabulary.ts'
import { newestEvent } from '../delivery/events.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type SubscriptionRow = Row<'subscriptions'>

export async function subscriptionsOf(
  db: Reader,
  subscriberId: string,
  state: SubscriptionRow['state'],
): Promise<SubscriptionRow[]> {
  return db
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('state', '=', state)
    .orderBy('scope_type')
    .orderBy('scope_id')
    .execute()
}

/** What was asked for at one instant, whether confirmed since or not. */
export async function requestedAt(db: Reader, subscriberId: string, at: Instant): Promise<SubscriptionRow[]> {
  return db
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('requested_at', '=', at)
    .orderBy('scope_type')
    .orderBy('scope_id')
    .execute()
}

/** The active subscriptions of some subscribers. */
export async function activeSubscriptionsOf(db: Reader, subscriberIds: readonly string[]): Promise<SubscriptionRow[]> {
  if (subscriberIds.length === 0) return []
  return db
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', 'in', subscriberIds)
    .where('state', '=', 'active')
    .execute()
}

/**
 * Follows a scope from now on, or replaces the kinds and times of the same scope in the same state: what is still to be
 * told to whoever followed it before is told to them all the same.
 */
export async function putSubscriptions(trx: Trx, rows: readonly NewRow<'subscriptions'>[]): Promise<void> {
  if (rows.length === 0) return
  const newest = await newestEvent(trx)
  await trx
    .insertInto('subscriptions')
    .values(rows.map((row) => ({ since_event: newest, ...row })))
    .onConflict((conflict) =>
      conflict.columns(['subscriber_id', 'scope_type', 'scope_id', 'state']).doUpdateSet((e) => ({
        incidents: e.ref('excluded.incidents'),
        maintenance: e.ref('excluded.maintenance'),
        requested_at: e.ref('excluded.requested_at'),
        confirmed_at: e.ref('excluded.confirmed_at'),
      })),
    )
    .execute()
}

export async function deleteSubscriptions(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await trx.deleteFrom('subscriptions').where('id', 'in', ids).execute()
}

export async function deleteSubscriptionsOf(trx: Trx, subscriberId: string): Promise<void> {
  await trx.deleteFrom('subscriptions').where('subscriber_id', '=', subscriberId).execute()
}

/** The columns that say what is followed. */
export function scopeColumns(scope: Scope, kinds: readonly Kind[]) {
  return {
    scope_type: scope.type,
    scope_id: scope.type === 'all' ? '' : scope.id,
    incidents: kinds.includes('incident') ? (1 as const) : (0 as const),
    maintenance: kinds.includes('maintenance') ? (1 as const) : (0 as const),
  }
}

/** Do these columns say what the row says? */
export function saysTheSame(row: SubscriptionRow, columns: ReturnType<typeof scopeColumns>): boolean {
  return (
    row.scope_type === columns.scope_type &&
    row.scope_id === columns.scope_id &&
    row.incidents === columns.incidents &&
    row.maintenance === columns.maintenance
  )
}

/** The scope and kinds that a row says. */
export function followOf(row: SubscriptionRow): { scope: Scope; kinds: Kind[] } {
  return {
    scope: row.scope_type === 'all' ? { type: 'all' } : { type: row.scope_type, id: row.scope_id },
    kinds: [...(row.incidents ? (['incident'] as const) : []), ...(row.maintenance ? (['maintenance'] as const) : [])],
  }
}
