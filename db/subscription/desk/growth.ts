import { type RawBuilder, sql } from 'kysely'
import { UNSUBSCRIBED } from '../../../server/domain/subscription/leaving.ts'
import { type Instant, MINUTE } from '../../../server/domain/vocabulary.ts'
import type { Reader } from '../../schema/index.ts'

/** What came and went in a stretch of time. */
export interface Growth {
  /** First asked then, and followed something. */
  joined: number
  /** Ended by themselves, or by the desk. */
  left: number
  /** The address died: nothing is sent there any more. */
  bounced: number
}

/** Why somebody is off who never was, or is counted elsewhere. */
const NEITHER = ['never confirmed', 'erased', 'known by its older subscription']

/** Weeks begin on such a moment, whatever a zone does to its clocks: people are counted by these, then put together. */
const SLOT = 30 * MINUTE

/** What came and went between each of these moments and the next. */
export async function growthBetween(db: Reader, ends: readonly Instant[]): Promise<Growth[]> {
  const [from = 0, until = 0] = [ends[0], ends.at(-1)]
  const slot = (column: RawBuilder<unknown>) => sql`(${column} - cast(${from} as bigint)) / ${sql.lit(SLOT)}`
  const joined = await sql<Counted>`
    select ${slot(sql`created_at`)} as slot, count(*) as count from subscribers
    where created_at >= ${from} and created_at < ${until} and state <> 'pending'
      and (off_reason is null or off_reason not in (${sql.join(NEITHER)})) group by 1`.execute(db)
  const ended = await sql<Counted & { own: number }>`
    select ${slot(sql`updated_at`)} as slot, case when off_reason = ${UNSUBSCRIBED} then 1 else 0 end as own,
      count(*) as count from subscribers
    where state = 'off' and updated_at >= ${from} and updated_at < ${until}
      and off_reason not in (${sql.join(NEITHER)}) group by 1, 2`.execute(db)
  const own = Map.groupBy(ended.rows, (row) => Number(row.own) === 1)
  return ends.slice(1).map((end, nth) => {
    const count = (rows: readonly Counted[] = []) =>
      rows
        .filter(({ slot }) => from + Number(slot) * SLOT >= (ends[nth] ?? 0) && from + Number(slot) * SLOT < end)
        .reduce((sum, one) => sum + Number(one.count), 0)
    return { joined: count(joined.rows), left: count(own.get(true)), bounced: count(own.get(false)) }
  })
}

interface Counted {
  slot: number
  count: number
}
