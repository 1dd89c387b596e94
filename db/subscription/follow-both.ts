import type { Trx } from '../schema/index.ts'
import { deleteSubscriptions, putSubscriptions, type SubscriptionRow } from './subscriptions.ts'

/** What two subscribers follow together: of the same scope the kinds of both, from the earlier event on. */
export function united(mine: readonly SubscriptionRow[], theirs: readonly SubscriptionRow[]): SubscriptionRow[] {
  const isSame = (row: SubscriptionRow) => (other: SubscriptionRow) =>
    row.scope_type === other.scope_type && row.scope_id === other.scope_id
  const more = theirs.filter((row) => !mine.some(isSame(row)))
  const both = mine.map((row) => {
    const other = theirs.find(isSame(row))
    if (!other) return row
    const [incidents, maintenance] = [row.incidents || other.incidents, row.maintenance || other.maintenance]
    return { ...row, incidents, maintenance, since_event: Math.min(row.since_event, other.since_event) }
  })
  return [...both, ...more]
}

/** A subscriber follows from now on what it does, and what another one did whose rows are gone or go with this. */
export async function followBoth(
  trx: Trx,
  subscriberId: string,
  mine: readonly SubscriptionRow[],
  theirs: readonly SubscriptionRow[],
): Promise<void> {
  await deleteSubscriptions(
    trx,
    [...mine, ...theirs].map(({ id }) => id),
  )
  await putSubscriptions(
    trx,
    united(mine, theirs).map((row) => ({ ...row, subscriber_id: subscriberId })),
  )
}
