import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { retryDeliveries } from '../../../server/actions/delivery/retry-deliveries.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { accepted } from '../../support/result.ts'

const CHILD = fileURLToPath(new URL('../../support/dispatch/child.ts', import.meta.url))
const PEOPLE = 500

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

onEachDatabase('kill -9 while what failed is sent again', (_, freshFile) => {
  test('loses nobody and tells nobody twice', { timeout: 60_000 }, async () => {
    const database = await freshFile()
    const dispatch = await testDispatcher(database.db)
    dispatch.clock.set(Date.now() - MINUTE)
    await dispatch.crowd(PEOPLE)
    await dispatch.post()
    await dispatch.deliver()
    await database.db.updateTable('deliveries').set({ state: 'failed', error: 'refused', reference: null }).execute()
    const [eventId = 0] = (await dispatch.deliveries()).map(({ event_id }) => event_id)
    dispatch.mail.accepted.length = 0
    const ctx = {
      db: database.db,
      plan: DEFAULT_PLAN,
      actor: { name: 'staff/Rosa', role: 'agent' },
      now: dispatch.clock(),
    } as const
    accepted(await retryDeliveries(ctx, { eventId, channel: 'email' }, PEOPLE))
    dispatch.mail.latency = 15
    for (const ahead of [0, 1, 2, 3]) {
      const isLast = ahead === 3
      const answered = Promise.withResolvers<void>()
      dispatch.mail.onAnswer = () => answered.resolve()
      const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      child.send({ ...dispatch.config, location: database.location, ahead: ahead * MINUTE })
      await once(child, 'message')
      if (isLast) {
        const left = async () => (await dispatch.deliveries()).filter(({ state }) => state !== 'sent').length
        await expect.poll(left, { timeout: 20_000, interval: 50 }).toBe(0)
      } else await Promise.race([answered.promise.then(() => wait(ahead * 3)), wait(1500)])
      await kill(child)
    }
    expect(dispatch.mail.accepted).toHaveLength(PEOPLE)
    expect(new Set(dispatch.mail.accepted.map(({ to }) => to)).size).toBe(PEOPLE)
  })
})
