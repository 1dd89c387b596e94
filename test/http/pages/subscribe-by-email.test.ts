import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { confirmationMails, emailWish, followers, newestLink, subscribe } from '../../support/app/subscribers.ts'
import { createWorld, form, outage, viewOf, type World } from '../../support/app/world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const ask = (world: World, address: string, scope = {}, from = '192.0.2.1') =>
  world.call('POST /subscriptions', { from, body: emailWish(address, { type: 'all', ...scope } as never) })
const VOICE = { type: 'platform', id: 'voice' }
const CHAT = { type: 'platform', id: 'chat' }

onEachDatabase('subscribing by e-mail', (fresh) => {
  test('asks the address first; only the confirmed address is told', async () => {
    const world = await createWorld((await fresh()).db)
    const answer = await ask(world, ` ${ALICE.toUpperCase()} `, VOICE)
    expect([answer.status, answer.json.status]).toEqual([202, 'confirmation_sent'])
    expect(world.neighbours.nudged).toBe(1)
    expect(await confirmationMails(world)).toMatchObject([
      { locale: 'en', follows: [{ type: 'platform', id: 'voice', name: 'VOICE' }] },
    ])
    expect(await followers(world)).toEqual([])
    const link = await newestLink(world)
    expect(viewOf(await world.call(`GET ${link}`))).toMatchObject({
      state: 'ask',
      address: 'a…@customer.example',
      follows: [{ name: 'VOICE', kinds: ['incident', 'maintenance'] }],
    })
    const done = await world.call(`POST ${link}`)
    expect(viewOf(done)).toMatchObject({ state: 'done', manageUrl: expect.stringContaining('/manage/') })
    expect(await followers(world)).toEqual([`${ALICE} platform:voice incident+maintenance`])
  })

  test('opening the link changes nothing, however often scanners do it', async () => {
    const world = await createWorld((await fresh()).db)
    await ask(world, ALICE)
    const link = await newestLink(world)
    for (const method of ['GET', 'HEAD', 'GET']) expect((await world.call(`${method} ${link}`)).status).toBe(200)
    expect(await followers(world)).toEqual([])
  })

  test('answers the same for a new, pending, active, stopped and bounced address', async () => {
    const world = await createWorld((await fresh()).db)
    const answers = [await ask(world, ALICE), await ask(world, ALICE)]
    await world.call(`POST ${await newestLink(world)}`)
    answers.push(await ask(world, ALICE))
    const id = await subscribe(world, BOB)
    await world.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'bounced' })
      .where('id', '=', id)
      .execute()
    answers.push(await ask(world, BOB))
    const told = answers.map(({ status, text, headers }) => [status, text, [...headers.keys()].sort().join()])
    expect(new Set(told.map(String)).size).toBe(1)
  })

  test('a second request within ten minutes joins the first: one mail, one link, both confirmed', async () => {
    const world = await createWorld((await fresh()).db)
    await ask(world, ALICE, VOICE)
    world.clock.now += 9 * MINUTE
    await ask(world, ALICE, CHAT)
    expect(await confirmationMails(world)).toHaveLength(1)
    await world.call(`POST ${await newestLink(world)}`)
    expect(await followers(world)).toHaveLength(2)
  })

  test('an address gets three mails a day and six a week at most', async () => {
    const world = await createWorld((await fresh()).db)
    const mailsAfter = async (step: number, times: number) => {
      for (let time = 0; time < times; time++) {
        await ask(world, ALICE, VOICE, `198.51.100.${time}`)
        world.clock.now += step
      }
      return (await confirmationMails(world)).length
    }
    expect(await mailsAfter(11 * MINUTE, 10)).toBe(3)
    world.clock.now += DAY
    expect(await mailsAfter(11 * MINUTE, 10)).toBe(6)
    expect(await mailsAfter(DAY, 3)).toBe(6)
    world.clock.now += 7 * DAY
    expect(await mailsAfter(11 * MINUTE, 1)).toBe(7)
  })

  test('a stranger changes nothing of what an address follows', async () => {
    const world = await createWorld((await fresh()).db)
    await subscribe(world, ALICE, { type: 'platform', id: 'voice' })
    world.clock.now += HOUR
    await world.call('POST /subscriptions', {
      body: emailWish(ALICE, { type: 'platform', id: 'voice' }, { kinds: ['maintenance'], timeZone: 'Asia/Tokyo' }),
    })
    await ask(world, ALICE, CHAT)
    expect(await followers(world)).toEqual([`${ALICE} platform:voice incident+maintenance`])
    const row = await world.db.selectFrom('subscribers').select(['time_zone', 'state']).executeTakeFirstOrThrow()
    expect(row).toEqual({ time_zone: null, state: 'active' })
    await world.call(`POST ${await newestLink(world)}`)
    expect(await followers(world)).toEqual([
      `${ALICE} platform:chat incident+maintenance`,
      `${ALICE} platform:voice maintenance`,
    ])
  })

  test('a link works for a day; a second click is as good as the first', async () => {
    const world = await createWorld((await fresh()).db)
    await ask(world, ALICE)
    const link = await newestLink(world)
    world.clock.now += DAY
    expect((await world.call(`POST ${link}`)).status).toBe(200)
    world.clock.now += DAY
    expect(viewOf(await world.call(`POST ${link}`))).toMatchObject({ state: 'done' })
    await ask(world, BOB)
    const late = await newestLink(world)
    world.clock.now += DAY + 1
    for (const method of ['GET', 'POST']) {
      const answer = await world.call(`${method} ${late}`)
      expect([answer.status, viewOf(answer)]).toMatchObject([410, { state: 'expired', follows: [], address: null }])
    }
    expect(await followers(world)).toEqual([`${ALICE} all incident+maintenance`])
    expect((await world.call(`POST ${link.slice(0, -1)}`)).status).toBe(410)
  })

  test('an old link shows what it did, and leads no further', async () => {
    const world = await createWorld((await fresh()).db)
    await ask(world, ALICE)
    const link = await newestLink(world)
    await world.call(`POST ${link}`)
    world.clock.now += DAY + 1
    expect(viewOf(await world.call(`GET ${link}`))).toMatchObject({ state: 'done', manageUrl: null })
  })

  test('an address that bounced comes back by a fresh confirmation, and only by that', async () => {
    const world = await createWorld((await fresh()).db)
    const id = await subscribe(world, ALICE)
    await world.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'bounced' })
      .where('id', '=', id)
      .execute()
    world.clock.now += HOUR
    await ask(world, ALICE)
    expect(await followers(world)).toEqual([])
    await world.call(`POST ${await newestLink(world)}`)
    expect(await followers(world)).toEqual([`${ALICE} all incident+maintenance`])
  })

  test('what cannot be followed is refused: unknown, archived, a drill', async () => {
    const world = await createWorld((await fresh()).db)
    const drill = (await world.call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })).json.id
    const open = (await world.call('POST /incidents', { as: 'agent', body: outage() })).json.id
    await world.call('PATCH /platforms/chat', { as: 'admin', body: { archived: true } })
    for (const scope of [CHAT, { type: 'platform', id: 'fax' }, { type: 'incident', id: drill }]) {
      const answer = await ask(world, ALICE, scope)
      expect([answer.status, answer.json.errors]).toMatchObject([422, [{ pointer: '/scope/id' }]])
    }
    expect((await ask(world, ALICE, { type: 'incident', id: open })).status).toBe(202)
    for (const [field, wrong] of Object.entries({
      address: 'alice',
      timeZone: 'Mars/Olympus',
      kinds: [],
      locale: '!',
    })) {
      const answer = await world.call('POST /subscriptions', { body: { ...emailWish(ALICE), [field]: wrong } })
      expect([answer.status, answer.json.errors]).toMatchObject([422, [{ pointer: `/${field}` }]])
    }
  })

  test('one client may ask twenty times an hour; an admin as often as needed', async () => {
    const world = await createWorld((await fresh()).db)
    for (let time = 0; time < 20; time++) expect((await ask(world, `a${time}@x.example`)).status).toBe(202)
    const limited = await ask(world, ALICE)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '180'])
    expect((await ask(world, ALICE, {}, '192.0.2.2')).status).toBe(202)
    expect((await world.call('POST /subscriptions', { as: 'admin', body: emailWish(BOB) })).status).toBe(202)
    world.clock.now += 3 * MINUTE
    expect((await ask(world, BOB)).status).toBe(202)
  })

  test('a breaker stops all confirmation mails once there are too many', async () => {
    const world = await createWorld((await fresh()).db, { limits: { confirmations: { count: 2, per: HOUR } } })
    await ask(world, ALICE)
    await ask(world, BOB)
    expect((await ask(world, 'carol@customer.example')).status).toBe(429)
    expect(await confirmationMails(world)).toHaveLength(2)
  })
})

onEachDatabase('the subscribe form without JavaScript', (fresh) => {
  const post = (world: World, fields: [string, string][], headers = {}) => {
    const call = form(fields)
    return world.call('POST //subscribe/', { ...call, headers: { ...call.headers, ...headers } })
  }

  test('follows everything that was ticked, with one mail', async () => {
    const world = await createWorld((await fresh()).db)
    const answer = await post(world, [
      ['email', ALICE],
      ['scope', 'platform:voice'],
      ['scope', 'platform:chat'],
      ['kinds', 'incident'],
    ])
    expect([answer.status, viewOf(answer)]).toMatchObject([200, { kind: 'subscribe', message: 'sent' }])
    expect((await confirmationMails(world))[0]?.follows).toHaveLength(2)
    await world.call(`POST ${await newestLink(world)}`)
    expect(await followers(world)).toEqual([`${ALICE} platform:chat incident`, `${ALICE} platform:voice incident`])
  })

  test('says what is wrong, and nothing to robots and foreign sites', async () => {
    const world = await createWorld((await fresh()).db, { limits: { email: { count: 1, per: HOUR } } })
    const message = async (fields: [string, string][], headers = {}) => {
      const view = viewOf(await post(world, fields, headers))
      return view.kind === 'subscribe' && view.message
    }
    const good: [string, string][] = [
      ['email', ALICE],
      ['scope', 'all'],
    ]
    expect(await message([['email', 'alice']])).toBe('invalid')
    expect(await message([['email', ALICE]])).toBe('invalid')
    expect(await message([...good, ['website', 'https://spam.example']])).toBe('sent')
    expect(await message(good, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe('invalid')
    expect(await message(good, { origin: 'null' })).toBe('invalid')
    expect(await confirmationMails(world)).toEqual([])
    expect(await message(good, { origin: 'https://status.example.com' })).toBe('sent')
    expect(await message(good, { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080' })).toBe('limited')
    expect(await confirmationMails(world)).toHaveLength(1)
  })
})
