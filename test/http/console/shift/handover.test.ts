import { expect, test } from 'vitest'
import { climbLadder } from '../../../../server/actions/ladder/climb-ladder.ts'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { HandoverView } from '../../../../src/views.ts'
import { auditTrail } from '../../../support/app/actions.ts'
import { atTheDesk, opened } from '../../../support/app/desk/composer.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const PATH = '/staff/handover/'

onEachDatabase('a change of shift', (fresh) => {
  async function start() {
    const { app, rosa } = await atTheDesk((await fresh()).db)
    const lee = await signedIn(app.db, 'agent', NOON, 'Lee')
    const see = async ({ headers }: typeof rosa, path = PATH) =>
      viewOf(await app.call(`GET /${path}`, { headers })) as HandoverView
    const send = async ({ headers }: typeof rosa, fields: Record<string, string>) => {
      const sent = form(Object.entries(fields))
      return app.call(`POST /${PATH}`, { ...sent, headers: { ...headers, ...sent.headers } })
    }
    return { app, rosa, lee, see, send }
  }

  test('is written down as it is then, and taken on by somebody else, once', async () => {
    const { app, rosa, lee, see, send } = await start()
    const id = await opened(app)
    const { once, now } = await see(rosa)
    expect(now).toMatchObject({ owed: [{ kind: 'update', object: { id } }], open: [{ id, priority: 'P1G' }] })
    const write = { do: 'write', once, note: 'The carrier calls back at two.' }
    expect([(await send(rosa, write)).status, (await send(rosa, write)).status]).toEqual([303, 303])
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Over.', phase: 'resolved' } })
    const [one, ...others] = (await see(rosa)).past
    expect(others).toEqual([])
    expect(one).toMatchObject({ isMine: true, note: 'The carrier calls back at two.', acknowledgedBy: null })
    expect(one?.items).toEqual(now)
    const take = { do: 'take', handover: one?.id ?? '' }
    expect((await send(rosa, take)).status).toBe(403)
    app.clock.now += MINUTE
    expect([(await send(lee, take)).status, (await send(lee, take)).status]).toEqual([303, 303])
    expect((await see(lee)).past[0]).toMatchObject({ acknowledgedBy: 'staff/Lee', acknowledgedAt: NOON + MINUTE })
    const trail = (await auditTrail(app.db)).filter(({ action }) => action.startsWith('handover'))
    expect(trail.map(({ action, actor }) => [action, actor])).toEqual([
      ['handover.write', 'staff/Rosa'],
      ['handover.acknowledge', 'staff/Lee'],
    ])
    const late = await signedIn(app.db, 'agent', NOON, 'Max')
    expect((await send(late, take)).status).toBe(409)
  })

  test('silences nothing', async () => {
    const { app, rosa, lee, see, send } = await start()
    await opened(app)
    await send(rosa, { do: 'write', once: (await see(rosa)).once })
    await send(lee, { do: 'take', handover: (await see(lee)).past[0]?.id ?? '' })
    const actor = { name: 'clock', role: 'admin' } as const
    const plan = { ...DEFAULT_PLAN, staff: { leads: ['lead@northline.example'], desk: ['desk@northline.example'] } }
    await climbLadder({ db: app.db, plan, actor, now: NOON + HOUR })
    expect((await app.db.selectFrom('rungs').selectAll().execute()).length).toBeGreaterThan(0)
  })

  test('is listed by pages, and over the API', async () => {
    const { app, rosa, see, send } = await start()
    for (let n = 0; n < 12; n += 1) {
      app.clock.now += 1
      await send(rosa, { do: 'write', once: (await see(rosa)).once, note: `Night ${n}` })
    }
    const first = await see(rosa)
    expect(first.past.map(({ note }) => note)).toEqual(Array.from({ length: 10 }, (_, n) => `Night ${11 - n}`))
    expect((await see(rosa, first.older ?? '')).past.map(({ note }) => note)).toEqual(['Night 1', 'Night 0'])
    const made = await app.call('POST /handovers', { as: 'agent', body: { note: 'By a program.' } })
    expect([made.status, made.json]).toMatchObject([201, { note: 'By a program.', owed: [], acknowledgedBy: null }])
    const page = (await app.call('GET /handovers?limit=5', { as: 'agent' })).json
    expect(page.items).toHaveLength(5)
    expect((await app.call(`GET /handovers?limit=50&cursor=${page.next}`, { as: 'agent' })).json.items).toHaveLength(8)
    expect((await app.call('GET /handovers', { as: 'reporter' })).status).toBe(403)
  })
})
