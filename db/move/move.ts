import { sql } from 'kysely'
import { migrateAnew, openUnhurried, refuseForeign } from '../migrate.ts'
import { write } from '../open.ts'
import type { Trx } from '../schema/index.ts'
import { BackupRefused, refuseInUse } from '../system/backup.ts'
import { takeWriterLock } from '../writer-lock.ts'
import { copyTable, readBack } from './copy.ts'
import { openSource, type Source } from './source.ts'
import { clear, refuseUsed, withoutForeignKeys } from './target.ts'

/** What was moved of a table, the same on both sides. */
export interface Moved {
  table: string
  rows: number
  /** Of all rows, in whatever order. */
  checksum: string
}

/**
 * Moves a SQLite database, which is only read, into a PostgreSQL that is empty, or holds no more than a first start has
 * made: every table in one transaction, read again and compared before it is committed. Nobody else may have either
 * open. Throws `BackupRefused`, and then nothing was changed.
 */
export async function moveToPostgres(file: string, to: { url: string }): Promise<Moved[]> {
  const source = await openSource(file)
  try {
    await refuseInUse(to.url)
    const db = openUnhurried(to)
    try {
      const moved = await write(db, (trx) => moveAll(trx, source))
      await sql`analyze`.execute(db)
      return moved
    } finally {
      await db.destroy()
    }
  } finally {
    source.close()
  }
}

async function moveAll(trx: Trx, source: Source): Promise<Moved[]> {
  await takeWriterLock(trx)
  await refuseForeign(trx)
  await refuseUsed(trx, source.tables)
  await clear(trx, source.tables)
  await migrateAnew(trx)
  const moved: Moved[] = []
  await withoutForeignKeys(trx, async () => {
    for (const { name, columns } of source.tables) {
      const there = await copyTable(trx, name, columns, source.rows(name, columns))
      const here = await readBack(trx, name, columns)
      if (there.rows !== here.rows || there.checksum !== here.checksum) {
        throw new BackupRefused(
          `The table ${name} did not arrive as it was: ${there.rows} rows ${there.checksum} became ${here.rows} rows ${here.checksum}. Nothing was changed.`,
        )
      }
      moved.push({ table: name, ...here })
    }
  })
  return moved
}
