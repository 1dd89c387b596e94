import { expect, test } from 'vitest'
import type { Db } from '../../../../db/schema/index.ts'
import { releaseWaiting } from '../../../../server/actions/draft/second-pair/release-waiting.ts'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { BoardView, ComposeView, WaitingView } from '../../../../src/views.ts'
import { atTheDesk, composer, deskPage, incident, NEW, opened, TYPED } from '../../../support/app/desk/composer.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const PLAN = { ...DEFAULT_PLAN, fourEyes: ['P1G', 'P1'] as const }

onEachDatabase('a text at the desk that four eyes are to see', (fresh) => {
  async function start(db?: Db) {
    const { app, rosa } = await atTheDesk(db ?? (await fresh()).db, { plan: PLAN })
    const lee = await signedIn(app.db, 'lead', NOON, 'Lee')
    const id = await opened(app)
    const see = async <V>(path: string, { headers }: typeof rosa) =>
      viewOf(await app.call(`GET /${path}`, { headers })) as V
    const send = async (path: string, { headers }: typeof rosa, fields: Record<string, string>) => {
      const sent = form(Object.entries(fields))
      return app.call(`POST /${path}`, { ...sent, headers: { ...headers, ...sent.headers } })
    }
    const write = async (body: string) => {
      const page = composer(app, rosa, deskPage(id))
      const { status, location } = await page.send(await page.open(), { body })
      expect(status).toBe(303)
      expect(location).toMatch(/^\/staff\/drafts\/[a-z0-9]{12}\/$/)
      return location ?? ''
    }
    return { app, rosa, lee, id, see, send, write }
  }

  test('waits, is read as it will look, and is published by a colleague', async () => {
    const { app, rosa, lee, id, see, send, write } = await start()
    const path = await write('A fibre was cut.')
    expect((await incident(app, id)).updates).toHaveLength(1)
    const own = await see<WaitingView>(path, rosa)
    expect(own).toMatchObject({ isMine: true, state: 'waiting', goesAt: NOON + HOUR - 5 * MINUTE, of: 'update' })
    const refused = await send(path, rosa, { do: 'publish', seen: `${own.submittedAt}` })
    expect([refused.status, viewOf(refused)]).toMatchObject([
      403,
      { faults: [{ says: expect.stringContaining('You wrote') }] },
    ])
    const hers = await see<WaitingView>(path, lee)
    expect(hers).toMatchObject({
      isMine: false,
      author: 'staff/Rosa',
      body: expect.stringContaining('A fibre was cut.'),
    })
    expect(hers.preview?.mail?.text).toContain('A fibre was cut.')
    const framed = await app.call(`GET /${hers.preview?.frames.mail}`, { headers: lee.headers })
    expect(framed.text).toContain('A fibre was cut.')
    const board = await see<BoardView>('/staff/', lee)
    expect(board.ready).toMatchObject([{ author: 'staff/Rosa', state: 'waiting', goesAt: own.goesAt, isMine: false }])
    expect(board.drafts).toEqual([])
    const done = await send(path, lee, { do: 'publish', seen: `${hers.submittedAt}` })
    expect([done.status, done.headers.get('location')]).toEqual([303, deskPage(id)])
    expect((await incident(app, id)).updates[0].body).toBe('A fibre was cut.')
    const after = await see<ComposeView>(deskPage(id), lee)
    expect(after.incident?.updates[0]?.author).toBe('staff/Rosa')
    const again = await send(path, lee, { do: 'publish', seen: `${hers.submittedAt}` })
    expect([again.status, again.headers.get('location')]).toEqual([303, deskPage(id)])
    expect((await incident(app, id)).updates).toHaveLength(2)
  })

  test('is returned with a reason that its author reads where it is written, changed, and waits again', async () => {
    const { app, rosa, lee, id, see, send, write } = await start()
    const path = await write('Something was cut.')
    const seen = `${(await see<WaitingView>(path, lee)).submittedAt}`
    expect((await send(path, lee, { do: 'return', seen })).status).toBe(422)
    expect((await send(path, lee, { do: 'return', seen, reason: 'What was cut?' })).status).toBe(303)
    const back = await see<ComposeView>(deskPage(id), rosa)
    expect(back.ready?.returned).toMatchObject({ by: 'staff/Lee', reason: 'What was cut?' })
    expect(back.values.body).toBe('Something was cut.')
    expect((await see<BoardView>('/staff/', rosa)).ready).toMatchObject([
      { state: 'returned', reason: 'What was cut?' },
    ])
    app.clock.now += MINUTE
    const other = await write('A fibre was cut.')
    expect(other).toBe(path)
    expect(await see<WaitingView>(path, lee)).toMatchObject({ state: 'waiting', returned: null })
    const old = await send(path, lee, { do: 'publish', seen })
    expect([old.status, (await incident(app, id)).updates.length]).toEqual([409, 1])
  })

  test('is submitted once by two taps, and again with the same words after it came back', async () => {
    const { app, rosa, lee, id, see, send, write } = await start()
    const page = composer(app, rosa, deskPage(id))
    const view = await page.open()
    const [one, two] = [await page.send(view, { body: 'Still down.' }), await page.send(view, { body: 'Still down.' })]
    expect([one.status, two.status, two.location]).toEqual([303, 303, one.location])
    const seen = `${(await see<WaitingView>(one.location ?? '', lee)).submittedAt}`
    await send(one.location ?? '', lee, { do: 'return', seen, reason: 'Wait a moment.' })
    expect(await write('Still down.')).toBe(one.location)
    expect(await see<WaitingView>(one.location ?? '', lee)).toMatchObject({ state: 'waiting' })
  })

  test('that opens an incident goes out by itself with nobody there, before its first response is due', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    const { location } = await page.send(await page.open(), TYPED)
    app.clock.now += 10 * MINUTE
    const actor = { name: 'clock', role: 'admin' } as const
    expect(await releaseWaiting({ db: app.db, plan: PLAN, actor, now: app.clock.now })).toBe(1)
    const led = await app.call(`GET /${location}`, { headers: rosa.headers })
    expect([led.status, led.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/staff\/incidents\//)])
  })

  test('is not published over newer news', async () => {
    const { app, lee, id, see, send, write } = await start()
    const path = await write('Still down.')
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'It works again for most.' } })
    const view = await see<WaitingView>(path, lee)
    expect(view.overtakenBy).toBe(2)
    expect((await send(path, lee, { do: 'publish', seen: `${view.submittedAt}` })).status).toBe(409)
  })
})

onEachDatabase('drafts over the API', (fresh) => {
  test('wait where they are asked to, and are published, returned, changed and discarded', async () => {
    const { app } = await atTheDesk((await fresh()).db, { plan: PLAN })
    const id = await opened(app)
    const create = { incidentId: id, update: { body: 'A fibre was cut.' }, secondEyes: true }
    const made = await app.call('POST /drafts', { as: 'agent', body: create, key: 'once' })
    expect([made.status, made.json]).toMatchObject([201, { state: 'waiting', secondEyes: true, author: 'token/agent' }])
    expect((await app.call('POST /drafts', { as: 'agent', body: create, key: 'once' })).json).toEqual(made.json)
    const draft = `/drafts/${made.json.id}`
    expect((await app.call('GET /drafts', { as: 'agent' })).json.items).toMatchObject([
      { id: made.json.id, incidentId: id },
    ])
    const { items } = (await app.call('GET /worklist', { as: 'agent' })).json
    expect(items[0]).toMatchObject({
      kind: 'draft',
      object: { type: 'draft', id: made.json.id },
      dueAt: made.json.goesAt,
    })
    expect((await app.call(`POST ${draft}/publish`, { as: 'agent' })).json.code).toBe('own_draft')
    expect((await app.call(`POST ${draft}/return`, { as: 'lead', body: { reason: 'Where?' } })).json).toMatchObject({
      ...{ state: 'returned', returned: { by: 'token/lead', reason: 'Where?' } },
    })
    const changed = { update: { body: 'A fibre was cut in Golden.' } }
    expect((await app.call(`PATCH ${draft}`, { as: 'lead', body: changed })).json.code).toBe('draft_author')
    app.clock.now += MINUTE
    const again = await app.call(`PATCH ${draft}`, { as: 'agent', body: changed })
    expect(again.json).toMatchObject({ state: 'waiting', update: { body: 'A fibre was cut in Golden.' } })
    const old = await app.call(`POST ${draft}/publish?submittedAt=${made.json.submittedAt}`, { as: 'lead' })
    expect(old.json.code).toBe('draft_newer')
    const out = await app.call(`POST ${draft}/publish`, { as: 'lead' })
    expect([out.status, out.json.updates[0].body]).toEqual([200, 'A fibre was cut in Golden.'])
    const kept = await app.call('POST /drafts', { as: 'agent', body: { incidentId: id, update: { body: 'Later.' } } })
    expect(kept.json).toMatchObject({ state: 'kept', goesAt: null })
    expect((await app.call(`DELETE /drafts/${kept.json.id}`, { as: 'agent' })).status).toBe(204)
    expect((await app.call('GET /drafts', { as: 'agent' })).json.items).toEqual([])
  })

  test('answer a post with 202 where the plan holds what comes with a token', async () => {
    const { app } = await atTheDesk((await fresh()).db, {
      plan: { ...PLAN, fourEyes: ['P2'], fourEyesForTokens: true },
    })
    const body = {
      ...{ title: 'One-way audio', priority: 'P2', update: { body: 'We look into it.' } },
      platforms: [{ id: 'voice', impact: 'partial_outage' }],
    }
    const held = await app.call('POST /incidents', { as: 'agent', body, key: 'held' })
    expect([held.status, held.json]).toMatchObject([202, { state: 'waiting', kind: 'open', priority: 'P2' }])
    const replayed = await app.call('POST /incidents', { as: 'agent', body, key: 'held' })
    expect([replayed.status, replayed.json]).toEqual([202, held.json])
    expect((await app.call(`POST /drafts/${held.json.id}/publish`, { as: 'lead' })).json.title).toBe('One-way audio')
  })
})
