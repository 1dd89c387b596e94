import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { firstBrokenAudit } from '../../../db/system/audit-check.ts'
import { eraseContact } from '../../../server/actions/contact/erase-contact.ts'
import { createErasureWatch, eraseThoseOf, keepErased, readErased } from '../../../server/boot/data-dir/erased.ts'
import { actionContext, auditTrail } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { ALICE, BOB, LEE } from '../../support/people.ts'
import { terminal } from '../../support/process/terminal.ts'
import { accepted } from '../../support/result.ts'
import { delivery, event } from '../../support/rows.ts'

/** Everything that a database holds, as text. */
async function everything(db: Db): Promise<string> {
  const tables = await db.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db).then((found) => found.rows)),
  )
  return JSON.stringify(rows)
}

onEachDatabase('whoever is erased', (_, fresh) => {
  test('is named nowhere in the database, and within a minute by no byte of its file', async () => {
    const { db, location } = await fresh()
    const acme = await addOrganisation(db, 'Acme Freight')
    // So many that pages are split and their parts moved.
    const ids = []
    for (let n = 0; n < 150; n++)
      ids.push(await addContact(db, acme, `departed${n}@customer.example`, { name: `Person departed${n}` }))
    await bounced(db, ids[7] ?? '')
    await addContact(db, acme, BOB)
    for (const id of ids) accepted(await eraseContact(actionContext(db, LEE), id))
    expect(await everything(db)).not.toMatch(/departed\d/)
    expect(await db.selectFrom('batches').select('id').execute()).toEqual([])
    expect(await everything(db)).toContain(BOB)
    if (!('file' in location)) return
    await createErasureWatch(db, await temporaryFolder('erasure')).turn()
    for (const file of [location.file, `${location.file}-wal`]) {
      const bytes = readFileSync(file, 'latin1')
      expect([file, bytes.match(/departed\d+/g)]).toEqual([file, null])
    }
    expect(readFileSync(location.file, 'latin1')).toContain(BOB)
  })

  test('stays so when a backup from before is restored, and the audit trail is sound', async () => {
    const shared = await fresh()
    // What PostgreSQL's own tools need may not be here.
    if (!('file' in shared.location)) return
    const run = await terminal(shared)
    const acme = await addOrganisation(shared.db, 'Acme Freight')
    const [alice, bob] = [await addContact(shared.db, acme, ALICE), await addContact(shared.db, acme, BOB)]
    const backup = join(await temporaryFolder('backup'), 'backup')
    expect((await run('backup', backup)).code).toBe(0)
    accepted(await eraseContact(actionContext(shared.db, LEE), alice))
    await shared.db.destroy()
    const { code, stdout } = await run('restore', backup)
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 contacts were erased since, and are erased again.')])
    const db = openShared({ file: join(process.env.DATA_DIR ?? '', 'signalpost.sqlite') })
    onTestFinished(() => db.destroy())
    expect(await everything(db)).not.toContain(ALICE)
    expect((await db.selectFrom('contacts').select('id').execute()).map(({ id }) => id)).toEqual([bob])
    expect(await db.selectFrom('erasures').select('contact_id').execute()).toEqual([{ contact_id: alice }])
    expect((await auditTrail(db)).at(-1)).toMatchObject({ action: 'contact.erase', object: `contact/${alice}` })
    expect(await firstBrokenAudit(db)).toBeNull()
  })

  test('stays so where the database is lost, by what is noted beside it', async () => {
    const shared = await fresh()
    if (!('file' in shared.location)) return
    const run = await terminal(shared)
    const dataDir = process.env.DATA_DIR ?? ''
    const alice = await addContact(shared.db, await addOrganisation(shared.db, 'Acme Freight'), ALICE)
    const backup = join(await temporaryFolder('backup'), 'backup')
    await run('backup', backup)
    accepted(await eraseContact(actionContext(shared.db, LEE), alice))
    await createErasureWatch(shared.db, dataDir).turn()
    const kept = join(dataDir, 'erased')
    expect([statSync(kept).mode & 0o777, readErased(dataDir)]).toMatchObject([0o600, [{ contact_id: alice }]])
    expect(readFileSync(kept, 'utf8')).not.toMatch(/alice|customer/)
    await shared.db.deleteFrom('erasures').execute()
    await shared.db.destroy()
    rmSync(join(dataDir, 'signalpost.sqlite'))
    expect((await run('restore', backup)).stdout).toContain('1 contacts were erased since')
    const db = openShared({ file: join(process.env.DATA_DIR ?? '', 'signalpost.sqlite') })
    onTestFinished(() => db.destroy())
    expect(await everything(db)).not.toContain(ALICE)
  })

  test('is erased again however they came back', async () => {
    const { db } = await fresh()
    const dataDir = await temporaryFolder('erasure')
    const acme = await addOrganisation(db, 'Acme Freight')
    const alice = await addContact(db, acme, ALICE)
    const row = await db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow()
    accepted(await eraseContact(actionContext(db, LEE), alice))
    await keepErased(db, dataDir)
    await db.deleteFrom('erasures').execute()
    await db.updateTable('subscribers').set({ address: ALICE, state: 'pending', off_reason: null }).execute()
    await db.insertInto('contacts').values(row).execute()
    expect(await eraseThoseOf(actionContext(db, LEE), dataDir)).toBe(1)
    expect(await everything(db)).not.toContain(ALICE)
    expect(await eraseThoseOf(actionContext(db, LEE), dataDir)).toBe(0)
    expect(await firstBrokenAudit(db)).toBeNull()
  })
})

/** A contact whose mail came back, with words that name it, and for whom what is followed and what is promised wait in frozen batches. */
async function bounced(db: Db, contactId: string): Promise<void> {
  const { subscriber_id, email } = await db
    .selectFrom('contacts')
    .select(['subscriber_id', 'email'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  for (const id of [1, 2, 3])
    await db
      .insertInto('events')
      .values({ ...event, id, incident_id: null, update_id: null })
      .execute()
  await db
    .insertInto('batches')
    .values(['b', 'c'].map((id) => ({ id, payload: Buffer.from(email), created_at: START })))
    .execute()
  const promised = {
    type: 'contact',
    purpose: 'master_case',
    named: ['Acme Freight'],
    more: 0,
    backup: false,
    follows: null,
  }
  const why = `no such user: ${email}`
  const failed = {
    state: 'failed',
    error: why,
    reference: 'r',
    result: 'bounced',
    result_at: START,
    result_detail: why,
    settled_at: START,
  } as const
  await db
    .insertInto('deliveries')
    .values([
      { ...delivery, subscriber_id, event_id: 1, ...failed },
      { ...delivery, subscriber_id, event_id: 2, batch_id: 'b' },
      { ...delivery, subscriber_id, event_id: 3, batch_id: 'c', because: JSON.stringify(promised) },
    ])
    .execute()
  await db
    .insertInto('mail_reports')
    .values({
      id: 'm',
      reference: 'r',
      result: 'bounced',
      detail: why,
      at: START,
      received_at: START,
      applied_at: null,
    })
    .execute()
}
