import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

export type AttemptRow = Row<'attempts'>

/** So many attempts are kept of each subscriber. */
export const ATTEMPTS_KEPT = 50

/** Keeps what attempts came to, and forgets the oldest of their subscribers. */
export async function keepAttempts(trx: Trx, rows: readonly AttemptRow[]): Promise<void> {
  if (rows.length === 0) return
  await trx.insertInto('attempts').values(rows).execute()
  const subscribers = sql.join([...new Set(rows.map((row) => row.subscriber_id))])
  await sql`
    delete from attempts where id in (
      select id from (
        select id, row_number() over (partition by subscriber_id order by at desc, id desc) as place
        from attempts where subscriber_id in (${subscribers})
      ) ranked where place > ${sql.lit(ATTEMPTS_KEPT)})`.execute(trx)
}

/** The last attempts to reach a subscriber, the newest first. */
export async function attemptsOf(db: Reader, subscriberId: string): Promise<AttemptRow[]> {
  return db
    .selectFrom('attempts')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ATTEMPTS_KEPT)
    .execute()
}

/** One attempt to reach a subscriber; null if it is not kept any more, or was to reach another. */
export async function attemptOf(db: Reader, subscriberId: string, id: string): Promise<AttemptRow | null> {
  const row = await db
    .selectFrom('attempts')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Did anything get through to a subscriber since? Only where attempts are kept. */
export async function gotThroughSince(db: Reader, subscriberId: string, since: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('attempts')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .where('at', '>=', since)
    .where('outcome', '=', 'sent')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
