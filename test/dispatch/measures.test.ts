import { expect, test } from 'vitest'
import { timed } from '../../server/dispatch/thread/timed-channel.ts'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import { Durations } from '../../server/lib/metrics/distribution.ts'
import { sqliteInMemory } from '../support/database.ts'
import { testDispatcher } from '../support/dispatch/dispatcher.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'

test('the first message of a post tells how long it took to go out, once for each channel', async () => {
  const dispatch = await testDispatcher((await sqliteInMemory()).db)
  await dispatch.crowd(3)
  await dispatch.followByPush(dispatch.push.subscribe())
  const dispatcher = dispatch.dispatcher()
  await dispatch.post()
  dispatch.clock.advance(3_000)
  await dispatcher.runUntilIdle()
  const [one, other] = dispatcher.status().counts.messages_first_sent_seconds as readonly {
    count: number
    sum: number
  }[]
  expect([one, other]).toMatchObject([
    { count: 1, sum: expect.closeTo(3, 1) },
    { count: 1, sum: expect.closeTo(3, 1) },
  ])
})

test('attempts that did not get through are counted by channel and kind, tried again or given up', async () => {
  const dispatch = await testDispatcher((await sqliteInMemory()).db)
  await dispatch.followByPush(dispatch.push.subscribe())
  dispatch.push.fault = faultsInTurn({ status: 500 }, { status: 410 })
  const dispatcher = dispatch.dispatcher()
  await dispatch.post()
  await dispatcher.runUntilIdle()
  dispatch.clock.advance(10 * MINUTE)
  await dispatcher.runUntilIdle()
  expect(dispatcher.status().counts.messages_failures_total).toEqual([
    { labels: { channel: 'webpush', reason: 'http 500' }, value: 1 },
    { labels: { channel: 'webpush', reason: 'http 410' }, value: 1 },
  ])
})

test('a request to the other side is timed whatever comes of it, also one of the staff’s own way', async () => {
  const durations = new Durations([1, 10])
  let now = 0
  const send = async () => {
    now += 4_000
    throw new Error('unreachable')
  }
  const channel = { kind: { name: 'fax' }, mode: 'single', send, close: async () => {} }
  const both = timed({ ...channel, staff: channel } as never, durations, () => now) as unknown as typeof channel & {
    staff: typeof channel
  }
  await expect(both.send()).rejects.toThrow('unreachable')
  await expect(both.staff.send()).rejects.toThrow('unreachable')
  expect(durations.distributions()).toEqual([
    { labels: { channel: 'fax' }, buckets: [1, 10], counts: [0, 2], sum: 8, count: 2 },
  ])
})
