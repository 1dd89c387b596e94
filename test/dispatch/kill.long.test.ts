import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, type SharedDatabase } from '../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../support/dispatch/dispatcher.ts'

const PEOPLE = 2000
const CACHE = join(tmpdir(), 'signalpost-compiled')
const CHILD = fileURLToPath(new URL('../support/dispatch/child.ts', import.meta.url))

/** A process that has loaded everything and waits to be told. */
function standby(): ChildProcess {
  return fork(CHILD, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
  })
}

/**
 * Lets it dispatch with a clock that is `ahead`: each one after the last by more than a lease, so that the test need
 * not wait for the leases of the dead.
 */
async function startWork(
  child: ChildProcess,
  dispatch: TestDispatcher,
  location: SharedDatabase['location'],
  ahead: number,
) {
  child.send({ ...dispatch.config, location, ahead })
  await once(child, 'message')
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  child.kill('SIGKILL')
  await gone
}

/** Moments to die at: while expanding, when a request arrives, when it was taken, and around its settling. */
const DEATHS = [
  ...[5, 30].map((ms) => ({ name: `${ms} ms after the start`, when: () => wait(ms) })),
  ...[1, 3].map((count) => ({
    name: `when request ${count} arrives`,
    when: (dispatch: TestDispatcher) => arrival(dispatch, count),
  })),
  ...[0, 2, 6, 15].map((ms) => ({
    name: `${ms} ms after an answer`,
    when: async (dispatch: TestDispatcher) => {
      await answer(dispatch)
      await wait(ms)
    },
  })),
]

function arrival(dispatch: TestDispatcher, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let seen = 0
  dispatch.mail.onRequest = () => {
    seen += 1
    if (seen === count) resolve()
  }
  return promise
}

function answer(dispatch: TestDispatcher): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  dispatch.mail.onAnswer = () => resolve()
  return promise
}

onEachDatabase('kill -9', (_, freshFile) => {
  test('at any moment of a large fan-out loses nobody and tells nobody twice', { timeout: 60_000 }, async () => {
    const database = await freshFile()
    const dispatch = await testDispatcher(database.db)
    dispatch.clock.set(Date.now() - MINUTE)
    await dispatch.crowd(PEOPLE)
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.latency = 15
    let ahead = 0
    let next = standby()
    for (const { when } of DEATHS) {
      const child = next
      next = standby()
      await startWork(child, dispatch, database.location, ahead)
      await Promise.race([when(dispatch), wait(1500)])
      await kill(child)
      ahead += MINUTE
    }
    const taken = dispatch.mail.accepted.length
    await startWork(next, dispatch, database.location, ahead)
    await expect.poll(() => unsettled(dispatch), { timeout: 15_000, interval: 50 }).toBe(0)
    await kill(next)
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThan(PEOPLE)
    expect(dispatch.mail.requests.length).toBeGreaterThan(dispatch.mail.accepted.length / 100)
    expect(new Set(dispatch.mail.accepted.map((mail) => mail.to)).size).toBe(PEOPLE)
    expect(dispatch.mail.accepted).toHaveLength(PEOPLE)
  })
})

async function unsettled(dispatch: TestDispatcher): Promise<number> {
  const [{ expanded_at: expanded } = { expanded_at: null }] = await dispatch.db
    .selectFrom('events')
    .select('expanded_at')
    .where('notify', '=', 1)
    .execute()
  return expanded === null
    ? PEOPLE
    : (await dispatch.deliveries()).filter((delivery) => delivery.state !== 'sent').length
}
