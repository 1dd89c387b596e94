import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '../../../db/dialect.ts'
import type { Db } from '../../../db/schema/index.ts'
import { firstBrokenAudit } from '../../../db/system/audit-check.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { createToken } from '../../../server/actions/staff/create-token.ts'
import {
  actionContext,
  addPlatforms,
  allRows,
  auditTrail,
  news,
  notices,
  opened,
  p1g,
  p2,
} from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { ADA, LEE, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('recording what staff do', (fresh, freshFile) => {
  test('a failure at the very end undoes everything', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p2())
    const before = await allRows(db)
    const ctx = {
      ...actionContext(db, ADA),
      within: async () => {
        throw new Error('the disk is full')
      },
    }
    const attempts = [
      () => openIncident(ctx, p1g()),
      () => postUpdate(ctx, id, news('More.', { phase: 'resolved' })),
      () => changeIncident(ctx, id, { title: 'Another title' }),
      () => createPlatform(ctx, { id: 'fax', name: 'Fax', group: 'Voice' }),
      () => changePlatform(ctx, 'trunks', { name: 'Trunks' }),
      () => createToken(ctx, { name: 'desk', role: 'agent' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('the disk is full')
    expect(await allRows(db)).toEqual(before)
  })

  test('a refusal leaves nothing behind', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const before = await allRows(db)
    expect(
      refused(await openIncident(actionContext(db), p2({ platforms: [{ id: 'nowhere', impact: 'major_outage' }] }))),
    ).toMatchObject({ kind: 'invalid', fields: [{ pointer: '/platforms/0/id' }] })
    expect(refused(await postUpdate(actionContext(db), 'unknown', news('More.')))).toMatchObject({ kind: 'not_found' })
    expect(
      refused(await createPlatform(actionContext(db, ADA), { id: 'trunks', name: 'T', group: 'Voice' })),
    ).toMatchObject({
      kind: 'conflict',
      code: 'platform_exists',
    })
    expect(await allRows(db)).toEqual(before)
  })

  test('what must be true exactly when the action is, is written with it', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const seen: unknown[] = []
    const id = await opened({ ...actionContext(db), within: async (_, value) => void seen.push(value) }, p2())
    expect(seen).toEqual([{ id }])
  })

  test('an action inside an open transaction goes with it', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const before = await allRows(db)
    const batch = db.transaction().execute(async (trx) => {
      const ctx = { ...actionContext(db), trx }
      const id = await opened(ctx, p2())
      accepted(await postUpdate(ctx, id, news('More.')))
      throw new Error('and now this')
    })
    await expect(batch).rejects.toThrow('and now this')
    expect(await allRows(db)).toEqual(before)
  })

  test('events are numbered without gaps, whatever was refused between them', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    for (let round = 0; round < 3; round++) {
      const id = await opened(actionContext(db), p2())
      refused(await openIncident(actionContext(db), p2({ openedAt: START + hours(1) })))
      accepted(await postUpdate(actionContext(db), id, news('More.')))
    }
    const ids = await db.selectFrom('events').select('id').orderBy('id').execute()
    expect(ids.map((row) => row.id)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('two staff writing at once both land, one after the other', async () => {
    const { db, location } = await freshFile()
    if (!location) throw new Error('needs a second connection')
    const second = openShared(location)
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p2())
    const texts = Array.from({ length: 12 }, (_, index) => `Update ${index}`)
    try {
      const posts = texts.map((body, index) =>
        postUpdate(
          actionContext(index % 2 ? second : db, index % 2 ? LEE : ROSA, START + minutes(index)),
          id,
          news(body),
        ),
      )
      for (const result of await Promise.all(posts)) accepted(result)
    } finally {
      await second.destroy()
    }
    const updates = await db.selectFrom('updates').selectAll().orderBy('sequence').execute()
    expect(updates.map((update) => update.sequence)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1))
    expect(
      updates
        .slice(1)
        .map((update) => update.body)
        .sort(),
    ).toEqual([...texts].sort())
    expect(updates.map((update) => update.created_at)).toEqual(updates.map((u) => u.created_at).sort((a, b) => a - b))
    expect((await notices(db)).map((notice) => notice.sequence)).toEqual(updates.map((update) => update.sequence))
    expect(await firstBrokenAudit(db)).toBeNull()
  })

  test('the audit trail is a chain that shows where it was forged', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const id = await opened(actionContext(db), p1g())
    accepted(await postUpdate(actionContext(db), id, news('More.')))
    expect(await firstBrokenAudit(db)).toBeNull()
    await expect(db.updateTable('audit').set({ actor: 'nobody' }).where('id', '=', 3).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(db.deleteFrom('audit').where('id', '=', 3).execute()).rejects.toThrow('append-only')
    await forge(db)
    expect(await firstBrokenAudit(db)).toBe(3)
  })

  test('the audit trail says in short who did what', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const words = 'Some calls fail. '.repeat(1000)
    const id = await opened(actionContext(db), p1g({ update: { body: words, translations: { pt: { body: words } } } }))
    accepted(await postUpdate(actionContext(db, LEE, START + minutes(30)), id, news(words, { phase: 'identified' })))
    accepted(await createToken(actionContext(db, ADA), { name: 'desk', role: 'agent' }))
    const [, designated, updated, token] = await auditTrail(db)
    expect(designated).toMatchObject({
      actor: 'Rosa',
      action: 'incident.designate_p1g',
      object: `incident/${id}`,
      at: START,
    })
    expect(designated?.detail).toEqual({
      updateId: expect.any(String),
      title: 'Calls failing',
      priority: 'P1G',
      caseNumber: 'NL-1',
      drill: false,
      notify: true,
      phase: 'investigating',
      platforms: [{ id: 'trunks', from: null, to: 'partial_outage' }],
      dueAt: START + minutes(60),
      basis: 'cadence',
    })
    expect(updated).toMatchObject({
      actor: 'Lee',
      action: 'incident.update',
      detail: { phase: 'identified', platforms: [] },
    })
    expect(token).toMatchObject({ action: 'token.create', detail: { name: 'desk', role: 'agent' } })
    expect(JSON.stringify(await auditTrail(db))).not.toContain('Some calls fail')
  })

  test('a token is stored only as its hash', async () => {
    const { db } = await fresh()
    const { id, token } = accepted(await createToken(actionContext(db, ADA), { name: 'desk', role: 'agent' }))
    const secret = token.replace(`stp_${id}_`, '')
    expect(secret).toHaveLength(43)
    expect(JSON.stringify(await allRows(db))).not.toContain(secret)
  })
})

/** As somebody with the database's own tools could. */
async function forge(db: Db): Promise<void> {
  const name = isPostgres(db) ? 'audit_refuses_changes on audit' : 'audit_refuses_update'
  await sql.raw(`drop trigger ${name}`).execute(db)
  await db.updateTable('audit').set({ actor: 'nobody' }).where('id', '=', 3).execute()
}
