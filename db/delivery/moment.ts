import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** An instant as a value, or as an expression that the database works out when it runs the statement. */
export type Moment = Instant | RawBuilder<unknown>

export function momentSql(moment: Moment): RawBuilder<unknown> {
  return typeof moment === 'number' ? sql`cast(${moment} as bigint)` : moment
}

/** `ms` after what the clock of PostgreSQL says when the statement arrives: the same clock for every process. */
export function postgresTime(ms = 0): Moment {
  return sql`(cast(floor(extract(epoch from statement_timestamp()) * 1000) as bigint) + ${sql.lit(ms)})`
}

/** What the clock of PostgreSQL says. */
export async function readPostgresTime(db: Reader): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select ${momentSql(postgresTime())} as now`.execute(db)
  return rows[0]?.now ?? Number.NaN
}
