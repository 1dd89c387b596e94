import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '../../db/dialect.ts'
import { openDatabase, write } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { appendAudit, firstBrokenAudit } from '../../db/system/audit.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import { START } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'

const REFUSAL = 'the audit trail is append-only'

onEachDatabase('the audit trail', (fresh, freshFile) => {
  test('refuses in the database itself to be changed, shortened or emptied', async () => {
    const { db } = await fresh()
    await record(db, 'Rosa', 'incident.open')
    await expect(db.updateTable('audit').set({ actor: 'nobody' }).execute()).rejects.toThrow(REFUSAL)
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow(REFUSAL)
    if (isPostgres(db)) await expect(sql`truncate audit`.execute(db)).rejects.toThrow(REFUSAL)
    expect(await db.selectFrom('audit').select('actor').execute()).toEqual([{ actor: 'Rosa' }])
  })

  test('refuses to have an entry replaced', async () => {
    const { db } = await fresh()
    await record(db, 'Rosa', 'incident.open')
    const entry = await db.selectFrom('audit').selectAll().executeTakeFirstOrThrow()
    const replacing = isPostgres(db)
      ? db
          .insertInto('audit')
          .values(entry)
          .onConflict((c) => c.column('id').doUpdateSet({ actor: 'nobody' }))
      : db.replaceInto('audit').values({ ...entry, actor: 'nobody' })
    await expect(replacing.execute()).rejects.toThrow(REFUSAL)
  })

  test('is whole, from the first entry on', async () => {
    const { db } = await fresh()
    expect(await firstBrokenAudit(db)).toBeNull()
    for (const actor of ['Rosa', 'Lee', 'Ada']) await record(db, actor, 'incident.update')
    expect(await firstBrokenAudit(db)).toBeNull()
  })

  test.each([
    ['changed', sql`update audit set detail = '{"priority":"P4"}' where id = 2`, 2],
    ['removed', sql`delete from audit where id = 2`, 3],
    ['renumbered', sql`update audit set id = 9 where id = 3`, 9],
    ['cut off at the end', sql`delete from audit where id = 3`, 3],
    ['thrown away with all others', sql`delete from audit`, 1],
  ])('shows an entry that somebody with the keys to the database has %s', async (_, tampering, broken) => {
    const { db } = await fresh()
    for (const actor of ['Rosa', 'Lee', 'Ada']) await record(db, actor, 'incident.update')
    await disarm(db)
    await tampering.execute(db)
    expect(await firstBrokenAudit(db)).toBe(broken)
  })

  test('stays one chain when several connections write at once', async () => {
    const { db, location } = await freshFile()
    const other = openDatabase(location)
    try {
      await Promise.all(Array.from({ length: 20 }, (_, n) => record(n % 2 ? db : other, 'Rosa', `step.${n}`)))
      expect(await firstBrokenAudit(db)).toBeNull()
      const { last } = await db
        .selectFrom('audit')
        .select((e) => e.fn.max('id').as('last'))
        .executeTakeFirstOrThrow()
      expect(last).toBe(20)
    } finally {
      await other.destroy()
    }
  })
})

function record(db: Db, actor: string, action: string): Promise<void> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    await appendAudit(trx, { at: START, actor, action, object: 'incident/abc', detail: { priority: 'P1G' } })
  })
}

/** What only the owner of the database can do. */
async function disarm(db: Db): Promise<void> {
  if (isPostgres(db)) await sql`alter table audit disable trigger user`.execute(db)
  else for (const verb of ['update', 'delete']) await sql.raw(`drop trigger audit_refuses_${verb}`).execute(db)
}
