import { describe, expect, onTestFinished, test } from 'vitest'
import { attemptsOf } from '../../../db/delivery/attempts.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { nameAddress, sealAddress } from '../../../server/lib/secret/sealed-address.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { startChatRooms } from '../../support/outside/chat-rooms.ts'
import { hostileAddresses } from '../../support/outside/hostile-addresses.ts'
import { type Fault, faultsInTurn } from '../../support/outside/stand-in.ts'

const OWNER = 'owner@customer.example'
const SERVICES = ['teams', 'slack', 'webex'] as const
type Service = (typeof SERVICES)[number]

/** A dispatcher that may reach the stand-in of all three services. */
async function open(outboundAllow = ['127.0.0.1']) {
  const rooms = await startChatRooms()
  onTestFinished(rooms.close)
  const dispatch = await testDispatcher((await sqliteInMemory()).db, { outboundAllow, timeouts: { outbound: 300 } })
  const secret = dispatch.config.addressSecret
  /** A room follows everything; `url` in place of one of the stand-in's. */
  const connect = (channel: Service, name = 'ops', url = `${rooms.url}/${channel}/${name}?sig=Q1w2E3r4T5y6`) => {
    const keys = JSON.stringify(sealAddress(secret, { url, secrets: [] }))
    const address = nameAddress(secret, url, OWNER)
    return dispatch.followByMail(address, undefined, { channel, keys, owner: OWNER })
  }
  const later = async (ms: number) => {
    dispatch.clock.advance(ms)
    await dispatch.deliver()
  }
  return { ...dispatch, rooms, connect, later }
}

describe.each(SERVICES)('a room of %s', (service) => {
  test('gets one JSON message for each update, and its owner sees the attempt', async () => {
    const { rooms, connect, post, deliver, deliveries, db } = await open()
    const id = await connect(service)
    await post()
    await deliver()
    expect(rooms.accepted).toHaveLength(1)
    expect(rooms.accepted[0]).toMatchObject({ contentType: 'application/json' })
    expect(rooms.accepted[0]?.body).toContain('Calls to Denver fail')
    expect(await deliveries()).toMatchObject([{ state: 'sent' }])
    const seen = await db.selectFrom('attempts').selectAll().where('subscriber_id', '=', id).execute()
    expect(seen).toMatchObject([{ outcome: 'sent' }])
  })

  const LATER: [string, Fault][] = [
    ['asks to slow down', { status: 429, retryAfter: 20 }],
    ['has an error', { status: 500, body: 'rollup_error' }],
    ['is overloaded', { status: 503, retryAfter: 20 }],
    ['refuses for now', { status: 401, body: 'DirectApiAuthorizationRequired' }],
    ['sends us elsewhere', { status: 302, headers: { location: 'https://evil.example/' } }],
    ['answers something strange', { status: 418, body: 'teapot' }],
    ['does not answer', 'hang'],
    ['cuts the connection', 'reset'],
  ]
  test.each(LATER)('that %s gets it later, and stays', async (_, fault) => {
    const { rooms, connect, post, deliver, deliveries, later, subscriber } = await open()
    const id = await connect(service)
    rooms.fault = faultsInTurn(fault)
    await post()
    await deliver()
    expect(await deliveries()).toMatchObject([{ state: 'queued' }])
    await later(10 * MINUTE)
    expect(rooms.accepted).toHaveLength(1)
    expect((await subscriber(id)).state).toBe('active')
  })

  test.each([404, 410])('that is no more (%i) is switched off, and its owner gets a mail', async (status) => {
    const { rooms, connect, post, deliver, deliveries, subscriber, mail } = await open()
    const id = await connect(service)
    rooms.fault = () => ({ status })
    await post()
    await deliver()
    await deliver()
    expect((await deliveries()).filter(({ channel }) => channel === service)).toMatchObject([{ state: 'failed' }])
    expect(await subscriber(id)).toMatchObject({ state: 'off', off_reason: `Chat: ${status}` })
    expect(mail.accepted.map(({ to }) => to)).toEqual([OWNER])
    expect(mail.accepted[0]).toMatchObject({ subject: expect.stringContaining('sends nothing there any more') })
  })

  test('that was away for a while gets the newest news alone', async () => {
    const { rooms, connect, post, update, deliver, later } = await open()
    await connect(service)
    rooms.fault = () => ({ status: 503 })
    const incident = await post({ body: 'the first' })
    await deliver()
    await update(incident, { body: 'the second' })
    await update(incident, { body: 'the third' })
    rooms.fault = () => undefined
    await later(10 * MINUTE)
    await later(10 * MINUTE)
    expect(rooms.accepted).toHaveLength(1)
    expect(rooms.accepted[0]?.body).toContain('the third')
  })

  test('that stays away for a day is told no old news', async () => {
    const { rooms, connect, post, deliver, deliveries, later } = await open()
    await connect(service)
    rooms.fault = () => ({ status: 503 })
    await post()
    await deliver()
    for (let passed = 0; passed < DAY + HOUR; passed += HOUR) await later(HOUR)
    const [first] = (await deliveries()).filter(({ channel }) => channel === service)
    expect(first).toMatchObject({ state: 'failed', error: expect.stringMatching(/^gave up/) })
  })

  test('never sees an address that is not one of its service’s, whatever the database holds', async () => {
    const { rooms, connect, post, deliver, deliveries } = await open([])
    const inside = hostileAddresses().map(({ url }) => url.replace(':8443', `:${new URL(rooms.url).port}`))
    const given = [...inside, `${rooms.url}/${service}/ops`].filter(
      (url) => URL.canParse(url) && new URL(url).host !== '',
    )
    const urls = new Set(given.map((url) => new URL(url).href))
    for (const url of urls) await connect(service, '', url)
    await post()
    await deliver()
    expect(urls.size).toBeGreaterThan(60)
    expect(rooms.requests).toEqual([])
    const ends = (await deliveries()).map(({ state, error }) => `${state} ${error}`)
    expect(new Set(ends)).toEqual(new Set(['failed Chat: the address is not allowed any more']))
  })
})

describe('what a service says of a room that is dead', () => {
  const DEAD: [Service, number, string][] = [
    ['slack', 403, 'action_prohibited'],
    ['slack', 403, 'invalid_token'],
    ['slack', 400, 'no_team'],
    ['slack', 410, 'channel_is_archived'],
    ['slack', 404, 'no_service'],
    ['teams', 400, '{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"The trigger is disabled."}}'],
    ['teams', 404, '{"error":{"code":"WorkflowNotFound"}}'],
  ]
  test.each(DEAD)('ends it: %s %i %s', async (service, status, body) => {
    const { rooms, connect, post, deliver, subscriber } = await open()
    const id = await connect(service)
    rooms.fault = () => ({ status, body })
    await post()
    await deliver()
    expect((await subscriber(id)).state).toBe('off')
  })

  test('ends a message alone where only that is wrong', async () => {
    const { rooms, connect, post, deliver, deliveries, subscriber } = await open()
    const id = await connect('slack')
    rooms.fault = faultsInTurn({ status: 400, body: 'invalid_blocks' })
    await post()
    await deliver()
    expect(await deliveries()).toMatchObject([{ state: 'failed', error: 'Chat: 400' }])
    expect((await subscriber(id)).state).toBe('active')
  })

  test('Slack’s 200 is no promise without its “ok”', async () => {
    const { rooms, connect, post, deliver, deliveries } = await open()
    await connect('slack')
    rooms.fault = faultsInTurn({ status: 200, body: '<html>Sign in to the hotel’s network</html>' })
    await post()
    await deliver()
    expect(await deliveries()).toMatchObject([{ state: 'queued', error: 'Chat: 200' }])
  })
})

test('a room that hangs holds up no other', async () => {
  const { rooms, connect, post, deliver } = await open()
  for (const name of ['slow', 'quick', 'other']) await connect('teams', name)
  await connect('webex', 'quick')
  rooms.fault = ({ room }) => (room.includes('slow') ? 'hang' : undefined)
  await post()
  await deliver()
  expect(rooms.accepted.map(({ room }) => room.split('?')[0]).sort()).toEqual([
    ...['/teams/other', '/teams/quick', '/webex/quick'],
  ])
})

test('messages to one room keep the distance that its service asks for', async () => {
  const { rooms, connect, post, deliver, later } = await open()
  await connect('slack')
  for (const title of ['One', 'Two', 'Three']) await post({ title })
  await deliver()
  expect(rooms.accepted).toHaveLength(1)
  await later(999)
  expect(rooms.accepted).toHaveLength(1)
  await later(1)
  await later(1000)
  expect(rooms.accepted).toHaveLength(3)
})

test('the address is nowhere but in the request: not in what is stored, listed or logged, though it is answered back', async () => {
  const { rooms, connect, post, deliver, db, log, mail } = await open()
  const url = `${rooms.url}/slack/T0SECRET/B0SECRET?sig=Q1w2E3r4T5y6U7i8`
  const id = await connect('slack', '', url)
  rooms.fault = ({ room }) => ({ status: 404, body: `no_service ${url} at ${room} B0SECRET sig Q1w2E3r4T5y6U7i8` })
  await post()
  await deliver()
  await deliver()
  const tables = ['subscribers', 'deliveries', 'attempts', 'events', 'batches', 'audit'] as const
  const stored = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  expect(JSON.stringify([stored, log, mail.requests])).not.toMatch(/SECRET|Q1w2E3/)
  expect(await attemptsOf(db, id)).toMatchObject([{ status: 404, answer: expect.stringMatching(/^no_service … at …/) }])
})
