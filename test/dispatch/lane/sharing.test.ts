import { expect, test } from 'vitest'
import type { BatchChannel } from '../../../server/channels/channel.ts'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import { plainTime, sharedTime, type Time } from '../../../server/dispatch/time.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { manualClock } from '../../support/clock.ts'
import { onEachDatabase, sqliteInMemory } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { createFaxMachine } from '../../support/dispatch/fax/channel.ts'
import { providerFault } from '../../support/outside/mail-provider.ts'

onEachDatabase('a lane', (fresh) => {
  /** Twenty-five faxes that wait, and dispatchers for them. */
  async function waiting() {
    const dispatch = await testDispatcher((await fresh()).db)
    for (let n = 10; n < 35; n++) {
      await dispatch.followByMail(`2100000${n}`, { type: 'all' }, { channel: 'fax', id: `fax${n}` })
    }
    await dispatch.post()
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const telling = (change: Partial<BatchChannel>, random = () => 0.5, time?: Time) => {
      const channels = [{ ...createFaxMachine('a secret'), ...change }]
      return createDispatcher({ db: dispatch.db, channels, clock: dispatch.clock, random, log, ...(time && { time }) })
    }
    return { dispatch, telling }
  }

  test('puts off a batch as a whole, and different batches for different times', async () => {
    const { dispatch, telling } = await waiting()
    let turn = 0
    const random = () => (turn++ % 7) / 7
    await telling({ send: async () => ({ kind: 'later', why: 'busy', batch: 'retry-same' }) }, random).runUntilIdle()
    const batches = Map.groupBy(await dispatch.deliveries(), ({ batch_id }) => batch_id)
    expect(batches.size).toBe(3)
    const due = [...batches.values()].map((members) => new Set(members.map(({ due_at }) => due_at)))
    expect(due.map(({ size }) => size)).toEqual([1, 1, 1])
    expect(new Set(due.flatMap((times) => [...times])).size).toBe(3)
  })

  test('tells nothing more from the moment at which the clock cannot be relied on', async () => {
    const { dispatch, telling } = await waiting()
    let problem: string | null = null
    const time = Object.defineProperty({ ...plainTime(dispatch.clock) }, 'problem', { get: () => problem })
    const sent: unknown[] = []
    const send: BatchChannel['send'] = async (_, messages) => {
      sent.push(...messages)
      problem = 'the clock went astray'
      return { kind: 'settled', outcomes: messages.map(() => ({ kind: 'sent' })) }
    }
    await telling({ send }, () => 0.5, time).runUntilIdle()
    expect(sent).toHaveLength(10)
  })

  test('stays with who was asked to wait: nobody else asks the provider meanwhile', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(3)
    await dispatch.post()
    dispatch.mail.fault = () => providerFault(429, 'rate_limit_exceeded', 600)
    const [one, other] = [dispatch.dispatcher(), dispatch.dispatcher()]
    for (let second = 0; second < 60; second += 10) {
      await one.runUntilIdle()
      await other.runUntilIdle()
      dispatch.clock.advance(10_000)
      if (second === 30) await dispatch.post()
    }
    expect(dispatch.mail.requests).toHaveLength(1)
    dispatch.mail.fault = () => undefined
    dispatch.clock.advance(15 * MINUTE)
    await other.runUntilIdle()
    expect(dispatch.mail.accepted).toHaveLength(6)
  })
})

test('what passed since a mark is what either clock says: one stops while a machine sleeps, the other is set', async () => {
  const [clock, stopwatch] = [manualClock(), manualClock(0)]
  const { db, close } = await sqliteInMemory()
  const time = sharedTime({ db, clock, stopwatch })
  const mark = time.mark()
  clock.advance(60_000)
  expect(time.since(mark)).toBe(60_000)
  stopwatch.advance(90_000)
  clock.advance(-120_000)
  expect(time.since(mark)).toBe(90_000)
  await close()
})
