import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { providerFault } from '../../support/outside/mail-provider.ts'
import { faultsInTurn } from '../../support/outside/stand-in.ts'
import { ALICE, BOB } from '../../support/people.ts'

const open = async () => testDispatcher((await sqliteInMemory()).db)

describe('a delivery that is put off', () => {
  const ASKED = { status: 503, retryAfter: 120 }

  test('until the time that the mail provider names is not tried before', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    dispatch.mail.fault = faultsInTurn(ASKED)
    await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(119_000)
    await dispatch.deliver()
    expect(dispatch.mail.requests).toHaveLength(1)
    dispatch.clock.advance(14_000)
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })

  test('until the time that a push service names is not tried before', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    dispatch.push.fault = faultsInTurn(ASKED)
    await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(119_000)
    await dispatch.deliver()
    expect(dispatch.push.requests).toHaveLength(1)
    dispatch.clock.advance(14_000)
    await dispatch.deliver()
    expect(browser.messages()).toHaveLength(1)
  })

  test('without a time is tried after five seconds, then after ten more', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    dispatch.mail.fault = faultsInTurn({ status: 500 }, { status: 500 })
    await dispatch.post()
    const asked: number[] = []
    for (let second = 0; second <= 20; second++) {
      await dispatch.deliver()
      asked.push(dispatch.mail.requests.length)
      dispatch.clock.advance(1_000)
    }
    expect([asked[4], asked[5], asked[14], asked[15]]).toEqual([1, 2, 2, 3])
  })

  test('beyond the time for which the provider knows the mail is given up at once', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    dispatch.mail.fault = () => ({ status: 503, retryAfter: 3600 })
    await dispatch.post()
    const began = dispatch.clock()
    for (let hour = 0; hour < 20; hour++) {
      await dispatch.deliver()
      dispatch.clock.advance(HOUR * 1.05)
    }
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'failed', error: expect.stringMatching(/^gave up/) }])
    expect((await dispatch.deliveries())[0]?.settled_at).toBeLessThan(began + 20 * HOUR)
  })

  test('with others of its lane waits for the longest time that was named', async () => {
    const dispatch = await open()
    await dispatch.crowd(300)
    dispatch.mail.fault = faultsInTurn(
      undefined,
      providerFault(429, 'rate_limit_exceeded', 10),
      providerFault(429, 'rate_limit_exceeded', 100),
    )
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.requests).toHaveLength(3)
    dispatch.clock.advance(99_000)
    await dispatch.deliver()
    expect(dispatch.mail.requests).toHaveLength(3)
    expect(dispatch.dispatcher().status().lanes).toEqual([])
    dispatch.clock.advance(12_000)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(300)
  })

  test('is seen: its lane says until when', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    dispatch.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded', 100))
    await dispatch.post()
    const telling = dispatch.dispatcher()
    await telling.runUntilIdle()
    expect(telling.status().lanes).toEqual([{ name: 'email', inFlight: 0, openUntil: dispatch.clock() + 105_000 }])
    dispatch.clock.advance(2 * HOUR)
    expect(telling.status().lanes).toEqual([{ name: 'email', inFlight: 0, openUntil: null }])
  })
})

describe('a provider that is down', () => {
  test('is not asked about everybody: after a few failures only probes go out', async () => {
    const dispatch = await open()
    await dispatch.crowd(3_000)
    for (let n = 0; n < 600; n++) await dispatch.followByPush(dispatch.push.subscribe())
    ;[dispatch.mail.fault, dispatch.push.fault] = [() => ({ status: 500 }), () => ({ status: 500 })]
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.requests.length).toBeLessThanOrEqual(10)
    expect(dispatch.push.requests.length).toBeLessThanOrEqual(200)
  })
})

describe('mails of one incident', () => {
  test('keep their order when the provider refuses some and takes others', async () => {
    const dispatch = await open()
    await dispatch.crowd(5)
    const incident = await dispatch.post({ body: 'first' })
    dispatch.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded'), undefined, { status: 500 }, 'reset')
    for (const body of ['second', 'third']) await dispatch.update(incident, { body })
    for (let minute = 0; minute < 10; minute++) {
      await dispatch.deliver()
      dispatch.clock.advance(60_000)
    }
    const told = Map.groupBy(dispatch.mail.accepted, ({ to }) => String(to))
    expect(told.size).toBe(5)
    for (const mails of told.values()) {
      expect(mails.map(({ text }) => /first|second|third/.exec(text)?.[0])).toEqual(['first', 'second', 'third'])
    }
  })

  test('wait for the one before, however long that is put off', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    const incident = await dispatch.post({ body: 'first' })
    dispatch.mail.fault = faultsInTurn({ status: 503, retryAfter: 600 })
    await dispatch.deliver()
    await dispatch.update(incident, { body: 'second' })
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toEqual([])
    dispatch.clock.advance(HOUR)
    await dispatch.deliver()
    const told = dispatch.mail.to(ALICE).map(({ text }) => /first|second/.exec(text)?.[0])
    expect(told).toEqual(['first', 'second'])
  })

  test('do not wait for those of another incident', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.post({ title: 'First' })
    dispatch.mail.fault = faultsInTurn({ status: 503, retryAfter: 600 })
    await dispatch.deliver()
    await dispatch.post({ title: 'Second' })
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE).map(({ subject }) => subject)).toEqual(['[Incident] Investigating – Second'])
  })
})

describe('a clock that is set back by half an hour or three', () => {
  const BACK = [HOUR / 2, 3 * HOUR]

  test.each(BACK)('does not keep waiting what was never tried: %i', async (back) => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    // A dispatcher finds out who is to be told, and can tell nobody.
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const { db, clock } = dispatch
    await createDispatcher({ db, channels: [], clock, random: () => 0.5, log }).runUntilIdle()
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'queued', attempts: 0 }])
    dispatch.clock.advance(-back)
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })

  test.each(BACK)('lets the lease of who has died run out: %i', async (back) => {
    const dispatch = await open()
    await dispatch.followByPush(dispatch.push.subscribe())
    await dispatch.post()
    dispatch.push.fault = faultsInTurn({ status: 503 })
    await dispatch.deliver()
    const lease = { state: 'sending', lease_token: 'of the dead', lease_until: dispatch.clock() + 45_000 } as const
    await dispatch.db.updateTable('deliveries').set(lease).execute()
    dispatch.clock.advance(-back)
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'sent' }])
  })
})

describe('a subscriber', () => {
  test('stays on when the one who found the address dead had lost the lease', async () => {
    const dispatch = await open()
    const id = await dispatch.followByPush(dispatch.push.subscribe())
    let taken: Promise<unknown> | undefined
    dispatch.push.fault = () => {
      taken ??= dispatch.db.updateTable('deliveries').set({ lease_token: 'of another' }).execute()
      return { status: 410 }
    }
    await dispatch.post()
    await dispatch.deliver()
    await taken
    expect(await dispatch.subscriber(id)).toMatchObject({ state: 'active' })
    expect(dispatch.log.map(({ text }) => text)).toContain('leases expired before their results were written')
  })

  test('counts as heard of when a message was taken, not when it failed', async () => {
    const dispatch = await open()
    const [good, bad] = [dispatch.push.subscribe('good'), dispatch.push.subscribe('bad')]
    const ids = [await dispatch.followByPush(good), await dispatch.followByPush(bad)]
    const began = dispatch.clock()
    dispatch.clock.advance(40 * DAY)
    dispatch.push.fault = ({ browser }) => (browser === 'bad' ? { status: 400 } : undefined)
    await dispatch.post()
    await dispatch.deliver()
    const heardOf = await Promise.all(ids.map(async (id) => (await dispatch.subscriber(id)).updated_at))
    expect(heardOf).toEqual([dispatch.clock(), began])
  })
})

describe('what is seen of a dispatcher', () => {
  test('is its last error, until that is over, and when it last looked for work', async () => {
    const dispatch = await open()
    const telling = dispatch.dispatcher()
    await dispatch.followByMail(BOB)
    await sql`create trigger full_disk before insert on deliveries
      begin select raise(abort, 'database or disk is full'); end`.execute(dispatch.db)
    await dispatch.post()
    telling.start()
    await expect.poll(() => telling.status().lastError).toContain('disk is full')
    for (let turn = 0; turn < 3; turn++) {
      await expect.poll(() => telling.status().lookedAgo).toBeGreaterThan(50)
      const before = telling.status().lookedAgo
      telling.nudge()
      await expect.poll(() => telling.status().lookedAgo).toBeLessThan(before)
    }
    expect(dispatch.log).toHaveLength(1)
    await sql`drop trigger full_disk`.execute(dispatch.db)
    await expect.poll(() => dispatch.mail.to(BOB).length).toBe(1)
    await expect.poll(() => telling.status().lastError).toBeNull()
  })
})
