import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { hasUnexpanded } from '../../../db/delivery/expansion.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { arrived, dispatchersToKill } from '../../support/dispatch/killed.ts'
import { crowdOfContacts } from '../../support/organisations/crowd.ts'
import { proofs } from '../../support/organisations/proofs.ts'

onEachDatabase('ten thousand contacts of five hundred organisations', (_, freshFile) => {
  async function open(contacts = 10_000, organisations = 500) {
    const database = await freshFile()
    const dispatch = await testDispatcher(database.db)
    dispatch.clock.set(Date.now() - MINUTE)
    const addresses = await crowdOfContacts(database.db, {
      organisations,
      contacts,
      platforms: ['zoom-phone', 'teams'],
    })
    return { database, dispatch, addresses }
  }

  test('are told of a P1G: the first soon, and all are queued a little later', { timeout: 120_000 }, async () => {
    const { database, dispatch } = await open()
    await dispatch.crowd(2000)
    const first = Promise.withResolvers<number>()
    dispatch.mail.onRequest = () => first.resolve(performance.now())
    // Ten requests a second and a hundred mails in each, as Resend takes them.
    dispatch.mail.latency = 100
    const run = dispatchersToKill(dispatch.config, database.location)
    await run(async () => {
      const start = performance.now()
      await dispatch.post({ priority: 'P1G' })
      const untilFirst = (await first.promise) - start
      while ((await queued(dispatch)) < 10_000) await wait(200)
      const untilAll = performance.now() - start
      console.info(`first mail after ${Math.round(untilFirst)} ms, all queued after ${Math.round(untilAll)} ms`)
      // Seconds of a quiet machine; this is to find what grows with the square.
      expect(untilFirst).toBeLessThan(20_000)
      expect(untilAll).toBeLessThan(60_000)
    })
    const told = dispatch.mail.accepted.slice(0, 100).map(({ to }) => String(to))
    expect(told.filter((address) => !address.startsWith('contact'))).toEqual([])
    expect(await proofs(database.db)).toHaveLength(10_000)
  })

  test('are told once each, whenever the dispatcher dies', { timeout: 120_000 }, async () => {
    const { database, dispatch, addresses } = await open(2000, 100)
    await dispatch.crowd(300)
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.latency = 15
    const run = dispatchersToKill(dispatch.config, database.location)
    for (const ms of [5, 30, 60]) await run(() => wait(ms))
    for (const count of [1, 3]) await run(() => arrived(dispatch.mail, count))
    await run(async () => {
      await expect.poll(() => isOver(dispatch), { timeout: 60_000, interval: 50 }).toBe(true)
    })
    const told = dispatch.mail.accepted.map(({ to }) => String(to))
    expect(new Set(told).size).toBe(2300)
    expect(told).toHaveLength(2300)
    expect(addresses.filter((address) => !told.includes(address))).toEqual([])
    expect(await proofs(database.db)).toHaveLength(2000)
  })
})

async function queued({ db }: TestDispatcher): Promise<number> {
  const { count } = await db
    .selectFrom('contact_notices')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

async function isOver(dispatch: TestDispatcher): Promise<boolean> {
  return !(await hasUnexpanded(dispatch.db)) && (await dispatch.deliveries()).every(({ state }) => state === 'sent')
}
