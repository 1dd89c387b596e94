import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import type { TestDispatcher } from './dispatcher.ts'

const CACHE = join(tmpdir(), 'signalpost-compiled')
const CHILD = fileURLToPath(new URL('child.ts', import.meta.url))

async function kill(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  child.kill('SIGKILL')
  await gone
}

/** Runs dispatchers in processes of their own, one after the other; each is killed (`-9`) after `until`, the next is a minute ahead. */
export function dispatchersToKill(config: TestDispatcher['config'], location: object) {
  let ahead = 0
  return async (until: () => Promise<unknown>) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: CACHE }
    const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env })
    onTestFinished(() => kill(child))
    child.send({ ...config, location, ahead })
    await once(child, 'message')
    await until()
    await kill(child)
    ahead += MINUTE
  }
}

/** Waits until so many more requests came there, three seconds at most. */
export function arrived(there: { requests: unknown[]; onRequest: (one: never) => void }, more: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const enough = there.requests.length + more
  there.onRequest = () => there.requests.length >= enough && resolve()
  return Promise.race([promise, wait(3000)])
}
