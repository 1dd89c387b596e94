import { deleteUnusedBatches } from '../../db/delivery/batches.ts'
import type { ClaimedRow } from '../../db/delivery/claims.ts'
import { releaseLeases, settleDeliveries } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import { hastenTheirs, type Overtaken, overtaken } from '../../db/staff/overtaken.ts'
import { REACHED } from '../domain/ladder/passing.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { DispatchContext } from './context.ts'

const WHY = { replaced: 'a newer message of the same promise takes its place', reached: REACHED } as const

const keyOf = ({ event_id: event, subscriber_id: subscriber }: Pick<ClaimedRow, 'event_id' | 'subscriber_id'>) =>
  `${event} ${subscriber}`

/** How long a message waits for the one that it stands for, in milliseconds: that is answered by then, or given up. */
const AWAITED_FOR = 1_000

/**
 * Withdraws claimed messages of the ladder that have been overtaken, and puts off those that may be in a moment. Returns
 * what is to be sent. One that would go out before those for which it stands lets them go first, once until it is sent: if
 * their address alone fails, it waits no longer. What is in a frozen batch with others goes out with them.
 */
export async function withdrawOvertaken(
  trx: Trx,
  rows: readonly ClaimedRow[],
  { time, gaveWay }: DispatchContext,
  now: Instant,
): Promise<readonly ClaimedRow[]> {
  const whyOf = new Map((await overtaken(trx, rows)).map(({ why, ...key }) => [keyOf(key), why]))
  // The number is the same only where the transaction that let them go first was undone.
  const waited = ({ attempts, ...row }: ClaimedRow) => (gaveWay.get(keyOf(row)) ?? attempts) !== attempts
  for (const row of rows) if (whyOf.get(keyOf(row)) === 'early' && waited(row)) whyOf.delete(keyOf(row))
  const isFrozen = Boolean(rows[0]?.batch_id)
  if (isFrozen && whyOf.size < rows.length) whyOf.clear()
  const those = (...which: Overtaken['why'][]) =>
    rows.filter((row) => which.some((why) => whyOf.get(keyOf(row)) === why))
  const [early, awaited] = [those('early'), those('awaited')]
  const isPutOff = early.length + awaited.length > 0
  for (const row of rows) if (!awaited.includes(row)) gaveWay.delete(keyOf(row))
  for (const row of early) gaveWay.set(keyOf(row), row.attempts)
  if (whyOf.size === 0) return rows
  const withdrawn = (isFrozen && isPutOff ? [] : those('replaced', 'reached')).map((row) => ({
    ...{ ...row, state: 'superseded' as const, due_at: null, reference: null, batch_id: null, gone: null },
    error: WHY[whyOf.get(keyOf(row)) === 'reached' ? 'reached' : 'replaced'],
  }))
  await settleDeliveries(trx, withdrawn, now)
  await deleteUnusedBatches(trx, [...new Set(rows.flatMap(({ batch_id: id }) => id ?? []))])
  await hastenTheirs(trx, early, time.shared())
  await releaseLeases(trx, isFrozen && isPutOff ? rows : [...early, ...awaited], time.shown() + AWAITED_FOR)
  return rows.filter((row) => !whyOf.has(keyOf(row)))
}
