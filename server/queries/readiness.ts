import { refusals } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { ping } from '../../db/system/ping.ts'

/** What keeps the database from its work, in words; rejects if it does not answer at all. */
export async function databaseProblems(db: Db): Promise<string[]> {
  await ping(db)
  const refusal = refusals.get(db)
  return refusal === undefined ? [] : [`takes no writes: ${refusal}`]
}
