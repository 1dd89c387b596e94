import { sql } from 'kysely'
import type { Reader } from '../schema/index.ts'

/** Resolves if the database answers. */
export async function ping(db: Reader): Promise<void> {
  await sql`select 1`.execute(db)
}
