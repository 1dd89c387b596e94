import { deleteUnusedBatches } from '../../db/delivery/batches.ts'
import type { ClaimedRow } from '../../db/delivery/claims.ts'
import { releaseLeases, settleDeliveries } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import { type Overtaken, overtaken } from '../../db/staff/overtaken.ts'
import { REACHED } from '../domain/ladder/passing.ts'
import type { Instant } from '../domain/vocabulary.ts'

const WHY = { replaced: 'a newer message of the same promise takes its place', reached: REACHED } as const

const keyOf = ({ event_id: event, subscriber_id: subscriber }: Pick<ClaimedRow, 'event_id' | 'subscriber_id'>) =>
  `${event} ${subscriber}`

/** How long a message waits for the one that it stands for, in milliseconds: that is answered by then, or given up. */
const AWAITED_FOR = 1_000

/**
 * Withdraws claimed messages of the ladder that have been overtaken, and puts off those that may be in a moment. Returns
 * what is to be sent. What is in a frozen batch with others goes out with them.
 */
export async function withdrawOvertaken(
  trx: Trx,
  rows: readonly ClaimedRow[],
  now: Instant,
  shown: Instant,
): Promise<readonly ClaimedRow[]> {
  const whyOf = new Map((await overtaken(trx, rows)).map(({ why, ...key }) => [keyOf(key), why]))
  if (whyOf.size === 0 || (rows[0]?.batch_id && whyOf.size < rows.length)) return rows
  const those = (...which: Overtaken['why'][]) =>
    rows.filter((row) => which.some((why) => whyOf.get(keyOf(row)) === why))
  const withdrawn = those('replaced', 'reached').map((row) => ({
    ...{ ...row, state: 'superseded' as const, due_at: null, reference: null, batch_id: null, gone: null },
    error: WHY[whyOf.get(keyOf(row)) === 'reached' ? 'reached' : 'replaced'],
  }))
  await settleDeliveries(trx, withdrawn, now)
  await deleteUnusedBatches(trx, [...new Set(rows.flatMap(({ batch_id: id }) => id ?? []))])
  await releaseLeases(trx, those('awaited'), shown + AWAITED_FOR)
  return rows.filter((row) => !whyOf.has(keyOf(row)))
}
