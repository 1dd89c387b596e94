import { sql } from 'kysely'
import { isPostgres } from '../../db/dialect.ts'
import { write } from '../../db/open.ts'
import type { Db, Row } from '../../db/schema/index.ts'
import { appendAudit, BEFORE_THE_FIRST, plainHash } from '../../db/system/audit.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import { START } from './clock.ts'

/** Records something in the audit trail. */
export function record(db: Db, actor: string, action: string): Promise<void> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    await appendAudit(trx, { at: START, actor, action, object: 'incident/abc', detail: { priority: 'P1G' } })
  })
}

/** Records as versions did that had no key. */
export async function recordPlain(db: Db, ...actors: string[]): Promise<void> {
  let previous = BEFORE_THE_FIRST
  for (const [index, actor] of actors.entries()) {
    const entry = { id: index + 1, at: START, actor, action: 'incident.open', object: 'incident/abc', detail: 'null' }
    const row = { ...entry, previous_hash: previous }
    previous = plainHash(row)
    await db
      .insertInto('audit')
      .values({ ...row, hash: previous })
      .execute()
  }
  await db
    .insertInto('settings')
    .values({ name: 'audit-head', value: `${actors.length} ${previous}` })
    .execute()
}

/** What only the owner of the database can do. */
export async function disarm(db: Db): Promise<void> {
  if (isPostgres(db)) return void (await sql`alter table audit disable trigger user`.execute(db))
  for (const what of ['update', 'delete', 'replacement'])
    await sql.raw(`drop trigger if exists audit_refuses_${what}`).execute(db)
}

/** Replaces whoever did the first `upTo` entries, and makes all their hashes fit again. */
export async function rewrite(
  db: Db,
  hashOf: (row: Omit<Row<'audit'>, 'hash'>) => string,
  actor: string,
  upTo = Number.POSITIVE_INFINITY,
): Promise<void> {
  let previous = BEFORE_THE_FIRST
  for (const { hash: _, ...entry } of await db.selectFrom('audit').selectAll().orderBy('id').execute()) {
    if (entry.id > upTo) return
    const row = { ...entry, actor, previous_hash: previous }
    previous = hashOf(row)
    await db
      .updateTable('audit')
      .set({ ...row, hash: previous })
      .where('id', '=', row.id)
      .execute()
  }
}
