import { expect, test } from 'vitest'
import { saveDraft } from '../../../server/actions/draft/save-draft.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import type { BoardView } from '../../../src/views.ts'
import { climbAt, LADDER, LONG_LADDER } from '../../support/app/ladder.ts'
import { MONTHLY, NOVEMBER, withMonthly } from '../../support/app/maintenance-api.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { form, NOON, outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { accepted } from '../../support/result.ts'

type Headers = Record<string, string>

const boardOf = async (app: TestApp, headers: Headers) =>
  viewOf(await app.call('GET //staff/', { headers })) as BoardView

async function opened(app: TestApp, changes: Record<string, unknown> = {}): Promise<string> {
  return (await app.call('POST /incidents', { as: 'agent', body: outage(changes) })).json.id as string
}

const acknowledge = (app: TestApp, headers: Headers, promise: string) => {
  const sent = form([['promise', promise]])
  return app.call('POST //staff/acknowledge/', { ...sent, headers: { ...sent.headers, ...headers } })
}

onEachDatabase('the board', (fresh) => {
  test('shows the priority of now, and of which former one a promise is', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    const id = await opened(app)
    expect((await boardOf(app, headers)).due).toMatchObject([{ priority: 'P1G', promisedAs: null }])
    const lowered = { priority: 'P2', reason: 'One organisation alone.' }
    expect((await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: lowered })).status).toBe(200)
    expect((await boardOf(app, headers)).due).toMatchObject([{ priority: 'P2', promisedAs: 'P1G' }])
    expect((await app.call('GET /worklist', { as: 'agent' })).json.items).toMatchObject([{ priority: 'P2' }])
  })

  test('shows first what is due next, where it is done, and every open incident with what was said last', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    const later = await opened(app, {
      title: 'Slow chat',
      priority: 'P2',
      platforms: [{ id: 'chat', impact: 'partial_outage' }],
    })
    const p1g = await opened(app, { caseNumber: 'CS-204411' })
    const { due, incidents, drafts, troubles } = await boardOf(app, headers)
    expect(due[0]).toMatchObject({
      kind: 'update',
      title: 'Calls fail',
      priority: 'P1G',
      dueAt: NOON + HOUR,
      onIt: null,
    })
    expect(due[0]?.url).toBe(`/staff/incidents/${p1g}/`)
    expect(due.map(({ dueAt }) => dueAt)).toEqual(due.map(({ dueAt }) => dueAt).sort((a, b) => a - b))
    expect(incidents.map(({ id }) => id)).toEqual([p1g, later])
    expect(incidents[0]).toMatchObject({ caseNumber: 'CS-204411', platforms: ['VOICE'], phase: 'investigating' })
    expect(incidents[0]?.said?.text).toContain('We are investigating.')
    expect([drafts, troubles]).toEqual([[], []])
  })

  test('says that an update is overdue, and who was told', async () => {
    const app = await testApp((await fresh()).db)
    await opened(app)
    await climbAt(app, NOON + HOUR + MINUTE)
    const { headers } = await signedIn(app.db, 'agent', app.clock.now)
    const [first] = (await boardOf(app, headers)).due
    expect(first?.standing).toBe('overdue')
    expect(first?.told.flatMap(({ people }) => people.map(({ role }) => role))).toContain('duty lead')
  })

  test('takes one press for being on it, as the API does, and says what is wrong with a second for what was kept', async () => {
    const app = await testApp((await fresh()).db)
    const dana = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    const incident = await opened(app)
    const promise = (await boardOf(app, dana.headers)).due[0]?.promiseId ?? ''
    const answer = await acknowledge(app, dana.headers, promise)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/staff/'])
    expect((await boardOf(app, dana.headers)).due[0]).toMatchObject({ onIt: 'staff/Dana Reyes', isMine: true })
    const [item] = (await app.call('GET /worklist', { as: 'agent' })).json.items
    expect(item.acknowledgedBy).toBe('staff/Dana Reyes')
    app.clock.now += MINUTE
    await app.call(`POST /incidents/${incident}/updates`, { as: 'agent', body: { body: 'A card was replaced.' } })
    const late = await acknowledge(app, dana.headers, promise)
    expect(late.status).toBe(409)
    expect((viewOf(late) as BoardView).faults[0]?.says).toContain('It is owed no longer')
  })

  test('knows no promise by the id of an incident or a window alone, also where that owes one thing', async () => {
    const app = await testApp((await fresh()).db)
    await app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
    app.clock.now = Date.parse('2026-11-12T12:00:00Z')
    const dana = await signedIn(app.db, 'agent', app.clock.now, 'Dana Reyes')
    for (const id of [await opened(app), NOVEMBER, 'nothing'])
      expect((await acknowledge(app, dana.headers, id)).status).toBe(404)
    const { due } = await boardOf(app, dana.headers)
    expect(due.map(({ kind, onIt }) => [kind, onIt])).toEqual([
      ['update', null],
      ['details', null],
    ])
  })

  test('says what whoever is on it noted, why it was put off, and for whom a stand-in was told', async () => {
    const app = await testApp((await fresh()).db, { plan: LONG_LADDER })
    const { headers } = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    await opened(app)
    const of = async () => (await boardOf(app, headers)).due[0]
    const promise = (await of())?.promiseId
    const answer = (body: object) => app.call(`POST /promises/${promise}/acknowledge`, { as: 'agent', body })
    await answer({ reason: 'The carrier calls back.' })
    expect(await of()).toMatchObject({ since: NOON, note: 'The carrier calls back.', putOffUntil: null })
    app.clock.now += MINUTE
    const until = new Date(NOON + 47 * MINUTE).toISOString()
    await answer({ until, reason: 'They are in the tunnel.' })
    expect(await of()).toMatchObject({ note: 'They are in the tunnel.', putOffUntil: NOON + 47 * MINUTE })
    const ida = { name: 'Ida', email: 'ida@northline.example', away: [{ from: '2000-01-01', until: '2100-01-01' }] }
    const tom = { name: 'Tom', email: 'tom@northline.example', away: [] }
    const teams = LADDER.teams.map((team) => ({ ...team, people: [ida], standIns: [tom] }))
    await climbLadder({ ...app.ctx(), plan: { ...LADDER, teams }, now: NOON + HOUR })
    expect((await of())?.told.flatMap(({ people }) => people)).toContainEqual({
      ...{ role: 'duty lead', name: 'Tom', standsFor: ['Ida'], lost: null, isWaiting: true },
    })
  })

  test('says who is writing what, since when', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    const id = await opened(app)
    const draft = { id: newId(), kind: 'update', object: { type: 'incident', id }, fields: { body: 'x' } } as const
    const ctx = { ...app.ctx(), actor: { name: 'staff/Lee Park', role: 'agent' } as const }
    accepted(await saveDraft(ctx, { ...draft, base: 1, revision: 0 }))
    const { drafts, incidents } = await boardOf(app, headers)
    expect(drafts).toMatchObject([{ kind: 'update', title: 'Calls fail', savedBy: 'staff/Lee Park', since: NOON }])
    expect(drafts[0]?.url).toBe(`/staff/incidents/${id}/`)
    expect(incidents[0]?.writers).toEqual(['staff/Lee Park'])
    expect(drafts[0]?.isOver).toBe(false)
    await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works.', phase: 'resolved' } })
    expect((await boardOf(app, headers)).drafts[0]?.isOver).toBe(true)
  })

  test('says in words what keeps messages from going out', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const calm = await boardOf(app, headers)
    app.standIns.problems.dispatcher = ['email: nothing was sent for five minutes']
    const troubled = await boardOf(app, headers)
    expect(troubled.troubles).toEqual(['email: nothing was sent for five minutes'])
    expect(troubled.mark).not.toBe(calm.mark)
  })

  test('names a window far ahead that somebody writes about by its title and its time', async () => {
    const app = await withMonthly(await testApp((await fresh()).db))
    const { headers } = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    const object = { type: 'maintenance', id: 'monthly-2026-12-18' } as const
    const draft = { id: newId(), kind: 'maintenance_change', object, fields: { way: 'details', title: 'x' } } as const
    accepted(await saveDraft(app.ctx(), { ...draft, base: 0, revision: 0 }))
    const { drafts } = await boardOf(app, headers)
    expect(drafts).toMatchObject([{ title: 'Monthly maintenance', startsAt: Date.parse('2026-12-19T05:00:00Z') }])
  })

  test('is known to be otherwise after a post, an acknowledgement, a message of the ladder and a draft', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const marks = [(await boardOf(app, headers)).mark]
    const see = async () => marks.push((await boardOf(app, headers)).mark)
    const id = await opened(app)
    await see()
    const promise = (await boardOf(app, headers)).due[0]?.promiseId ?? ''
    await acknowledge(app, headers, promise)
    await see()
    const draft = { id: newId(), kind: 'update', object: { type: 'incident', id }, fields: { body: 'x' } } as const
    accepted(await saveDraft(app.ctx(), { ...draft, base: 1, revision: 0 }))
    await see()
    await climbAt(app, NOON + HOUR + MINUTE)
    await see()
    expect(new Set(marks).size).toBe(marks.length)
    await see()
    expect(marks.at(-1)).toBe(marks.at(-2))
  })
})

onEachDatabase('a board while ten thousand messages fail', (fresh) => {
  test('is as short and as quick as before', async () => {
    const app = await testApp((await fresh()).db)
    const id = await opened(app)
    const { headers } = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    // The quickest of several: the machine may have other things to do.
    const timed = async () => {
      const looks = []
      for (let look = 0; look < 3; look++) {
        const from = performance.now()
        const { text } = await app.call('GET //staff/', { headers })
        looks.push({ length: text.length, ms: performance.now() - from })
      }
      return { length: looks[0]?.length, ms: Math.min(...looks.map(({ ms }) => ms)) }
    }
    const before = await timed()
    await failToAll(app, id, 10_000)
    const after = await timed()
    expect(after.length).toBe(before.length)
    // It reads what is open, not what was sent.
    expect(after.ms).toBeLessThan(before.ms + 500)
  })
})

/** Messages of an incident that reached nobody, to so many subscribers. */
async function failToAll({ db }: TestApp, incidentId: string, count: number): Promise<void> {
  const { id } = await db
    .selectFrom('events')
    .select('id')
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow()
  for (let from = 0; from < count; from += 1_000) {
    const some = Array.from({ length: 1_000 }, (_, n) => `reader${from + n}`)
    await db
      .insertInto('subscribers')
      .values(
        some.map((name) => ({
          ...{ id: name, channel: 'email' as const, address: `${name}@example.com`, keys: null, locale: 'en' },
          ...{ time_zone: null, state: 'active' as const, off_reason: null, source: 'api', created_at: NOON },
          ...{ updated_at: NOON },
        })),
      )
      .execute()
    await db
      .insertInto('deliveries')
      .values(
        some.map((name) => ({
          ...{
            event_id: id,
            subscriber_id: name,
            channel: 'email' as const,
            lane: 'email',
            topic: incidentId,
            rank: 0,
          },
          ...{ state: 'failed' as const, because: '{}', attempts: 5, tried_at: NOON, due_at: NOON, lease_until: null },
          ...{ lease_token: null, batch_id: null, error: 'mailbox full', reference: null, created_at: NOON },
          ...{ settled_at: NOON },
        })),
      )
      .execute()
  }
}
