import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { createFaxMachine } from '../../support/dispatch/fax/channel.ts'
import { createPager } from '../../support/dispatch/pager/channel.ts'
import { ALICE, BOB } from '../../support/people.ts'

const GRACE = 10_000
const RENEWED_EVERY = 15_000

const open = async () => testDispatcher((await sqliteInMemory()).db)
const states = async (dispatch: TestDispatcher) => (await dispatch.deliveries()).map(({ state }) => state)
const leases = async (dispatch: TestDispatcher) =>
  (await dispatch.deliveries()).map(({ lease_until }) => (lease_until === null ? null : lease_until - dispatch.clock()))

/** As long as `work` takes, timers of the code come when the test says so; those of the outside world come by themselves. */
async function inOwnTime<T>(timers: ('setTimeout' | 'setInterval')[], work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: [...timers, ...timers.map((name) => name.replace('set', 'clear') as 'clearTimeout')] })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}

const noRoom = (db: Db, when: string) =>
  sql`create trigger full_disk before update on deliveries when ${sql.raw(when)}
    begin select raise(abort, 'database or disk is full'); end`.execute(db)

describe('a dispatcher that is stopped', () => {
  const HANGS: [string, (dispatch: TestDispatcher) => Promise<unknown>][] = [
    ['the mail provider', (dispatch) => dispatch.followByMail(ALICE)],
    ['a push service', (dispatch) => dispatch.followByPush(dispatch.push.subscribe())],
  ]
  test.each(HANGS)('while %s hangs waits ten seconds, and gives back what was under way', async (_, follow) => {
    const dispatch = await open()
    await follow(dispatch)
    await dispatch.post()
    ;[dispatch.mail.fault, dispatch.push.fault] = [() => 'hang', () => 'hang']
    const telling = dispatch.dispatcher()
    telling.start()
    await expect.poll(() => dispatch.mail.requests.length + dispatch.push.requests.length).toBe(1)
    await inOwnTime(['setTimeout'], async () => {
      const stopped = telling.stop()
      await vi.advanceTimersByTimeAsync(GRACE - 1)
      expect(await states(dispatch)).toEqual(['sending'])
      vi.advanceTimersByTime(1)
      await stopped
      expect(await states(dispatch)).toEqual(['queued'])
    })
    // Whoever comes next need not wait: it was not the delivery that was refused.
    ;[dispatch.mail.fault, dispatch.push.fault] = [() => undefined, () => undefined]
    await dispatch.deliver()
    expect(await states(dispatch)).toEqual(['sent'])
  })

  test('writes down what it has just sent', async () => {
    const dispatch = await open()
    for (let n = 0; n < 20; n++) await dispatch.followByPush(dispatch.push.subscribe())
    await dispatch.post()
    const telling = dispatch.dispatcher()
    telling.start()
    await expect.poll(() => dispatch.push.accepted.length).toBe(20)
    await telling.stop()
    expect(new Set(await states(dispatch))).toEqual(new Set(['sent']))
  })

  test('closes its ways out', async () => {
    const { db, clock } = await open()
    const closed: string[] = []
    const channels = [createFaxMachine('a secret'), createPager()].map((channel) => ({
      ...channel,
      close: async () => void closed.push(channel.kind.name),
    }))
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    await createDispatcher({ db, channels, clock, random: () => 0.5, log }).stop()
    expect(closed).toEqual(['fax', 'pager'])
  })

  test('takes nothing new', async () => {
    const dispatch = await open()
    await dispatch.crowd(1_000)
    await dispatch.post()
    const telling = dispatch.dispatcher()
    dispatch.mail.latency = 100
    const asking = Promise.withResolvers<void>()
    dispatch.mail.onRequest = () => asking.resolve()
    telling.start()
    await asking.promise
    await telling.stop()
    expect(dispatch.mail.requests).toHaveLength(1)
    const left = (await states(dispatch)).filter((state) => state !== 'sent')
    expect(left.length).toBeGreaterThan(0)
    expect(left).toEqual(Array(left.length).fill('queued'))
  })

  test('does not give back what it has sent and cannot write down', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    await dispatch.post()
    await noRoom(dispatch.db, "new.state = 'sent'")
    const telling = dispatch.dispatcher()
    await expect(telling.runUntilIdle()).rejects.toThrow('disk is full')
    await telling.stop()
    await sql`drop trigger full_disk`.execute(dispatch.db)
    expect(await states(dispatch)).toEqual(['sending'])
    await dispatch.deliver()
    expect(browser.messages()).toHaveLength(1)
  })
})

test('a dispatcher that cannot write down what it has sent sends nothing more', async () => {
  const dispatch = await open()
  const browser = dispatch.push.subscribe()
  await dispatch.followByPush(browser)
  await dispatch.post({ title: 'One' })
  await noRoom(dispatch.db, "new.state = 'sent'")
  const telling = dispatch.dispatcher()
  await expect(telling.runUntilIdle()).rejects.toThrow('disk is full')
  await dispatch.post({ title: 'Two' })
  await expect(telling.runUntilIdle()).rejects.toThrow('disk is full')
  expect(browser.messages()).toHaveLength(1)
  await sql`drop trigger full_disk`.execute(dispatch.db)
  await telling.runUntilIdle()
  expect(browser.messages()).toHaveLength(2)
})

describe('a lease', () => {
  test('is short, and is renewed for as long as the sending takes', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.followByPush(dispatch.push.subscribe())
    await dispatch.post()
    ;[dispatch.mail.fault, dispatch.push.fault] = [() => 'hang', () => 'hang']
    const telling = dispatch.dispatcher()
    await inOwnTime(['setInterval'], async () => {
      const told = telling.runUntilIdle()
      await expect.poll(() => dispatch.mail.requests.length + dispatch.push.requests.length).toBe(2)
      expect(await leases(dispatch)).toEqual([45_000, 45_000])
      dispatch.clock.advance(40_000)
      await vi.advanceTimersByTimeAsync(RENEWED_EVERY)
      await expect.poll(() => leases(dispatch)).toEqual([45_000, 45_000])
      await Promise.all([dispatch.mail.close(), dispatch.push.close()])
      await told
    })
    expect(await leases(dispatch)).toEqual([null, null])
  })

  test('that cannot be renewed is noted, and tried again', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    dispatch.mail.fault = () => 'hang'
    await inOwnTime(['setInterval'], async () => {
      const told = dispatch.deliver()
      await expect.poll(() => dispatch.mail.requests.length).toBe(1)
      await noRoom(dispatch.db, "new.state = 'sending'")
      await vi.advanceTimersByTimeAsync(RENEWED_EVERY)
      await expect.poll(() => dispatch.log).toMatchObject([{ level: 'warn', text: 'leases are not renewed; retrying' }])
      await sql`drop trigger full_disk`.execute(dispatch.db)
      dispatch.clock.advance(40_000)
      await vi.advanceTimersByTimeAsync(RENEWED_EVERY)
      await expect.poll(() => leases(dispatch)).toEqual([45_000])
      expect(dispatch.log.map(({ text }) => text)).toEqual(['leases are not renewed; retrying', 'leases are renewed'])
      await dispatch.mail.close()
      await told
    })
  })

  test('of what broke off is left to run out', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.followByMail(BOB)
    await dispatch.post()
    await sql`create trigger full_disk before insert on batches
      begin select raise(abort, 'database or disk is full'); end`.execute(dispatch.db)
    await inOwnTime(['setInterval'], async () => {
      await dispatch.deliver()
      expect(await leases(dispatch)).toEqual([45_000, 45_000])
      dispatch.clock.advance(40_000)
      await vi.advanceTimersByTimeAsync(2 * RENEWED_EVERY)
      await dispatch.deliver()
      expect(await leases(dispatch)).toEqual([5_000, 5_000])
    })
    await sql`drop trigger full_disk`.execute(dispatch.db)
    dispatch.clock.advance(5_000)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(2)
  })
})
