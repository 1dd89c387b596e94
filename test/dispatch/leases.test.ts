import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { claimDeliveries } from '../../db/delivery/claims.ts'
import { settleDeliveries, waitingLanes } from '../../db/delivery/deliveries.ts'
import { deliveryCounts, pruneDeliveries } from '../../db/delivery/reports.ts'
import { openDatabase, write } from '../../db/open.ts'
import { createChannels } from '../../server/channels/index.ts'
import { createDispatcher } from '../../server/dispatch/dispatcher.ts'
import { DAY, MINUTE } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'
import { testDispatcher } from '../support/dispatch/dispatcher.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
import { ALICE } from '../support/people.ts'

onEachDatabase('leases', (fresh, freshFile) => {
  const open = async () => testDispatcher((await fresh()).db)

  test('what a dead dispatcher had claimed is taken over when its lease is over, not before', async () => {
    const dispatch = await open()
    await dispatch.crowd(3)
    await dispatch.post()
    dispatch.mail.fault = () => ({ status: 503 })
    await dispatch.deliver()
    dispatch.mail.fault = () => undefined
    const lease = { state: 'sending', lease_token: 'of the dead', lease_until: dispatch.clock() + 45_000 } as const
    await dispatch.db.updateTable('deliveries').set(lease).execute()
    dispatch.clock.advance(44_000)
    await dispatch.dispatcher().runUntilIdle()
    expect(dispatch.mail.accepted).toEqual([])
    dispatch.clock.advance(2_000)
    await dispatch.dispatcher().runUntilIdle()
    expect(dispatch.mail.accepted).toHaveLength(3)
    expect(new Set(dispatch.mail.requests.map((request) => request.key)).size).toBe(1)
  })

  test('who has lost its lease cannot settle any more', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    dispatch.mail.fault = () => ({ status: 503 })
    await dispatch.deliver()
    const now = dispatch.clock.advance(MINUTE)
    const claim = { lane: 'email', order: 'every', limit: 10, until: now + 1000, now } as const
    const [mine] = await write(dispatch.db, (trx) => claimDeliveries(trx, { ...claim, token: 'first' }))
    if (!mine) throw new Error('nothing to claim')
    const result = { state: 'sent', due_at: null, error: null, reference: null, batch_id: null, gone: null } as const
    const settle = (lease_token: string) =>
      write(dispatch.db, (trx) => settleDeliveries(trx, [{ ...mine, ...result, lease_token }], now))
    const later = { ...claim, now: now + 2000, until: now + 9000, token: 'second' }
    expect(await write(dispatch.db, (trx) => claimDeliveries(trx, later))).toHaveLength(1)
    expect(await settle('first')).toEqual([])
    expect((await dispatch.deliveries())[0]?.state).toBe('sending')
    expect(await settle('second')).toHaveLength(1)
    expect((await dispatch.deliveries())[0]?.state).toBe('sent')
  })

  test('two dispatchers on one database tell everybody once', async () => {
    const database = await freshFile()
    const dispatch = await testDispatcher(database.db)
    await dispatch.crowd(1200)
    for (let n = 0; n < 30; n++) await dispatch.followByPush(dispatch.push.subscribe())
    const incident = await dispatch.post()
    await dispatch.update(incident)
    dispatch.mail.latency = 5
    dispatch.mail.fault = ({ number }) => (number % 5 === 0 ? { status: 500 } : undefined)
    const others = [database.location, database.location].map((location) => {
      const db = openDatabase(location)
      const log = { info: () => {}, warn: () => {}, error: () => {} }
      const channels = createChannels(dispatch.config, dispatch.clock)
      return { db, telling: createDispatcher({ db, channels, clock: dispatch.clock, random: () => 0.5, log }) }
    })
    for (let turn = 0; turn < 12; turn++) {
      await Promise.all(others.map(({ telling }) => telling.runUntilIdle()))
      dispatch.clock.advance(MINUTE)
    }
    for (const { db, telling } of others) {
      await telling.stop()
      await db.destroy()
    }
    expect(dispatch.mail.accepted).toHaveLength(2400)
    expect(new Set(dispatch.mail.accepted.map((mail) => mail.headers?.['Message-ID'])).size).toBe(2400)
    // Pushes of the first update are sent or superseded, as it happens.
    const open = (await dispatch.deliveries()).filter(({ state }) => state !== 'sent' && state !== 'superseded')
    expect(open).toEqual([])
    const pushed = dispatch.push.accepted.map((message) => message.browser)
    expect(new Set(pushed).size).toBe(30)
    for (const browser of new Set(pushed))
      expect(pushed.filter((name) => name === browser).length).toBeLessThanOrEqual(2)
  })

  test('work started in the background is told by a nudge, and a stop gives back what it could not finish', async () => {
    const dispatch = await open()
    const telling = dispatch.dispatcher()
    telling.start()
    await dispatch.followByMail(ALICE)
    const incident = await dispatch.post()
    telling.nudge()
    await expect.poll(() => dispatch.mail.to(ALICE).length).toBe(1)
    dispatch.mail.latency = 300
    await dispatch.update(incident)
    telling.nudge()
    await expect.poll(() => dispatch.mail.requests.length).toBe(2)
    await telling.stop()
    // Under way when it was told to stop: it was finished.
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['sent', 'sent'])
    await dispatch.update(incident)
    telling.nudge()
    expect(dispatch.mail.requests).toHaveLength(2)
  })

  test('posts of another process are seen without a nudge', async () => {
    const dispatch = await open()
    dispatch.dispatcher().start()
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    await expect.poll(() => dispatch.mail.to(ALICE).length).toBe(1)
  })

  test('a lane that rests is looked into only once something is due in it', async () => {
    const dispatch = await open()
    await dispatch.crowd(2)
    await dispatch.post()
    dispatch.mail.fault = () => ({ status: 503 })
    const looked = () => waitingLanes(dispatch.db, dispatch.clock(), [{ channel: 'email' }])
    await dispatch.deliver()
    expect([await looked(), await waitingLanes(dispatch.db)]).toEqual([[], ['email']])
    dispatch.clock.advance(MINUTE)
    expect(await looked()).toEqual(['email'])
  })

  test('the staff see how many were told, and why some were not', async () => {
    const dispatch = await open()
    const addresses = await dispatch.crowd(4)
    const gone = await dispatch.followByPush(dispatch.push.subscribe())
    dispatch.push.fault = faultsInTurn({ status: 410 })
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(addresses[0] ?? '') ? 'Invalid `to` field.' : undefined)
    const incident = await dispatch.post()
    expect(await deliveryCounts(dispatch.db, incident, ['email', 'webpush'])).toMatchObject({
      expanding: true,
      counts: { email: { sent: 0 } },
    })
    await dispatch.deliver()
    const none = { delivered: 0, delayed: 0, bounced: 0, complained: 0, suppressed: 0, failed: 0 }
    expect(await deliveryCounts(dispatch.db, incident, ['email', 'webpush'])).toEqual({
      results: { email: none, webpush: none },
      counts: {
        email: { queued: 0, sending: 0, sent: 3, failed: 1, superseded: 0 },
        webpush: { queued: 0, sending: 0, sent: 0, failed: 1, superseded: 0 },
      },
      failures: expect.arrayContaining([
        { channel: 'email', reason: 'Resend: Invalid `to` field.', count: 1, lastAt: dispatch.clock() },
        { channel: 'webpush', reason: 'Web push: 410 {}', count: 1, lastAt: dispatch.clock() },
      ]),
      expanding: false,
    })
    expect((await dispatch.subscriber(gone)).state).toBe('off')
  })

  test('what was settled long ago can be forgotten, what waits cannot', async () => {
    const dispatch = await open()
    await dispatch.crowd(4)
    await dispatch.post()
    await dispatch.deliver()
    dispatch.mail.fault = () => ({ status: 503 })
    await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(90 * DAY)
    expect(await write(dispatch.db, (trx) => pruneDeliveries(trx, dispatch.clock() - DAY))).toBe(4)
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(Array(4).fill('queued'))
    expect(await waitingLanes(dispatch.db)).toEqual(['email'])
    expect(await dispatch.db.selectFrom('batches').select('id').execute()).toHaveLength(1)
  })
})

test('what was sent while the database took no word of it is not sent again once it does', async () => {
  const dispatch = await testDispatcher((await sqliteInMemory()).db)
  const browser = dispatch.push.subscribe()
  await dispatch.followByPush(browser)
  await dispatch.post()
  await sql`create trigger full_disk before update of state on deliveries when new.state = 'sent'
    begin select raise(abort, 'database or disk is full'); end`.execute(dispatch.db)
  await expect(dispatch.deliver()).rejects.toThrow('disk is full')
  dispatch.clock.advance(MINUTE)
  await expect(dispatch.deliver()).rejects.toThrow('disk is full')
  await sql`drop trigger full_disk`.execute(dispatch.db)
  await dispatch.deliver()
  expect(browser.messages()).toHaveLength(1)
  expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['sent'])
})
