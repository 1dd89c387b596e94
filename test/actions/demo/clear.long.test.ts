import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import type { Db, NewRow } from '../../../db/schema/index.ts'
import { NORTHLINE } from '../../../db/seed/northline.ts'
import { firstBrokenAudit } from '../../../db/system/audit-check.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createProgramme } from '../../../server/actions/programme/create-programme.ts'
import { tellStaff } from '../../../server/actions/staff/tell-staff.ts'
import type { RungNotice } from '../../../server/domain/ladder/notice.ts'
import { actionContext, auditTrail, countRows, demonstration, news, opened, p2 } from '../../support/app/actions.ts'
import { nightWindow, scheduled } from '../../support/app/maintenance.ts'
import { instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ALICE } from '../../support/people.ts'
import { DEFAULT_PROGRAMMES } from '../../support/programmes.ts'
import { accepted, refused } from '../../support/result.ts'
import * as rows from '../../support/rows.ts'

onEachDatabase('clearing the demonstration', (fresh) => {
  test('leaves no trace on the page, and it can be loaded again', async () => {
    const db = await demonstration(await fresh())
    accepted(await clearDemo(actionContext(db, ADA)))
    for (const table of ['platforms', 'incidents', 'updates', 'impacts'] as const)
      expect(await countRows(db, table)).toBe(0)
    expect(await readSetting(db, 'demo')).toBeNull()
    expect(await db.selectFrom('events').select('kind').orderBy('id', 'desc').limit(1).execute()).toEqual([
      { kind: 'demo.cleared' },
    ])
    expect((await auditTrail(db)).at(-1)).toMatchObject({ actor: 'Ada', action: 'demo.clear' })
    expect(await firstBrokenAudit(db)).toBeNull()
    expect(refused(await clearDemo(actionContext(db)))).toMatchObject({ kind: 'conflict', code: 'no_demo' })
    accepted(await loadDemo(actionContext(db)))
  })

  test('takes its programmes and windows, and those of the support plan start afresh', async () => {
    const db = await demonstration(await fresh())
    const ahead = instant('2026-11-21T05:00:00Z')
    await runMaintenanceClock(actionContext(db, ADA, ahead))
    expect(await db.selectFrom('maintenances').select('id').where('demo', '=', 0).execute()).not.toEqual([])
    const cleared = accepted(await clearDemo(actionContext(db, ADA, ahead)))
    expect(cleared.maintenances).toBeGreaterThan(20)
    expect(await db.selectFrom('maintenances').select('id').execute()).toEqual([])
    expect(await db.selectFrom('maintenance_updates').select('id').execute()).toEqual([])
    const programmes = await db.selectFrom('programmes').select(['id', 'platforms', 'demo']).orderBy('id').execute()
    expect(programmes).toEqual(
      ['connect-release', 'monthly', 'skype-certificate'].map((id) => ({ id, platforms: '[]', demo: 0 })),
    )
  })

  test('takes what staff were told of it, on record or not, and the messages that wait', async () => {
    const db = await demonstration(await fresh())
    const own = await scheduled(db, { platforms: ['zoom-phone'] })
    const { id: incident } = await db.selectFrom('incidents').select('id').executeTakeFirstOrThrow()
    const computed = 'monthly-2026-12-18'
    expect(await db.selectFrom('maintenances').select('id').where('id', '=', computed).execute()).toEqual([])
    const staff = ['desk@northline.example']
    await write(db, async (trx) => {
      for (const [incident_id, maintenance_id] of [
        [incident, null],
        [null, computed],
        [null, own],
      ] as const) {
        const promise_id = incident_id ?? maintenance_id
        const news = { kind: 'staff.owed', topic: promise_id, rank: 0, now: START, notice: {} as RungNotice } as const
        const event_id = await tellStaff(trx, staff, news)
        const about = { promise_id, incident_id, maintenance_id }
        await trx
          .insertInto('rungs')
          .values({ ...rows.rung, ...about, event_id })
          .execute()
        const said = { id: promise_id, until_at: null, reason: null, actor: 'Rosa', created_at: START }
        await trx
          .insertInto('acknowledgements')
          .values({ ...about, ...said })
          .execute()
      }
    })
    accepted(await clearDemo(actionContext(db, ADA)))
    for (const table of ['rungs', 'acknowledgements'] as const)
      expect(await db.selectFrom(table).select('promise_id').execute()).toEqual([{ promise_id: own }])
    const topics = (await db.selectFrom('deliveries').select('topic').execute()).map(({ topic }) => topic)
    expect(topics.filter((topic) => topic === incident || topic === computed)).toEqual([])
    expect(topics).toContain(own)
  })

  test('leaves the provider’s own windows and programmes, and what they are about', async () => {
    const db = await demonstration(await fresh())
    const id = await scheduled(db, { platforms: ['zoom-phone'] })
    const release = { ...nightWindow({ title: undefined, platforms: undefined }), programme: 'connect-release' }
    const second = accepted(await scheduleMaintenance(actionContext(db), { ...release, acceptConflicts: true })).id
    accepted(await changeProgramme(actionContext(db, ADA), 'skype-certificate', { wallEnd: '01:00' }))
    const weekly = { ...DEFAULT_PROGRAMMES[1], id: 'own-weekly', platforms: ['webex-calling', 'fax'] }
    accepted(await createProgramme(actionContext(db, ADA), weekly))
    const cleared = accepted(await clearDemo(actionContext(db, ADA)))
    const kept = ['connect-portal', 'fax', 'support-portal', 'webex-calling', 'zoom-phone']
    expect(cleared.kept.toSorted()).toEqual(kept)
    const windows = await db.selectFrom('maintenances').select('id').execute()
    expect(windows.map((row) => row.id).sort()).toEqual([id, second].sort())
    const programmes = await db.selectFrom('programmes').select(['id', 'platforms', 'wall_end']).orderBy('id').execute()
    expect(programmes.map((row) => [row.id, JSON.parse(row.platforms), row.wall_end])).toEqual([
      ['connect-release', ['connect-portal', 'support-portal'], '23:00'],
      ['monthly', [], '04:00'],
      ['own-weekly', ['webex-calling', 'fax'], '00:30'],
      ['skype-certificate', [], '01:00'],
    ])
  })

  test('leaves what is the provider’s own', async () => {
    const db = await demonstration(await fresh())
    accepted(await createPlatform(actionContext(db, ADA), { id: 'trunks', name: 'Trunks', group: 'Voice' }))
    const own = await opened(actionContext(db), p2({ platforms: [{ id: 'fax', impact: 'partial_outage' }] }))
    const shown = await db
      .selectFrom('incidents')
      .select('id')
      .where('priority', '=', 'P1G')
      .where('phase', '<>', 'resolved')
      .executeTakeFirstOrThrow()
    accepted(await postUpdate(actionContext(db), shown.id, news('Told to everybody.')))
    await follow(db, { all: [''], platform: ['fax', 'messaging', 'trunks'], incident: [own, shown.id] })
    const cleared = accepted(await clearDemo(actionContext(db, ADA)))
    expect(cleared).toMatchObject({ incidents: NORTHLINE.incidents.length, kept: ['fax'] })
    expect(await db.selectFrom('platforms').select(['id', 'demo']).orderBy('id').execute()).toEqual([
      { id: 'fax', demo: 0 },
      { id: 'trunks', demo: 0 },
    ])
    expect(await db.selectFrom('incidents').select('id').execute()).toEqual([{ id: own }])
    const left = await db.selectFrom('subscriptions').select('scope_id').orderBy('scope_id').execute()
    expect(left.map((row) => row.scope_id).sort()).toEqual(['', 'fax', own, 'trunks'].sort())
    const waiting = db
      .selectFrom('events')
      .select('incident_id')
      .where('notify', '=', 1)
      .where('expanded_at', 'is', null)
    expect(await waiting.execute()).toEqual([{ incident_id: own }])
    expect(await db.selectFrom('deliveries').selectAll().execute()).toEqual([])
  })
})

/** Alice follows some things, and a message of the newest event waits for her. */
async function follow(db: Db, scopes: Record<'all' | 'platform' | 'incident', string[]>): Promise<void> {
  const times = { created_at: START, updated_at: START }
  const alice = {
    id: 'alice',
    channel: 'email',
    address: ALICE,
    locale: 'en',
    state: 'active',
    source: 'page',
  } as const
  await db
    .insertInto('subscribers')
    .values({ ...alice, ...times })
    .execute()
  const rows = Object.entries(scopes).flatMap(([type, ids]) =>
    ids.map((id) => subscription(type as keyof typeof scopes, id)),
  )
  await db.insertInto('subscriptions').values(rows).execute()
  const newest = await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  const waiting = {
    channel: 'email',
    topic: 't',
    lane: 'email',
    rank: 0,
    state: 'queued',
    because: '{}',
    attempts: 0,
    due_at: START,
  } as const
  await db
    .insertInto('deliveries')
    .values({ event_id: newest.id, subscriber_id: 'alice', created_at: START, ...waiting })
    .execute()
}

function subscription(scope_type: 'all' | 'platform' | 'incident', scope_id: string): NewRow<'subscriptions'> {
  const id = `${scope_type} ${scope_id}`
  const agreed = { state: 'active', requested_at: START, confirmed_at: START } as const
  return { id, subscriber_id: 'alice', scope_type, scope_id, incidents: 1, maintenance: 1, ...agreed }
}
