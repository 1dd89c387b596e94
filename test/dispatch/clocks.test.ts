import { expect, test } from 'vitest'
import { readPostgresTime } from '../../db/delivery/moment.ts'
import { write } from '../../db/open.ts'
import { DAY, HOUR } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, onPostgres, type SharedDatabase } from '../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { dispatcherOn, realClock } from '../support/dispatch/machine.ts'

/** An incident about to be told to some browsers and mailboxes, by push services and a provider that take their time. */
async function posted({ db }: SharedDatabase, latency = 400): Promise<TestDispatcher> {
  const dispatch = await testDispatcher(db)
  dispatch.clock.set(Date.now())
  await dispatch.crowd(20)
  for (let n = 0; n < 20; n++) await dispatch.followByPush(dispatch.push.subscribe())
  dispatch.mail.latency = latency
  dispatch.push.latency = latency
  await dispatch.post({ priority: 'P1' })
  return dispatch
}

const states = async (dispatch: TestDispatcher) => [
  ...new Set((await dispatch.deliveries()).map((delivery) => delivery.state)),
]

/** Until all are settled: how many requests went out. */
async function settled(dispatch: TestDispatcher) {
  await expect.poll(() => states(dispatch), { timeout: 15_000, interval: 50 }).toEqual(['sent'])
  return { mails: dispatch.mail.requests.length, pushes: dispatch.push.requests.length }
}

onPostgres('machines whose clocks differ', (fresh) => {
  test('go by a clock that goes on within a transaction: who waited for a lock leases from then on', async () => {
    const { db } = await fresh()
    await write(db, async (trx) => {
      const before = await readPostgresTime(trx)
      await expect.poll(() => readPostgresTime(trx)).toBeGreaterThan(before)
    })
  })

  test.each([-300_000, -100_000, 60_000])('by %i ms tell everybody once, noticed or not', async (ahead) => {
    const database = await fresh()
    const dispatch = await posted(database)
    const machines = [realClock(), realClock(() => ahead)]
    const telling = machines.map((machine) =>
      dispatcherOn(dispatch, database.location, machine, () => ({ problem: null })),
    )
    for (const each of telling) each.start()
    const nudging = setInterval(() => telling.map((each) => each.nudge()), 20)
    expect(await settled(dispatch)).toEqual({ mails: 1, pushes: 20 })
    clearInterval(nudging)
  })

  test('by more than two seconds from the database’s do not tell until they are within one', async () => {
    const database = await fresh()
    const dispatch = await posted(database, 0)
    let ahead = 3000
    const telling = dispatcherOn(
      dispatch,
      database.location,
      realClock(() => ahead),
    )
    await telling.runUntilIdle()
    expect(telling.status().clockProblem).toMatch(/^the clock here is (3|2\.\d) s ahead of the database's/)
    ahead = 1500
    await telling.runUntilIdle()
    expect(telling.status().clockProblem).toMatch(/ahead of/)
    expect(dispatch.push.requests).toEqual([])
    ahead = -500
    await telling.runUntilIdle()
    expect(telling.status().clockProblem).toBe(null)
    expect(await settled(dispatch)).toEqual({ mails: 1, pushes: 20 })
    ahead = -1500
    await dispatch.post()
    await telling.runUntilIdle()
    expect(dispatch.push.requests).toHaveLength(40)
    expect(dispatch.log.filter(({ text }) => text.startsWith('the clock here'))).toHaveLength(2)
  })
})

onEachDatabase('a clock that is set while messages are under way', (_, freshFile) => {
  test.each([HOUR, -HOUR, DAY, -300_000])('by %i ms repeats none of them', async (step) => {
    const database = await freshFile()
    const dispatch = await posted(database, 500)
    let ahead = 0
    const telling = dispatcherOn(
      dispatch,
      database.location,
      realClock(() => ahead),
    )
    telling.start()
    await expect.poll(() => dispatch.push.requests.length, { interval: 10 }).toBe(20)
    ahead = step
    const nudging = setInterval(() => telling.nudge(), 20)
    expect(await settled(dispatch)).toEqual({ mails: 1, pushes: 20 })
    clearInterval(nudging)
  })
})
