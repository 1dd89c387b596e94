import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import type { OwedAnswer, OwedKeptView, OwedView } from '../../../src/views.ts'
import { climbAt, DESK, LADDER, linkOf } from '../../support/app/ladder.ts'
import { MONTHLY, NOVEMBER, nightWork } from '../../support/app/maintenance-api.ts'
import { outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const BROWSER = { headers: { accept: 'text/html' } }
const instant = (text: string) => Date.parse(text)

/** What can be owed: its kind, what ends it, and how it comes about. */
const DEBTS: [string, string, (app: TestApp) => Promise<void>][] = [
  ['update', 'update', (app) => openIncident(app)],
  ['end', 'ended', (app) => schedule(app)],
  ['notice', 'notice', (app) => schedule(app, { isForgotten: true })],
  ['details', 'details', (app) => plan(app)],
  ['report', 'report', (app) => openIncident(app, { isOver: true })],
]

async function openIncident({ call }: TestApp, { isOver = false } = {}): Promise<void> {
  const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
  const over = { body: 'It is over.', phase: 'resolved' }
  if (isOver) await call(`POST /incidents/${id}/updates`, { as: 'agent', body: over })
}

async function schedule(app: TestApp, { isForgotten = false } = {}): Promise<void> {
  await app.call('POST /maintenances', { as: 'agent', body: nightWork() })
  app.clock.now = instant('2026-11-22T06:36:00Z')
  if (!isForgotten) await runMaintenanceClock(app.ctx())
}

/** A programme whose next window nobody has described, an hour before its first notice is due. */
async function plan(app: TestApp): Promise<void> {
  await app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
  app.clock.now = instant('2026-11-14T04:00:00Z')
}

/** Sends what a page says to send. */
async function send(app: TestApp, answer: OwedAnswer | null) {
  const line = answer?.call.replace('https://status.example.com/api/v1', '') ?? ''
  const answered = await app.call(line, {
    as: 'lead',
    body: JSON.parse((answer?.body ?? '{}').replaceAll('…', 'Done.')),
  })
  expect([line, answered.status < 300]).toEqual([line, true])
  return answered
}

onEachDatabase('what staff owe', (fresh) => {
  const open = async () => testApp((await fresh()).db, { plan: { ...LADDER, postmortem: { businessDays: 5 } } })
  /** The link that the desk is told, a few minutes before the one thing that is owed is due. */
  async function toldDesk(app: TestApp) {
    const [owed] = (await app.call('GET /worklist', { as: 'agent' })).json.items
    await climbAt(app, Math.max(app.clock.now, instant(owed.dueAt) - 10 * MINUTE))
    return linkOf(app, DESK)
  }

  test.each(DEBTS)(
    '(%s) ends with the call that its page names, and the page says so and who did it',
    async (kind, by, make) => {
      const app = await open()
      await make(app)
      const link = await toldDesk(app)
      const { promise, answer } = viewOf(await app.call(`GET ${link}`, BROWSER)) as OwedView
      expect(promise).toBe(kind)
      app.clock.now += MINUTE
      await send(app, answer)
      const after = await app.call(`GET ${link}`, BROWSER)
      expect([after.status, viewOf(after) as OwedKeptView]).toMatchObject([
        410,
        { state: 'kept', kept: { by, at: app.clock.now, actor: 'token/lead' } },
      ])
    },
  )

  test('says of a case that was closed without response that it was closed, not resolved', async () => {
    const app = await open()
    await openIncident(app)
    const link = await toldDesk(app)
    const [{ object }] = (await app.call('GET /worklist', { as: 'agent' })).json.items
    const body = { body: 'Nobody answered.', caseStatus: 'closed_no_response', confirmed: true }
    await app.call(`POST /incidents/${object.id}/updates`, { as: 'agent', body })
    const kept = { by: 'closed', at: app.clock.now }
    expect(viewOf(await app.call(`GET ${link}`, BROWSER))).toMatchObject({ promise: 'update', kept })
  })

  test('says of a report when its incident was resolved', async () => {
    const app = await open()
    await openIncident(app, { isOver: true })
    const resolvedAt = app.clock.now
    const link = await toldDesk(app)
    expect(viewOf(await app.call(`GET ${link}`, BROWSER))).toMatchObject({ promise: 'report', resolvedAt })
    const { notice } = await app.db
      .selectFrom('events')
      .select('notice')
      .where('kind', '=', 'staff.owed')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(notice ?? '')).toMatchObject({ kind: 'report', resolvedAt })
  })

  test('asks for what a window is done for as well as for what is done', async () => {
    const app = await open()
    await plan(app)
    const { answer } = viewOf(await app.call(`GET ${await toldDesk(app)}`, BROWSER)) as OwedView
    expect(JSON.parse(answer.body)).toEqual({ description: '…', reason: '…' })
  })

  test.each([MINUTE, 3 * HOUR])(
    'of a window can be put right by a later end, as its mail says (%i ms on)',
    async (later) => {
      const app = await open()
      await schedule(app)
      const link = await toldDesk(app)
      app.clock.now += later
      const { otherwise } = viewOf(await app.call(`GET ${link}`, BROWSER)) as OwedView
      expect(otherwise?.way).toBe('extend')
      expect(JSON.parse(otherwise?.body ?? '{}').endsAt).toMatch(/:\d\d-07:00$/)
      expect(instant((await send(app, otherwise)).json.endsAt)).toBeGreaterThanOrEqual(app.clock.now + HOUR)
      const after = await app.call(`GET ${link}`, BROWSER)
      expect([after.status, viewOf(after) as OwedKeptView]).toMatchObject([
        410,
        { state: 'kept', kept: { by: 'moved' } },
      ])
    },
  )

  test.each([
    ['answer', 'closed'],
    ['otherwise', 'asked'],
  ] as const)(
    'of a case that nobody answers is to close it or to ask again, and the page says which it was (%s)',
    async (way, by) => {
      const app = await open()
      const { id } = (
        await app.call('POST /incidents', { as: 'agent', body: outage({ priority: 'P4', confirmed: true }) })
      ).json
      const done = { body: 'Does it work?', caseStatus: 'resolved_follow_up' }
      await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: done })
      await climbAt(app, app.clock.now + 7 * DAY)
      // The desk hears of the update that is owed as well.
      const link = await linkOf(app, DESK, '%.no_answer.%')
      const view = viewOf(await app.call(`GET ${link}`, BROWSER)) as OwedView
      expect(view).toMatchObject({ promise: 'no_answer', choices: [], otherwise: { way: 'ask' } })
      app.clock.now += MINUTE
      await send(app, view[way])
      const after = await app.call(`GET ${link}`, BROWSER)
      expect([after.status, viewOf(after)]).toMatchObject([410, { state: 'kept', kept: { by, at: app.clock.now } }])
    },
  )

  test.each([
    ['cancelled', `POST /maintenances/${NOVEMBER}/cancel`, {}],
    ['moved', `PATCH /maintenances/${NOVEMBER}`, { startsAt: '2026-11-28T05:00:00Z', endsAt: '2026-11-28T11:00:00Z' }],
  ])('of a window that is %s is owed no longer', async (by, line, body) => {
    const app = await open()
    await plan(app)
    const link = await toldDesk(app)
    app.clock.now += MINUTE
    expect((await app.call(line, { as: 'lead', body })).status).toBeLessThan(300)
    const after = await app.call(`GET ${link}`, BROWSER)
    expect([after.status, viewOf(after) as OwedKeptView]).toMatchObject([
      410,
      { state: 'kept', kept: { by, actor: 'token/lead' } },
    ])
  })
})
