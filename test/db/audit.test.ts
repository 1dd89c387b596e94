import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '../../db/dialect.ts'
import { keyedHash, plainHash } from '../../db/system/audit.ts'
import { firstBrokenAudit } from '../../db/system/audit-check.ts'
import { auditKeyFrom } from '../../db/system/audit-key.ts'
import { disarm, record, rewrite } from '../support/audit.ts'
import { onEachDatabase, openShared } from '../support/database.ts'

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

  test('shows an entry that was rewritten with all hashes after it, for these take a key', async () => {
    const { db } = await fresh()
    for (const actor of ['Rosa', 'Lee', 'Ada']) await record(db, actor, 'incident.update')
    await disarm(db)
    await rewrite(db, plainHash, 'Rosa')
    expect(await firstBrokenAudit(db)).toBe(1)
    await rewrite(db, (row) => keyedHash(auditKeyFrom('a key that somebody made up, long enough though'), row), 'Lee')
    expect(await firstBrokenAudit(db)).toBe(1)
  })

  test.each([
    ['entries alone', sql`delete from audit where id > 1`, 2],
    ['entries and the note of the last one', sql`delete from settings where name = 'audit-head'`, 4],
  ])('misses what was cut off, %s, whatever is recorded later', async (_, tampering, broken) => {
    const { db } = await fresh()
    for (const actor of ['Rosa', 'Lee', 'Ada']) await record(db, actor, 'incident.update')
    await disarm(db)
    await tampering.execute(db)
    for (const actor of ['Eve', 'Eve', 'Eve']) await record(db, actor, 'incident.update')
    expect(await firstBrokenAudit(db)).toBe(broken)
  })

  test('goes on where the note of the last entry was set back, and shows it', async () => {
    const { db } = await fresh()
    await record(db, 'Rosa', 'incident.update')
    const note = await db.selectFrom('settings').selectAll().where('name', '=', 'audit-head').executeTakeFirstOrThrow()
    await record(db, 'Lee', 'incident.update')
    await db.updateTable('settings').set(note).where('name', '=', note.name).execute()
    await record(db, 'Ada', 'incident.update')
    expect(await firstBrokenAudit(db)).toBe(3)
  })

  test('stays one chain when several connections write at once', async () => {
    const { db, location } = await freshFile()
    const other = openShared(location)
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
