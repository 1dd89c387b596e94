import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import type { ConfirmView, SubscribeView } from '../../../src/views.ts'
import { confirmationMails, followers, newestLink } from '../../support/app/subscribers.ts'
import { form, outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

type Sent = [string, string][]
const GOOD: Sent = [
  ['email', ALICE],
  ['scope', 'all'],
]

const post = (app: TestApp, fields: Sent, headers = {}) => {
  const call = form(fields)
  return app.call('POST //subscribe/', { ...call, headers: { ...call.headers, ...headers } })
}

/** The page that somebody is led to whose form was accepted. */
async function next(app: TestApp, fields: Sent): Promise<ConfirmView> {
  const answer = await post(app, fields)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store'])
  return viewOf(await app.call(`GET /${answer.headers.get('location')}`)) as ConfirmView
}

/** The form as it comes back. */
async function refused(app: TestApp, fields: Sent, status = 422): Promise<SubscribeView> {
  const answer = await post(app, fields)
  expect([fields, answer.status]).toEqual([fields, status])
  return viewOf(answer) as SubscribeView
}

onEachDatabase('the subscribe form', (fresh) => {
  test('follows everything that was ticked, with one mail', async () => {
    const app = await testApp((await fresh()).db)
    await next(app, [
      ['email', ALICE],
      ['scope', 'platform:voice'],
      ['scope', 'platform:chat'],
      ['kinds', 'incident'],
    ])
    expect((await confirmationMails(app))[0]?.follows).toHaveLength(2)
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ALICE} platform:chat incident`, `${ALICE} platform:voice incident`])
  })

  test('takes what was chosen where everything, which comes ticked, was left ticked', async () => {
    const app = await testApp((await fresh()).db)
    await next(app, [...GOOD, ['scope', 'platform:voice'], ['kinds', 'incident']])
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident`])
  })

  test('leads to a page that says who asked for what, and back to the incident with its next update', async () => {
    const app = await testApp((await fresh()).db)
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const fields: Sent = [
      ['email', ` ${ALICE.toUpperCase()}`],
      ['scope', `incident:${id}`],
      ['kinds', 'incident'],
    ]
    const back = { title: 'Calls fail', url: `/incidents/${id}/`, phase: 'investigating' }
    const promise = { dueAt: app.clock.now + HOUR, standing: 'on_time' }
    const asked = await next(app, fields)
    expect(asked).toMatchObject({ state: 'asked', address: ALICE, follows: [{ name: 'Calls fail' }] })
    expect(asked.incidents).toMatchObject([{ ...back, promise }])
    expect((await confirmationMails(app))[0]?.follows).toMatchObject([{ which: { affects: ['VOICE'] } }])
    const link = await newestLink(app)
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({ state: 'ask', incidents: [back] })
    await app.call(`POST ${link}`)
    app.clock.now += 90 * MINUTE
    const late = { dueAt: promise.dueAt, standing: 'overdue' }
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({ state: 'done', incidents: [{ promise: late }] })
  })

  test('its next page tells nothing to others, cannot be made up, and is as old as the link in the mail', async () => {
    const app = await testApp((await fresh()).db)
    const path = `/${(await post(app, GOOD)).headers.get('location')}`
    expect(path).not.toContain('alice')
    expect(viewOf(await app.call(`GET ${path}`))).toMatchObject({ state: 'asked', address: ALICE })
    for (const other of [`${path.slice(0, -2)}AA`, '//confirm/asked/x', `${path}x`.replace('asked/', 'asked/A')])
      expect((await app.call(`GET ${other}`)).status).toBe(404)
    app.clock.now += DAY + 1
    expect((await app.call(`GET ${path}`)).status).toBe(410)
  })

  test('is the same for who is known and who is not, and names what is much in short', async () => {
    const app = await testApp((await fresh()).db)
    const many = Array.from({ length: 30 }, (_, n) => `p${n}`)
    for (const id of many)
      await app.call('POST /platforms', { as: 'admin', body: { id, name: id.toUpperCase(), group: 'Many' } })
    const fields: Sent = [['email', ALICE], ...many.map((id): [string, string] => ['scope', `platform:${id}`])]
    const first = await next(app, fields)
    expect([first.follows.length, first.more]).toEqual([20, 10])
    await app.call(`POST ${await newestLink(app)}`)
    app.clock.now += HOUR
    expect(await next(app, fields)).toEqual(first)
  })

  test('comes back as it was sent, with one fault at each field that is wrong', async () => {
    const app = await testApp((await fresh()).db)
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const resolved = { body: 'It is over.', phase: 'resolved' }
    const followsIt: Sent = [
      ['email', 'ana@example'],
      ['scope', `incident:${id}`],
      ['kinds', 'incident'],
      ['timeZone', 'Europe/Lisbon'],
    ]
    const asSent = {
      ...{ address: 'ana@example', scopes: [`incident:${id}`], kinds: ['incident'] },
      timeZone: 'Europe/Lisbon',
    }
    const mistyped = { sent: asSent, faults: [{ field: 'address', says: 'address' }] }
    expect(await refused(app, followsIt)).toMatchObject({ ...mistyped, incidents: [{ id, title: 'Calls fail' }] })
    // It can still be followed once it is no longer among those that are open.
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: resolved })
    expect(await refused(app, followsIt)).toMatchObject({ ...mistyped, incidents: [{ id, title: 'Calls fail' }] })
    expect((await refused(app, [['choose', 'kinds']])).faults).toEqual([
      { field: 'scope', says: 'nothing' },
      { field: 'kinds', says: 'kinds' },
      { field: 'address', says: 'missing' },
    ])
    expect(await confirmationMails(app)).toEqual([])
  })

  test('is not understood as everything where it names kinds or places that there are not', async () => {
    const app = await testApp((await fresh()).db)
    const wrong: [string, string, object][] = [
      ['kinds', 'zzz', { field: 'kinds', says: 'kinds' }],
      ['scope', 'platform:No such', { field: 'scope', says: 'gone' }],
      ['scope', 'platform:nothing', { field: 'scope', says: 'gone' }],
    ]
    for (const [name, value, fault] of wrong)
      expect((await refused(app, [...GOOD, [name, value]])).faults).toEqual([fault])
    expect(await confirmationMails(app)).toEqual([])
  })

  test('tells robots what it tells everybody, and other sites’ forms nothing', async () => {
    const app = await testApp((await fresh()).db, { limits: { byLink: { count: 1, per: HOUR } } })
    const faults = async (headers: object) => {
      const answer = await post(app, GOOD, headers)
      expect(answer.status).toBe(403)
      return (viewOf(answer) as SubscribeView).faults
    }
    expect(await next(app, [...GOOD, ['website', 'https://spam.example']])).toMatchObject({ address: ALICE })
    const from = (used: string | null) => [
      { field: null, says: 'elsewhere', addresses: { used, own: 'https://status.example.com/subscribe/' } },
    ]
    const evil = 'https://evil.example'
    expect(await faults({ origin: evil, 'sec-fetch-site': 'cross-site' })).toEqual(from(evil))
    expect(await faults({ origin: 'null' })).toEqual(from(null))
    expect(await confirmationMails(app)).toEqual([])
    expect((await post(app, GOOD, { origin: 'https://status.example.com' })).status).toBe(303)
    const local = { origin: 'http://localhost:8080', host: 'localhost:8080' }
    const again = await post(app, GOOD, { 'sec-fetch-site': 'same-origin', ...local })
    expect([again.status, again.headers.has('retry-after')]).toEqual([429, true])
    const limited = { sent: { address: ALICE }, faults: [{ field: null, says: 'limited', wait: 3600 }] }
    expect(viewOf(again)).toMatchObject(limited)
    expect(await confirmationMails(app)).toHaveLength(1)
  })

  test('keeps the zone that the browser tells, and none where it knows of none', async () => {
    const app = await testApp((await fresh()).db)
    const zoneAfter = async (timeZone: string) => {
      const email = `${timeZone.replace(/\W/g, '')}-x@customer.example`
      await next(app, [
        ['email', email],
        ['scope', 'all'],
        ['timeZone', timeZone],
      ])
      const row = app.db.selectFrom('subscribers').select('time_zone').where('address', '=', email.toLowerCase())
      return (await row.executeTakeFirstOrThrow()).time_zone
    }
    for (const zone of ['Europe/Lisbon', 'GMT', 'EST5EDT']) expect(await zoneAfter(zone)).toBe(zone)
    for (const none of ['', 'Etc/Unknown', '+00:00', 'Mars/Olympus']) expect(await zoneAfter(none)).toBeNull()
  })
})
