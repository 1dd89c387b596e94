import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { IN_AN_HOUR, NOON, outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { accepted } from '../../support/result.ts'

const iso = (at: number) => new Date(at).toISOString()

onEachDatabase('posting incidents over HTTP', (fresh) => {
  test('a posted P1G is on the page when the call returns, and the dispatcher is woken', async () => {
    const { call, standIns } = await testApp((await fresh()).db)
    const answer = await call('POST /incidents', { as: 'agent', body: outage({ caseNumber: 'C-17', vendor: 'Acme' }) })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(`https://status.example.com/api/v1/incidents/${answer.json.id}`)
    expect(answer.json).toMatchObject({
      id: expect.stringMatching(/^[a-z0-9]{12}$/),
      url: `https://status.example.com/incidents/${answer.json.id}/`,
      title: 'Calls fail',
      priority: 'P1G',
      phase: 'investigating',
      caseStatus: 'in_progress',
      caseNumber: 'C-17',
      vendor: 'Acme',
      nextUpdateDueAt: IN_AN_HOUR,
      standing: 'on_time',
      platforms: [{ id: 'voice', name: 'VOICE', impact: 'major_outage' }],
      openedAt: iso(NOON),
      startedAt: null,
      resolvedAt: null,
      publishedAt: iso(NOON),
      relatedTo: [],
      duplicateOf: null,
      drill: false,
    })
    expect(standIns).toMatchObject({ published: 1, nudged: 1 })
  })

  test('updates stand newest first, each with what it changed and promised', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    clock.now += 20 * MINUTE
    const answer = await call(`POST /incidents/${id}/updates`, {
      as: 'agent',
      body: { body: 'A trunk is down.', phase: 'identified', platforms: [{ id: 'chat', impact: 'partial_outage' }] },
    })
    expect(answer.status).toBe(201)
    expect(answer.json.updates.map((update: { phase: string }) => update.phase)).toEqual([
      'identified',
      'investigating',
    ])
    expect(answer.json.updates[0]).toMatchObject({
      body: 'A trunk is down.',
      platforms: [{ id: 'chat', from: null, to: 'partial_outage' }],
      at: iso(clock.now),
      nextUpdateDueAt: iso(clock.now + HOUR),
      basis: 'cadence',
    })
    clock.now += HOUR - 10 * MINUTE
    expect((await call(`GET /incidents/${id}`)).json.standing).toBe('due_soon')
    clock.now += 11 * MINUTE
    expect((await call(`GET /incidents/${id}`)).json.standing).toBe('overdue')
  })

  test('a resolved incident owes nothing and takes no more updates', async () => {
    const { call } = await testApp((await fresh()).db)
    const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const resolved = await call(`POST /incidents/${id}/updates`, {
      as: 'agent',
      body: { body: 'Done.', phase: 'resolved' },
    })
    expect(resolved.json).toMatchObject({ phase: 'resolved', standing: 'none', nextUpdateDueAt: null })
    const late = await call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Again?' } })
    expect([late.status, late.json.code]).toEqual([409, 'incident_resolved'])
  })

  test('a correction replaces the words and marks them', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    const opened = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    clock.now += MINUTE
    const path = `/incidents/${opened.id}/updates/${opened.updates[0].id}`
    const answer = await call(`PATCH ${path}`, { as: 'agent', body: { body: 'Calls fail. Really.' } })
    expect(answer.status).toBe(200)
    expect(answer.json.updates[0]).toMatchObject({ body: 'Calls fail. Really.', correctedAt: iso(clock.now) })
    expect(
      (await call(`PATCH /incidents/${opened.id}/updates/zzzzzzzzzzzz`, { as: 'agent', body: { body: 'x' } })).status,
    ).toBe(404)
  })

  test('a new priority needs its reason', async () => {
    const { call } = await testApp((await fresh()).db)
    const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const without = await call(`PATCH /incidents/${id}`, { as: 'agent', body: { priority: 'P2' } })
    expect([without.status, without.json.errors]).toEqual([
      422,
      [{ pointer: '/reason', detail: 'A change of priority needs a reason.' }],
    ])
    const answer = await call(`PATCH /incidents/${id}`, { as: 'agent', body: { priority: 'P2', reason: 'One site.' } })
    expect([answer.status, answer.json.priority]).toEqual([200, 'P2'])
  })

  test('a page that cannot be rendered does not undo the post', async () => {
    const { call, standIns } = await testApp((await fresh()).db)
    standIns.cannotPublish = true
    const answer = await call('POST /incidents', { as: 'agent', body: outage() })
    expect([answer.status, answer.json.publishedAt]).toEqual([201, null])
    expect(standIns.nudged).toBe(1)
  })

  test('what is written is published, also where somebody else writes a moment later', async () => {
    const { db } = await fresh()
    const plain = await testApp(db)
    const { id } = (await plain.call('POST /incidents', { as: 'agent', body: outage() })).json
    const publish = async () => {
      await plain.deps.publisher.publish()
      accepted(await postUpdate(plain.ctx(), id, { body: 'A colleague wrote this.', notify: false }))
    }
    const { call } = plain.another(db, { publisher: { ...plain.deps.publisher, publish } })
    const update = await call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Still looking.' } })
    expect([update.status, update.json.publishedAt]).toEqual([201, iso(NOON)])
    const change = await call(`PATCH /incidents/${id}`, { as: 'agent', body: { title: 'Calls fail' } })
    expect([change.status, change.json.publishedAt]).toEqual([200, iso(NOON)])
    expect((await call(`GET /incidents/${id}`)).json.publishedAt).toBeNull()
  })

  test('a drill is visible to agents alone', async () => {
    const { call } = await testApp((await fresh()).db)
    const { id } = (await call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })).json
    for (const as of [undefined, 'reporter'] as const) {
      const who = as ? { as } : {}
      expect((await call(`GET /incidents/${id}`, who)).status).toBe(404)
      expect((await call('GET /incidents', who)).json.items).toEqual([])
    }
    expect((await call(`GET /incidents/${id}`, { as: 'agent' })).json).toMatchObject({ id, drill: true })
    expect((await call('GET /incidents', { as: 'agent' })).json.items).toHaveLength(1)
  })

  test('everything that is wrong is named, with pointers', async () => {
    const { call, db } = await testApp((await fresh()).db)
    const answer = await call('POST /incidents', {
      as: 'agent',
      body: {
        title: '   ',
        priority: 'P9',
        platform: [],
        platforms: [{ id: 'voice', impact: 'broken' }],
        update: { body: 'x', 'a/b~c': 1, nextUpdateBy: 'tomorrow' },
      },
    })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json).toMatchObject({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'invalid',
    })
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/platform',
      '/platforms/0/impact',
      '/priority',
      '/title',
      '/update/a~1b~0c',
      '/update/nextUpdateBy',
    ])
    expect(await db.selectFrom('incidents').selectAll().execute()).toEqual([])
  })

  test('rules of the support plan answer with pointers too', async () => {
    const { call } = await testApp((await fresh()).db)
    const refused = async (body: unknown) => (await call('POST /incidents', { as: 'agent', body })).json.errors
    expect(await refused(outage({ platforms: [] }))).toMatchObject([{ pointer: '/platforms' }])
    expect(await refused(outage({ platforms: [{ id: 'fax', impact: 'major_outage' }] }))).toMatchObject([
      { pointer: '/platforms/0/id' },
    ])
    expect(await refused(outage({ update: { body: 'x', nextUpdateBy: iso(NOON + 2 * HOUR) } }))).toMatchObject([
      { pointer: '/update/nextUpdateBy' },
    ])
    expect(await refused(outage({ openedAt: iso(NOON + DAY) }))).toMatchObject([{ pointer: '/openedAt' }])
  })

  test('text is cleaned at the door', async () => {
    const { call } = await testApp((await fresh()).db)
    const body = outage({ title: 'Calls\u0001 \u202efail\r\nBcc: x', update: { body: 'One\r\ntwo\u0007' } })
    const { json } = await call('POST /incidents', { as: 'agent', body })
    expect(json.title).toBe('Calls fail Bcc: x')
    expect(json.updates[0].body).toBe('One\ntwo')
  })
})

onEachDatabase('listing incidents over HTTP', (fresh) => {
  test('filters say what is listed; unknown ones are refused', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    const post = async (changes: Record<string, unknown>) =>
      (await call('POST /incidents', { as: 'agent', body: outage(changes) })).json.id
    const old = await post({
      priority: 'P2',
      openedAt: iso(NOON - 3 * DAY),
      platforms: [{ id: 'chat', impact: 'partial_outage' }],
    })
    const open = await post({})
    clock.now += MINUTE
    await call(`POST /incidents/${old}/updates`, { as: 'agent', body: { body: 'Done.', phase: 'resolved' } })
    const ids = async (query: string) =>
      (await call(`GET /incidents?${query}`)).json.items.map((item: { id: string }) => item.id)
    expect(await ids('')).toEqual([open, old])
    expect(await ids('open=true')).toEqual([open])
    expect(await ids('open=false')).toEqual([old])
    expect(await ids('platform=chat')).toEqual([old])
    expect(await ids('priority=P1G')).toEqual([open])
    expect(await ids(`from=${iso(NOON - DAY)}`), 'whatever lasted then or later').toEqual([open, old])
    expect(await ids(`from=${iso(clock.now + 1)}`)).toEqual([open])
    expect(await ids(`to=${iso(NOON - DAY)}`)).toEqual([old])
    const wrong = await call('GET /incidents?opne=true&limit=0&from=yesterday&cursor=abc')
    expect(wrong.status).toBe(422)
    expect(wrong.json.errors.map((error: { parameter: string }) => error.parameter).sort()).toEqual([
      'from',
      'limit',
      'opne',
    ])
    expect((await call('GET /incidents?cursor=abc')).json.errors).toMatchObject([{ parameter: 'cursor' }])
  })

  test('pages neither repeat nor skip while incidents are added', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    const post = async () => {
      clock.now += 1
      return (await call('POST /incidents', { as: 'agent', body: outage() })).json.id as string
    }
    const ids: string[] = []
    for (let count = 0; count < 7; count++) ids.unshift(await post())
    const seen: string[] = []
    for (let path: string | null = '/incidents?limit=3'; path !== null; ) {
      const { json } = await call(`GET ${path}`)
      seen.push(...json.items.map((item: { id: string }) => item.id))
      path = json.next === null ? null : `/incidents?limit=3&cursor=${json.next}`
      await post()
    }
    expect(seen).toEqual(ids)
  })
})
