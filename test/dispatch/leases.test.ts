import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  claimDeliveries,
  deliveryCounts,
  pruneDeliveries,
  settleDeliveries,
  waitingLanes,
} from '../../db/delivery/deliveries.ts'
import { openDatabase, write } from '../../db/open.ts'
import { createChannels } from '../../server/channels/index.ts'
import { createDispatcher } from '../../server/dispatch/dispatcher.ts'
import { DAY, MINUTE } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'
import { openNewsroom } from '../support/dispatch/dispatcher.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
import { ALICE } from '../support/people.ts'

onEachDatabase('leases', (fresh, freshFile) => {
  const open = async () => openNewsroom((await fresh()).db)

  test('what a dead dispatcher had claimed is taken over when its lease is over, not before', async () => {
    const room = await open()
    await room.crowd(3)
    await room.post()
    room.mail.fault = () => ({ status: 503 })
    await room.tell()
    room.mail.fault = () => undefined
    const lease = { state: 'sending', lease_token: 'of the dead', lease_until: room.clock() + 45_000 } as const
    await room.db.updateTable('deliveries').set(lease).execute()
    room.clock.advance(44_000)
    await room.dispatcher().runUntilIdle()
    expect(room.mail.accepted).toEqual([])
    room.clock.advance(2_000)
    await room.dispatcher().runUntilIdle()
    expect(room.mail.accepted).toHaveLength(3)
    expect(new Set(room.mail.requests.map((request) => request.key)).size).toBe(1)
  })

  test('who has lost its lease cannot settle any more', async () => {
    const room = await open()
    await room.followByMail(ALICE)
    await room.post()
    room.mail.fault = () => ({ status: 503 })
    await room.tell()
    const now = room.clock.advance(MINUTE)
    const claim = { lane: 'email', order: 'every', limit: 10, until: now + 1000, now } as const
    const [mine] = await write(room.db, (trx) => claimDeliveries(trx, { ...claim, token: 'first' }))
    if (!mine) throw new Error('nothing to claim')
    const ending = { state: 'sent', due_at: null, error: null, reference: null, batch_id: null } as const
    const settle = (lease_token: string) =>
      write(room.db, (trx) => settleDeliveries(trx, [{ ...mine, ...ending, lease_token }], now))
    const later = { ...claim, now: now + 2000, until: now + 9000, token: 'second' }
    expect(await write(room.db, (trx) => claimDeliveries(trx, later))).toHaveLength(1)
    expect(await settle('first')).toEqual([])
    expect((await room.deliveries())[0]?.state).toBe('sending')
    expect(await settle('second')).toHaveLength(1)
    expect((await room.deliveries())[0]?.state).toBe('sent')
  })

  test('two dispatchers on one database tell everybody once', async () => {
    const database = await freshFile()
    const room = await openNewsroom(database.db)
    await room.crowd(1200)
    for (let n = 0; n < 30; n++) await room.followByPush(room.push.subscribe())
    const incident = await room.post()
    await room.update(incident)
    room.mail.latency = 5
    room.mail.fault = ({ number }) => (number % 5 === 0 ? { status: 500 } : undefined)
    const others = [database.location, database.location].map((location) => {
      const db = openDatabase(location)
      const log = { info: () => {}, warn: () => {}, error: () => {} }
      const channels = createChannels(room.config, room.clock)
      return { db, telling: createDispatcher({ db, channels, clock: room.clock, random: () => 0.5, log }) }
    })
    for (let turn = 0; turn < 12; turn++) {
      await Promise.all(others.map(({ telling }) => telling.runUntilIdle()))
      room.clock.advance(MINUTE)
    }
    for (const { db, telling } of others) {
      await telling.stop()
      await db.destroy()
    }
    expect(room.mail.accepted).toHaveLength(2400)
    expect(new Set(room.mail.accepted.map((mail) => mail.headers?.['Message-ID'])).size).toBe(2400)
    // Pushes of the first update are sent or superseded, as it happens.
    const open = (await room.deliveries()).filter(({ state }) => state !== 'sent' && state !== 'superseded')
    expect(open).toEqual([])
    const pushed = room.push.accepted.map((message) => message.browser)
    expect(new Set(pushed).size).toBe(30)
    for (const browser of new Set(pushed))
      expect(pushed.filter((name) => name === browser).length).toBeLessThanOrEqual(2)
  })

  test('work started in the background is told by a nudge, and a stop gives back what it could not finish', async () => {
    const room = await open()
    const telling = room.dispatcher()
    telling.start()
    await room.followByMail(ALICE)
    const incident = await room.post()
    telling.nudge()
    await expect.poll(() => room.mail.to(ALICE).length, { timeout: 5000 }).toBe(1)
    room.mail.latency = 300
    await room.update(incident)
    telling.nudge()
    await expect.poll(() => room.mail.requests.length, { timeout: 5000 }).toBe(2)
    await telling.stop()
    // Under way when it was told to stop: it was finished.
    expect((await room.deliveries()).map((delivery) => delivery.state)).toEqual(['sent', 'sent'])
    await room.update(incident)
    telling.nudge()
    expect(room.mail.requests).toHaveLength(2)
  })

  test('posts of another process are seen without a nudge', async () => {
    const room = await open()
    room.dispatcher().start()
    await room.followByMail(ALICE)
    await room.post()
    await expect.poll(() => room.mail.to(ALICE).length, { timeout: 5000 }).toBe(1)
  })

  test('the staff see how many were told, and why some were not', async () => {
    const room = await open()
    const addresses = await room.crowd(4)
    const gone = await room.followByPush(room.push.subscribe())
    room.push.fault = faultsInTurn({ status: 410 })
    room.mail.refuse = ({ to }) => ([to].flat().includes(addresses[0] ?? '') ? 'Invalid `to` field.' : undefined)
    const incident = await room.post()
    expect(await deliveryCounts(room.db, incident)).toMatchObject({ expanding: true, counts: { email: { sent: 0 } } })
    await room.tell()
    expect(await deliveryCounts(room.db, incident)).toEqual({
      counts: {
        email: { queued: 0, sending: 0, sent: 3, failed: 1, superseded: 0 },
        webpush: { queued: 0, sending: 0, sent: 0, failed: 1, superseded: 0 },
      },
      failures: expect.arrayContaining([
        { channel: 'email', reason: 'Resend: Invalid `to` field.', count: 1, lastAt: room.clock() },
        { channel: 'webpush', reason: 'Web push: 410 {}', count: 1, lastAt: room.clock() },
      ]),
      expanding: false,
    })
    expect((await room.subscriber(gone)).state).toBe('off')
  })

  test('what was settled long ago can be forgotten, what waits cannot', async () => {
    const room = await open()
    await room.crowd(4)
    await room.post()
    await room.tell()
    room.mail.fault = () => ({ status: 503 })
    await room.post()
    await room.tell()
    room.clock.advance(90 * DAY)
    expect(await write(room.db, (trx) => pruneDeliveries(trx, room.clock() - DAY))).toBe(4)
    expect((await room.deliveries()).map((delivery) => delivery.state)).toEqual(Array(4).fill('queued'))
    expect(await waitingLanes(room.db)).toEqual(['email'])
  })
})

test('what was sent while the database took no word of it is not sent again once it does', async () => {
  const room = await openNewsroom((await sqliteInMemory()).db)
  const browser = room.push.subscribe()
  await room.followByPush(browser)
  await room.post()
  await sql`create trigger full_disk before update of state on deliveries when new.state = 'sent'
    begin select raise(abort, 'database or disk is full'); end`.execute(room.db)
  await expect(room.tell()).rejects.toThrow('disk is full')
  room.clock.advance(MINUTE)
  await expect(room.tell()).rejects.toThrow('disk is full')
  await sql`drop trigger full_disk`.execute(room.db)
  await room.tell()
  expect(browser.messages()).toHaveLength(1)
  expect((await room.deliveries()).map((delivery) => delivery.state)).toEqual(['sent'])
})
