import { type RawBuilder, sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import type { Trx } from './schema/index.ts'

/**
 * Rows as a table of JSON elements, handed over as one text: read `t.value ->> 'name'` of `from ${elements} as t`. A
 * statement with thousands of parameters takes a database longer to read than to run.
 */
export function elements(trx: Trx, rows: readonly object[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows)
  return isPostgres(trx) ? sql`jsonb_array_elements(cast(${json} as jsonb))` : sql`json_each(${json})`
}
