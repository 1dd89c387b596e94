import { standingAt } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { knownKey } from '../../../db/system/secret-key.ts'
import { eraseThoseOf, keepErased } from '../../boot/data-dir/erased.ts'
import { databaseLocation } from '../../boot/installation.ts'
import { hasKeyOf, unlockIfBound } from '../../boot/secret-key.ts'
import type { Config } from '../../config/index.ts'
import { actor } from '../session.ts'

/** Notes in `DATA_DIR` who was erased from a database that is to be replaced; of a damaged one, what is noted already counts. */
export async function keepErasedOf(config: Config): Promise<void> {
  await withCurrent(config, (db) => keepErased(db, config.dataDir)).catch(() => {})
}

/**
 * Erases from a database that took the place of another whoever was erased from that, by what is noted in `DATA_DIR` or
 * another folder. Where it is of an older version, or its key is not here yet, the next start does.
 */
export async function eraseAgainIn(config: Config, folder = config.dataDir): Promise<void> {
  await withCurrent(config, async (db) => {
    if ((await knownKey(db)) === null || !(await hasKeyOf(db, config))) return
    await unlockIfBound(db, config)
    const ctx = { db, plan: config.plan, actor: actor(), now: Date.now() }
    const erased = (await eraseThoseOf(ctx, folder)) + (await eraseThoseOf(ctx, config.dataDir))
    if (erased > 0) process.stdout.write(`${erased} contacts were erased since, and are erased again.\n`)
    await keepErased(db, config.dataDir)
  })
}

async function withCurrent(config: Config, work: (db: Db) => Promise<void>): Promise<void> {
  const location = databaseLocation(config)
  if ((await standingAt(location)) !== 'current') return
  const db = openDatabase(location)
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
}
