import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { unsubscribeToken } from '../../../server/lib/links.ts'
import { confirmationMails, emailRequest, followers, newestLink, subscribe } from '../../support/app/subscribers.ts'
import { outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const ask = (app: TestApp, address: string, scope = {}, from = '192.0.2.1') =>
  app.call('POST /subscriptions', { from, body: emailRequest(address, { type: 'all', ...scope } as never) })
const VOICE = { type: 'platform', id: 'voice' }
const CHAT = { type: 'platform', id: 'chat' }

onEachDatabase('subscribing by e-mail', (fresh) => {
  test('asks the address first; only the confirmed address is told', async () => {
    const app = await testApp((await fresh()).db)
    const answer = await ask(app, ` ${ALICE.toUpperCase()} `, VOICE)
    expect([answer.status, answer.json.status]).toEqual([202, 'confirmation_sent'])
    expect(app.standIns.nudged).toBe(1)
    expect(await confirmationMails(app)).toMatchObject([
      { locale: 'en', follows: [{ type: 'platform', id: 'voice', name: 'VOICE' }] },
    ])
    expect(await followers(app)).toEqual([])
    const link = await newestLink(app)
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({
      state: 'ask',
      address: 'a…@customer.example',
      follows: [{ name: 'VOICE', kinds: ['incident', 'maintenance'] }],
    })
    const done = await app.call(`POST ${link}`)
    // Reloading the page that it leads to confirms nothing again.
    expect([done.status, `/${done.headers.get('location')}`]).toEqual([303, link])
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({
      state: 'done',
      manageUrl: expect.stringContaining('/manage/'),
    })
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
  })

  test('tells times in the zone that was named last before it was confirmed; what browsers call none is none', async () => {
    const app = await testApp((await fresh()).db)
    const zoneAfter = async (timeZone: string) => {
      app.clock.now += HOUR
      const { status } = await app.call('POST /subscriptions', { body: emailRequest(ALICE, undefined, { timeZone }) })
      const row = await app.db.selectFrom('subscribers').select('time_zone').executeTakeFirstOrThrow()
      return [status, row.time_zone]
    }
    expect(await zoneAfter('GMT')).toEqual([202, 'GMT'])
    expect(await zoneAfter('Etc/Unknown')).toEqual([202, null])
    expect(await zoneAfter('Asia/Tokyo')).toEqual([202, 'Asia/Tokyo'])
    await app.call(`POST ${await newestLink(app)}`)
    expect(await zoneAfter('UTC')).toEqual([202, 'Asia/Tokyo'])
    // Whoever has left and comes back may have moved.
    const id = (await confirmationMails(app)).at(-1)?.subscriberId ?? ''
    await app.call(`POST //unsubscribe/${unsubscribeToken(app.deps.linkSecret, id)}`)
    app.clock.now += DAY
    expect(await zoneAfter('UTC')).toEqual([202, 'UTC'])
  })

  test('opening the link changes nothing, however often scanners do it', async () => {
    const app = await testApp((await fresh()).db)
    await ask(app, ALICE)
    const link = await newestLink(app)
    for (const method of ['GET', 'HEAD', 'GET']) expect((await app.call(`${method} ${link}`)).status).toBe(200)
    expect(await followers(app)).toEqual([])
  })

  test('answers the same for a new, pending, active, stopped and bounced address', async () => {
    const app = await testApp((await fresh()).db)
    const answers = [await ask(app, ALICE), await ask(app, ALICE)]
    await app.call(`POST ${await newestLink(app)}`)
    answers.push(await ask(app, ALICE))
    const id = await subscribe(app, BOB)
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'bounced' }).where('id', '=', id).execute()
    answers.push(await ask(app, BOB))
    const told = answers.map(({ status, text, headers }) => [status, text, [...headers.keys()].sort().join()])
    expect(new Set(told.map(String)).size).toBe(1)
  })

  test('a second request within ten minutes joins the first: one mail, one link, both confirmed', async () => {
    const app = await testApp((await fresh()).db)
    await ask(app, ALICE, VOICE)
    app.clock.now += 9 * MINUTE
    await ask(app, ALICE, CHAT)
    expect(await confirmationMails(app)).toHaveLength(1)
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toHaveLength(2)
  })

  test('an address gets three mails a day and six a week, then one a day', async () => {
    const app = await testApp((await fresh()).db)
    const mailsAfter = async (step: number, times: number) => {
      for (let time = 0; time < times; time++) {
        await ask(app, ALICE, VOICE, `198.51.100.${time}`)
        app.clock.now += step
      }
      return (await confirmationMails(app)).length
    }
    expect(await mailsAfter(11 * MINUTE, 10)).toBe(3)
    app.clock.now += DAY
    expect(await mailsAfter(11 * MINUTE, 10)).toBe(6)
    app.clock.now -= HOUR
    expect(await mailsAfter(11 * MINUTE, 3)).toBe(6)
    expect(await mailsAfter(DAY, 3)).toBe(8)
    app.clock.now += 7 * DAY
    expect(await mailsAfter(11 * MINUTE, 10)).toBe(11)
  })

  test('a stranger changes nothing of what an address follows', async () => {
    const app = await testApp((await fresh()).db)
    await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    app.clock.now += HOUR
    await app.call('POST /subscriptions', {
      body: emailRequest(ALICE, { type: 'platform', id: 'voice' }, { kinds: ['maintenance'], timeZone: 'Asia/Tokyo' }),
    })
    await ask(app, ALICE, CHAT)
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
    const row = await app.db.selectFrom('subscribers').select(['time_zone', 'state']).executeTakeFirstOrThrow()
    expect(row).toEqual({ time_zone: null, state: 'active' })
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([
      `${ALICE} platform:chat incident+maintenance`,
      `${ALICE} platform:voice maintenance`,
    ])
  })

  test('a link works for a day; a second click is as good as the first', async () => {
    const app = await testApp((await fresh()).db)
    await ask(app, ALICE)
    const link = await newestLink(app)
    app.clock.now += DAY
    expect((await app.call(`POST ${link}`)).status).toBe(303)
    app.clock.now += DAY
    expect(viewOf(await app.call(`POST ${link}`))).toMatchObject({ state: 'done' })
    await ask(app, BOB)
    const late = await newestLink(app)
    app.clock.now += DAY + 1
    for (const method of ['GET', 'POST']) {
      const answer = await app.call(`${method} ${late}`)
      expect([answer.status, viewOf(answer)]).toMatchObject([410, { state: 'expired', follows: [], address: null }])
    }
    expect(await followers(app)).toEqual([`${ALICE} all incident+maintenance`])
  })

  test('an old link shows what it did, and leads no further', async () => {
    const app = await testApp((await fresh()).db)
    await ask(app, ALICE)
    const link = await newestLink(app)
    await app.call(`POST ${link}`)
    app.clock.now += DAY + 1
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({ state: 'done', manageUrl: null })
  })

  test('an address that bounced comes back by a fresh confirmation, and only by that', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'bounced' }).where('id', '=', id).execute()
    app.clock.now += HOUR
    await ask(app, ALICE)
    expect(await followers(app)).toEqual([])
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ALICE} all incident+maintenance`])
  })

  test('what cannot be followed is refused: unknown, archived, a drill', async () => {
    const app = await testApp((await fresh()).db)
    const drill = (await app.call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })).json.id
    const open = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json.id
    await app.call('PATCH /platforms/chat', { as: 'admin', body: { archived: true } })
    for (const scope of [CHAT, { type: 'platform', id: 'fax' }, { type: 'incident', id: drill }]) {
      const answer = await ask(app, ALICE, scope)
      expect([answer.status, answer.json.errors]).toMatchObject([422, [{ pointer: '/scope/id' }]])
    }
    expect((await ask(app, ALICE, { type: 'incident', id: open })).status).toBe(202)
    for (const [field, wrong] of Object.entries({
      address: 'alice',
      timeZone: 'Mars/Olympus',
      kinds: [],
      locale: '!',
    })) {
      const answer = await app.call('POST /subscriptions', { body: { ...emailRequest(ALICE), [field]: wrong } })
      expect([answer.status, answer.json.errors]).toMatchObject([422, [{ pointer: `/${field}` }]])
    }
  })

  test('one client may ask twenty times an hour; an admin as often as needed', async () => {
    const app = await testApp((await fresh()).db)
    for (let time = 0; time < 20; time++) expect((await ask(app, `a${time}@x.example`)).status).toBe(202)
    const limited = await ask(app, ALICE)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '180'])
    expect((await ask(app, ALICE, {}, '192.0.2.2')).status).toBe(202)
    expect((await app.call('POST /subscriptions', { as: 'admin', body: emailRequest(BOB) })).status).toBe(202)
    app.clock.now += 3 * MINUTE
    expect((await ask(app, BOB)).status).toBe(202)
  })

  test('a breaker stops all confirmation mails once there are too many', async () => {
    const app = await testApp((await fresh()).db, { limits: { confirmations: { count: 2, per: HOUR } } })
    await ask(app, ALICE)
    await ask(app, BOB)
    expect((await ask(app, 'carol@customer.example')).status).toBe(429)
    expect(await confirmationMails(app)).toHaveLength(2)
  })
})
