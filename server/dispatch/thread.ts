import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Log } from './context.ts'
import type { DispatcherStatus } from './dispatcher.ts'
import type { DispatchOptions, Message, Order } from './messages.ts'

export type { DispatchOptions } from './messages.ts'

/** The dispatcher's thread as the rest of the service knows it. */
export interface DispatchThread {
  /** Something was posted. */
  nudge(): void
  /** What keeps it from its work, in words, and numbers by metric name. */
  status(): { problems: string[]; gauges: Record<string, number> }
  /** Finishes what is under way, for ten seconds at most, and gives the rest back. */
  stop(): Promise<void>
}

const RESTART = 1_000
/** It reports twice a second; a turn may wait ten seconds for a locked database. */
const SILENCE = 15_000
const PATIENCE = 15_000

/** Starts the dispatcher in a thread of its own, and again whenever it dies. */
export function startDispatchThread(options: DispatchOptions, log: Log): DispatchThread {
  let worker = launch()
  let stopping = false
  let status: DispatcherStatus | undefined
  let heardAt = performance.now()
  let restart: NodeJS.Timeout | undefined

  function launch(): Worker {
    const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options })
    thread.on('message', (message: Message) => {
      if (message.type === 'log') return log[message.level](message.fields, message.text)
      status = message.status
      heardAt = performance.now()
    })
    thread.on('error', (error) => log.error({ err: error }, 'the dispatcher died'))
    thread.on('exit', () => {
      if (!stopping) restart = setTimeout(() => (worker = launch()), RESTART)
    })
    return thread
  }

  const tell = (order: Order) => worker.postMessage(order)
  return {
    nudge: () => tell('nudge'),
    status: () => ({ problems: problemsOf(status, performance.now() - heardAt), gauges: gaugesOf(status) }),
    async stop() {
      stopping = true
      clearTimeout(restart)
      if (worker.threadId === -1) return
      const gone = once(worker, 'exit')
      tell('stop')
      const impatient = setTimeout(() => worker.terminate(), PATIENCE)
      await gone
      clearTimeout(impatient)
    },
  }
}

function problemsOf(status: DispatcherStatus | undefined, silence: number): string[] {
  if (silence > SILENCE) return [`has not been heard of for ${Math.round(silence / 1000)} s`]
  return status?.trouble ? [status.trouble] : []
}

function gaugesOf(status: DispatcherStatus | undefined): Record<string, number> {
  const lanes = status?.lanes ?? []
  return {
    dispatcher_deliveries_under_way: lanes.reduce((sum, lane) => sum + lane.busy, 0),
    dispatcher_lanes_held_back: lanes.filter((lane) => lane.heldUntil !== null).length,
  }
}
