import { type RawBuilder, sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import type { Trx } from './schema/index.ts'

/**
 * Rows as a table of JSON elements, passed as one parameter: select `t.value ->> 'name'` from `${elements} as t`.
 * Parsing a statement with thousands of parameters takes longer than running it.
 */
export function elements(trx: Trx, rows: readonly object[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows)
  return isPostgres(trx) ? sql`jsonb_array_elements(cast(${json} as jsonb))` : sql`json_each(${json})`
}

/** Is a column one of the ids? As one parameter. */
export function isAmong(trx: Trx, column: string, ids: readonly string[]): RawBuilder<boolean> {
  const rows = ids.map((id) => ({ id }))
  return sql<boolean>`${sql.ref(column)} in (select t.value ->> 'id' from ${elements(trx, rows)} as t)`
}
