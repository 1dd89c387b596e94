import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { owedToken } from '../../../server/lib/links.ts'
import type { OwedKeptView, OwedView } from '../../../src/views.ts'
import { climbAt, DANA, DESK, LONG_LADDER, linkOf } from '../../support/app/ladder.ts'
import { followers, subscribe } from '../../support/app/subscribers.ts'
import { form, NOON, outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const ON_IT = form([['action', 'acknowledge']])
const BROWSER = { headers: { accept: 'text/html' } }
const at = (ms: number) => new Date(NOON + ms).toISOString()
const putOff = (until: string, reason: string) =>
  form([
    ['action', 'put_off'],
    ['until', until],
    ['reason', reason],
  ])

onEachDatabase('the page behind the link of a message to staff', (fresh) => {
  /** A P1G, of which the desk was told a quarter of an hour before the next update is due, and the lead when it was. */
  async function told({ isDue = false } = {}) {
    const app = await testApp((await fresh()).db, { plan: LONG_LADDER })
    await subscribe(app, ALICE)
    const incident = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json.id as string
    await climbAt(app, NOON + 45 * MINUTE)
    const desk = await linkOf(app, DESK)
    if (isDue) await climbAt(app, NOON + HOUR)
    return { app, incident, desk, lead: isDue ? await linkOf(app, DANA) : '' }
  }

  const open = async ({ call }: TestApp, link: string) => viewOf(await call(`GET ${link}`, BROWSER)) as OwedView
  const ended = (status: number, by: string, when: number) => [
    status,
    { state: 'kept', kept: { by, at: when, actor: 'token/agent' } },
  ]
  const shown = async ({ call }: TestApp, line: string, sent = {}) => {
    const answer = await call(line, { ...BROWSER, ...sent })
    return [answer.status, viewOf(answer) as OwedKeptView]
  }
  const noted = async ({ db }: TestApp) =>
    (await db.selectFrom('acknowledgements').select('actor').orderBy('created_at').execute()).map(({ actor }) => actor)
  async function trail({ db }: TestApp) {
    const rows = await db.selectFrom('audit').selectAll().where('action', 'like', 'promise.%').orderBy('id').execute()
    return rows.map(({ action, actor }) => `${action} ${actor}`)
  }

  test('says what is owed, to how many it matters, what was said last, who was told, and how to answer', async () => {
    const { app, incident, desk } = await told()
    const view = await open(app, desk)
    const site = 'https://status.example.com'
    expect(view).toMatchObject({
      ...{ kind: 'owed', state: 'open', promise: 'update', title: 'Calls fail', priority: 'P1G' },
      ...{
        url: `${site}/incidents/${incident}/`,
        dueAt: NOON + HOUR,
        isOverdue: false,
        affects: ['VOICE'],
        followers: 1,
      },
      saidLast: { at: NOON, body: expect.stringContaining('We are investigating.') },
      told: [{ at: NOON + 45 * MINUTE, people: [{ name: null, role: 'desk', result: 'waiting' }], gaps: [] }],
      ...{ onIt: null, putOff: null },
      answer: {
        command: `npm run -s signalpost -- incident update ${incident} --body "…"`,
        call: `POST ${site}/api/v1/incidents/${incident}/updates`,
      },
    })
    expect(view.choices.map((until) => until - NOON - 45 * MINUTE)).toEqual([5 * MINUTE, 10 * MINUTE, 15 * MINUTE])
    // Nobody is support manager: the lead would be told.
    expect(view.leavesOut).toEqual([{ at: NOON + 46 * MINUTE, people: [{ name: 'Dana Reyes', role: 'duty lead' }] }])
    const body = JSON.parse(view.answer.body.replace('…', 'We are on it.'))
    expect((await app.call(`POST /incidents/${incident}/updates`, { as: 'agent', body })).status).toBe(201)
  })

  test('says whether others are still to be told: not after the last step of the ladder', async () => {
    const { app, desk } = await told({ isDue: true })
    expect((await open(app, desk)).isToldOn).toBe(true)
    await climbAt(app, NOON + 2 * HOUR)
    const { isToldOn, notTold, told: all } = await open(app, desk)
    expect(isToldOn).toBe(false)
    expect(notTold).toEqual({ put_off: [], skipped: ['support manager', 'vice-president'] })
    expect(all.at(-1)?.gaps).toEqual([{ role: 'chief executive', why: 'unfilled' }])
  })

  test('is for its person alone: nothing keeps, indexes or passes it on; other sites cannot send its form', async () => {
    const { app, desk } = await told()
    const { headers } = await app.call(`GET ${desk}`, BROWSER)
    const said = ['cache-control', 'x-robots-tag', 'referrer-policy', 'content-security-policy'].map((name) =>
      headers.get(name),
    )
    expect(said).toEqual(['no-store', 'noindex', 'no-referrer', "default-src 'self'; frame-ancestors 'none'"])
    const foreign = { ...ON_IT.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect(await shown(app, `POST ${desk}`, { ...ON_IT, headers: foreign })).toMatchObject([403, { kind: 'error' }])
    expect(await noted(app)).toEqual([])
  })

  test('changes nothing when it is opened, as scanners do', async () => {
    const { app, desk } = await told()
    const before = [await trail(app), await followers(app)]
    for (const method of ['GET', 'HEAD']) expect((await app.call(`${method} ${desk}`)).status).toBe(200)
    expect([await trail(app), await followers(app)]).toEqual(before)
    expect(await noted(app)).toEqual([])
  })

  test('says who is on it after one click, and the same after the second', async () => {
    const { app, lead } = await told({ isDue: true })
    const sent = await app.call(`POST ${lead}`, ON_IT)
    expect([sent.status, `/${sent.headers.get('location')}`]).toEqual([303, lead])
    const isOn = { actor: 'staff/Dana Reyes (duty lead)', at: NOON + HOUR, isReader: true, note: null }
    expect((await open(app, lead)).onIt).toEqual(isOn)
    app.clock.now += MINUTE
    const again = await Promise.all([app.call(`POST ${lead}`, ON_IT), app.call(`POST ${lead}`, ON_IT)])
    expect(again.map(({ status }) => status)).toEqual([303, 303])
    expect((await open(app, lead)).onIt).toEqual(isOn)
    expect(await noted(app)).toEqual(['staff/Dana Reyes (duty lead)'])
    expect((await app.call('GET /worklist', { as: 'agent' })).json.items).toMatchObject([
      { acknowledgedBy: 'staff/Dana Reyes (duty lead)', acknowledgedAt: at(HOUR) },
    ])
  })

  test('names the latest of two who are on it, with the address where there is no name, also one whom the next rung was told after; the trail has both', async () => {
    const { app, desk, lead } = await told({ isDue: true })
    await app.call(`POST ${lead}`, ON_IT)
    app.clock.now += MINUTE
    await app.call(`POST ${desk}`, ON_IT)
    expect((await open(app, lead)).onIt).toMatchObject({ actor: `staff/desk (${DESK})`, isReader: false })
    expect((await open(app, desk)).onIt?.isReader).toBe(true)
    expect(await trail(app)).toEqual([
      'promise.acknowledge staff/Dana Reyes (duty lead)',
      'promise.acknowledge staff/desk (d…@northline.example)',
    ])
    expect(JSON.stringify(await app.db.selectFrom('audit').selectAll().execute())).not.toContain(DESK)
  })

  test.each([
    ['no action', form([])],
    ['an unknown one', form([['action', 'delete']])],
    [
      'two',
      form([
        ['action', 'put_off'],
        ['action', 'acknowledge'],
      ]),
    ],
    ['one as JSON', { raw: '{"action":"acknowledge"}', headers: { 'content-type': 'application/json' } }],
    ['one as plain text', { raw: 'action=acknowledge', headers: { 'content-type': 'text/plain' } }],
    ['no body', {}],
  ])('does nothing for a form with %s, and says so to people and programs', async (_, sent) => {
    const { app, desk } = await told()
    const headers = 'headers' in sent ? sent.headers : {}
    const view = await shown(app, `POST ${desk}`, { ...sent, headers: { ...headers, ...BROWSER.headers } })
    expect(view).toMatchObject([422, { state: 'open', onIt: null, faults: [{ field: null, says: 'action' }] }])
    const { status, json } = await app.call(`POST ${desk}`, { ...sent, headers: { ...headers, accept: '*/*' } })
    expect([status, json]).toMatchObject([422, { code: 'unknown_action', errors: [{ parameter: 'action' }] }])
    expect([await noted(app), await trail(app)]).toEqual([[], []])
  })

  test('says that a second putting off changed nothing, unless it is the same one sent twice', async () => {
    const { app, desk } = await told()
    const first = putOff(at(50 * MINUTE), 'On the phone.')
    for (const sent of [first, first]) expect((await app.call(`POST ${desk}`, sent)).status).toBe(303)
    for (const other of [putOff(at(55 * MINUTE), 'On the phone.'), putOff(at(50 * MINUTE), 'Again.')])
      expect(await shown(app, `POST ${desk}`, other)).toMatchObject([
        409,
        { faults: [{ says: 'putOff' }], putOff: { until: NOON + 50 * MINUTE, reason: 'On the phone.' } },
      ])
    expect(await noted(app)).toHaveLength(1)
  })

  test('puts it off once, before it is due, with a reason', async () => {
    const { app, desk } = await told()
    const until = at(55 * MINUTE)
    const wrong: [ReturnType<typeof putOff>, object[]][] = [
      [putOff(until, ' '), [{ field: 'reason', says: 'reason' }]],
      [putOff(until, 'x'.repeat(501)), [{ field: 'reason', says: 'reasonLong' }]],
      [putOff(at(HOUR + 1), 'On the phone.'), [{ field: 'until', says: 'until' }]],
      [putOff(at(45 * MINUTE), 'On the phone.'), [{ field: 'until', says: 'until' }]],
      [putOff(at(45.5 * MINUTE), 'On the phone.'), [{ field: 'until', says: 'nothingBefore' }]],
      [putOff('soon', ''), [{ field: 'until' }, { field: 'reason' }]],
    ]
    for (const [sent, faults] of wrong)
      expect(await shown(app, `POST ${desk}`, sent)).toMatchObject([422, { state: 'open', faults }])
    expect(await noted(app)).toEqual([])

    const sent = putOff(until, 'On the phone with the carrier.')
    for (const _ of [1, 2]) expect((await app.call(`POST ${desk}`, sent)).status).toBe(303)
    const { putOff: was, choices, onIt } = await open(app, desk)
    expect(was).toMatchObject({ until: NOON + 55 * MINUTE, reason: 'On the phone with the carrier.' })
    expect([choices, onIt?.isReader]).toEqual([[], true])
    expect(was?.isOver).toBe(false)
    app.clock.now = NOON + 55 * MINUTE
    expect((await open(app, desk)).putOff?.isOver).toBe(true)
    expect(await trail(app)).toEqual(['promise.put_off staff/desk (d…@northline.example)'])
  })

  test('puts nothing off that another has put off, or that is due', async () => {
    const { app, desk } = await told()
    const { promiseId } = (await app.call('GET /worklist', { as: 'agent' })).json.items[0]
    const body = { until: at(50 * MINUTE), reason: 'Waiting for the carrier.' }
    await app.call(`POST /promises/${promiseId}/acknowledge`, { as: 'agent', body })
    const sent = putOff(at(HOUR), 'On the phone.')
    expect(await shown(app, `POST ${desk}`, sent)).toMatchObject([409, { faults: [{ says: 'putOff' }] }])
    app.clock.now = NOON + HOUR
    expect(await shown(app, `POST ${desk}`, sent)).toMatchObject([422, { faults: [{ says: 'due' }] }])
    expect((await open(app, desk)).choices).toEqual([])
    expect(await noted(app)).toEqual(['token/agent'])
  })

  test.each([
    ['update', {}, 'update'],
    ['resolution', { phase: 'resolved' }, 'resolved'],
  ])('ends with the %s that keeps the promise: it says so and by whom, and acts no more', async (_, more, by) => {
    const { app, incident, desk, lead } = await told({ isDue: true })
    app.clock.now += 7 * MINUTE
    const body = { body: 'A card was replaced.', ...more }
    expect((await app.call(`POST /incidents/${incident}/updates`, { as: 'agent', body })).status).toBe(201)
    const when = app.clock.now
    app.clock.now += DAY
    for (const line of [`GET ${desk}`, `GET ${lead}`])
      expect(await shown(app, line)).toMatchObject(ended(410, by, when))
    for (const sent of [ON_IT, putOff(at(DAY), 'x'), form([])])
      expect(await shown(app, `POST ${lead}`, sent)).toMatchObject(ended(410, by, when))
    expect(await noted(app)).toEqual([])
  })

  test('does not answer for a link that is damaged, of another person, or of another message', async () => {
    const { app, desk } = await told()
    const [id = '', event = '', mac = ''] = desk.slice('//owed/'.length).split('.')
    const damaged = [
      'garbage',
      `${id}.${event}.${mac.slice(1)}`,
      `${id}.2.${mac}`,
      `${id}.0${event}.${mac}`,
      `aaaaaaaaaaaa.${event}.${mac}`,
    ]
    for (const token of [...damaged, owedToken(app.deps.linkSecret, id, 1)]) {
      for (const line of [`GET //owed/${token}`, `POST //owed/${token}`])
        expect([token, ...(await shown(app, line))]).toMatchObject([token, 404, { kind: 'owed', state: 'unknown' }])
    }
  })

  test('is asked as often as the other pages for one person, and no more', async () => {
    const { app, desk } = await told()
    const from = '198.51.100.7'
    for (let call = 0; call < 300; call++) await app.call('GET /platforms', { from })
    expect((await app.call(`GET ${desk}`, { from })).status).toBe(429)
  })
})
