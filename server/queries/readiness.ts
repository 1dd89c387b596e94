import { refusals } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { ping } from '../../db/system/ping.ts'
import { proveWrites } from '../../db/system/prove-writes.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** How long a look at the database may take, in milliseconds. */
const PATIENCE = 1_500
const SILENT = 'does not answer'

/** Looks that are under way: who asks meanwhile gets the same answer. */
const looks = new WeakMap<Db, Promise<string[]>>()

/**
 * What keeps the database from its work, in words, within two seconds. If it took no writes lately, it is asked anew:
 * a recovery shows at once.
 */
export async function databaseProblems(db: Db, now: Instant): Promise<string[]> {
  const known = looks.get(db)
  const look = known ?? examine(db, now).finally(() => looks.delete(db))
  if (!known) looks.set(db, look)
  const { promise: silence, resolve } = Promise.withResolvers<string[]>()
  const timer = setTimeout(() => resolve([refusalOf(db) ?? SILENT]), PATIENCE)
  return Promise.race([look, silence]).finally(() => clearTimeout(timer))
}

async function examine(db: Db, now: Instant): Promise<string[]> {
  const answers = await ping(db).then(
    () => true,
    () => false,
  )
  if (!answers) return [SILENT]
  if (refusals.has(db)) await proveWrites(db, now).catch(() => {})
  return [refusalOf(db) ?? []].flat()
}

function refusalOf(db: Db): string | undefined {
  const refusal = refusals.get(db)
  return refusal && `takes no writes: ${refusal}`
}
