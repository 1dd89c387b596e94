import { expect, test } from 'vitest'
import { loadIncident } from '../../../db/incident/incidents.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { correctUpdate } from '../../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { actionContext, addPlatforms, auditTrail, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('the life of an incident', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax', 'portal')
    return db
  }

  test('a clock that steps back keeps the timeline in order, and promises count from what it says', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g())
    accepted(
      await postUpdate(actionContext(db, ROSA, START - hours(2)), id, news('Identified.', { phase: 'identified' })),
    )
    expect(await loadIncident(db, id)).toMatchObject({ nextUpdateDueAt: START - hours(1) })
    accepted(await postUpdate(actionContext(db, ROSA, START - hours(2)), id, news('Over.', { phase: 'resolved' })))
    const updates = await db
      .selectFrom('updates')
      .select(['sequence', 'created_at', 'due_at'])
      .orderBy('sequence')
      .execute()
    expect(updates).toEqual([
      { sequence: 1, created_at: START, due_at: START + hours(1) },
      { sequence: 2, created_at: START, due_at: START - hours(1) },
      { sequence: 3, created_at: START, due_at: null },
    ])
    expect(await loadIncident(db, id)).toMatchObject({ resolvedAt: START })
    expect(await db.selectFrom('impacts').select(['from_at', 'until_at']).execute()).toEqual([
      { from_at: START, until_at: START },
    ])
  })

  test('every update stores the promise it makes, and the incident the one that stands', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    const etr = START + hours(9)
    accepted(
      await postUpdate(
        actionContext(db, ROSA, START + hours(1)),
        id,
        news('Fibre.', { etr, reason: 'A crew is splicing.' }),
      ),
    )
    accepted(
      await postUpdate(
        actionContext(db, ROSA, START + hours(2)),
        id,
        news('Soon.', { nextUpdateBy: START + hours(3) }),
      ),
    )
    const updates = await db
      .selectFrom('updates')
      .select(['due_at', 'basis', 'etr', 'reason'])
      .orderBy('sequence')
      .execute()
    expect(updates).toEqual([
      { due_at: START + hours(2), basis: 'cadence', etr: null, reason: null },
      { due_at: etr, basis: 'etr', etr, reason: 'A crew is splicing.' },
      { due_at: START + hours(3), basis: 'earlier', etr: null, reason: null },
    ])
    expect(await loadIncident(db, id)).toMatchObject({ nextUpdateDueAt: START + hours(3), etr })
  })

  test('on a P1G an ETR is shown and the hour stands', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(
      actionContext(db),
      p1g({ update: { body: 'Fibre.', etr: START + hours(5), reason: 'Splicing.' } }),
    )
    expect(await loadIncident(db, id)).toMatchObject({ nextUpdateDueAt: START + hours(1), etr: START + hours(5) })
    const later = { nextUpdateBy: START + hours(4), reason: 'Nothing new before.' }
    expect(refused(await postUpdate(actionContext(db), id, news('Wait.', later)))).toMatchObject({
      kind: 'invalid',
      fields: [{ pointer: '/nextUpdateBy' }],
    })
  })

  test('what subscribers are told is frozen when it is said', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g({ vendor: 'A carrier', openedAt: START - minutes(4) }))
    const [told] = await notices(db)
    expect(told).toEqual({
      incidentId: id,
      updateId: expect.any(String),
      sequence: 1,
      title: 'Calls failing',
      priority: 'P1G',
      phase: 'investigating',
      caseStatus: 'in_progress',
      phaseChanged: true,
      body: 'Some calls have audio in one direction only.',
      translations: {},
      platforms: [{ id: 'trunks', name: 'TRUNKS', impact: 'partial_outage', state: 'partial_outage' }],
      at: START,
      openedAt: START - minutes(4),
      startedAt: null,
      dueAt: START + hours(1),
      basis: 'cadence',
      etr: null,
      reason: null,
      vendor: 'A carrier',
      caseNumber: 'NL-1',
      case: {
        headline: { status: null, phase: 'investigating', again: false },
        answerBy: null,
        reopenUntil: null,
      },
    })
    accepted(await changeIncident(actionContext(db), id, { title: 'Another title', vendor: null }))
    accepted(await correctUpdate(actionContext(db), id, told?.updateId ?? '', { body: 'Other words.' }))
    accepted(await postUpdate(actionContext(db, ROSA, START + minutes(5)), id, news('Over.', { phase: 'resolved' })))
    const [still, corrected, last] = await notices(db)
    // As it stands now, with the update as it reads now.
    const words = { body: 'Other words.' }
    expect(corrected).toEqual({
      ...{ ...told, ...words, title: 'Another title', vendor: null },
      corrected: { ...told, ...words },
    })
    expect(still).toEqual(told)
    expect(last).toMatchObject({ title: 'Another title', vendor: null, dueAt: null, phaseChanged: true })
    expect(last?.platforms).toEqual([{ id: 'trunks', name: 'TRUNKS', impact: 'operational', state: 'operational' }])
  })

  test('a notice names what is hit worst first', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'chat', 'fax', 'trunks')
    const platforms = [
      { id: 'chat', impact: 'degraded_performance' },
      { id: 'fax', impact: 'degraded_performance' },
      { id: 'trunks', impact: 'major_outage' },
    ] as const
    const id = await opened(actionContext(db), p1g({ platforms: [...platforms] }))
    const better = { platforms: [{ id: 'trunks', impact: 'operational' }] } as const
    accepted(
      await postUpdate(
        actionContext(db, ROSA, START + minutes(5)),
        id,
        news('Less.', { platforms: [...better.platforms] }),
      ),
    )
    const named = (await notices(db)).map((notice) => notice.platforms.map((platform) => platform.id))
    expect(named).toEqual([
      ['trunks', 'chat', 'fax'],
      ['chat', 'fax', 'trunks'],
    ])
  })

  test('a P1G is told first, silence is kept, and a drill is never told', async () => {
    const db = await freshWithPlatforms()
    const told = (notify: boolean, drill: boolean) => ({ notify, drill })
    await opened(actionContext(db), p1g(told(true, false)))
    await opened(actionContext(db), p2(told(true, false)))
    await opened(actionContext(db), p2(told(false, false)))
    const drill = await opened(actionContext(db), p1g(told(true, true)))
    accepted(await postUpdate(actionContext(db), drill, news('More.')))
    const events = await db
      .selectFrom('events')
      .select(['notify', 'rank'])
      .where('notice', 'is not', null)
      .orderBy('id')
      .execute()
    expect(events).toEqual([
      { notify: 1, rank: 0 },
      { notify: 1, rank: 1 },
      { notify: 0, rank: 1 },
      { notify: 0, rank: 0 },
      { notify: 0, rank: 0 },
    ])
  })

  test('a correction marks the update, is told to programs alone and keeps the old words', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2({ update: { body: 'Calls to Cracow fail.' } }))
    const { id: updateId } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    await db.updateTable('incidents').set({ published_at: START }).execute()
    accepted(
      await correctUpdate(actionContext(db, LEE, START + minutes(3)), id, updateId, { body: 'Calls to Kraków fail.' }),
    )
    expect(await db.selectFrom('updates').select(['body', 'corrected_at', 'created_at']).execute()).toEqual([
      { body: 'Calls to Kraków fail.', corrected_at: START + minutes(3), created_at: START },
    ])
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      actor: 'Lee',
      action: 'update.correct',
      detail: { body: { from: 'Calls to Cracow fail.', to: 'Calls to Kraków fail.' } },
    })
    expect(await db.selectFrom('events').select(['kind', 'notify']).orderBy('id', 'desc').limit(1).execute()).toEqual([
      { kind: 'incident.corrected', notify: 1 },
    ])
    expect(await db.selectFrom('incidents').select('published_at').execute()).toEqual([{ published_at: null }])
  })

  test('changing nothing leaves no trace', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    const update = await db.selectFrom('updates').select(['id', 'body']).executeTakeFirstOrThrow()
    const entries = (await auditTrail(db)).length
    accepted(await correctUpdate(actionContext(db), id, update.id, { body: update.body }))
    accepted(await changeIncident(actionContext(db), id, { title: 'One-way audio' }))
    expect(await auditTrail(db)).toHaveLength(entries)
    expect(await db.selectFrom('updates').select('corrected_at').execute()).toEqual([{ corrected_at: null }])
  })

  test('a resolved incident takes no more updates', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    accepted(await postUpdate(actionContext(db), id, news('Over.', { phase: 'resolved' })))
    expect(refused(await postUpdate(actionContext(db), id, news('Really.')))).toMatchObject({
      code: 'incident_resolved',
    })
  })

  test('an update of another incident is not found', async () => {
    const db = await freshWithPlatforms()
    const one = await opened(actionContext(db), p2())
    const { id: updateId } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    const other = await opened(actionContext(db), p2())
    expect(refused(await correctUpdate(actionContext(db), other, updateId, { body: 'x' }))).toMatchObject({
      kind: 'not_found',
    })
    accepted(await correctUpdate(actionContext(db), one, updateId, { body: 'x' }))
  })
})
