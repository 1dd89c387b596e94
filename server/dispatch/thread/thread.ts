import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { channelOfLane, labelOf } from '../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed } from '../../channels/kinds.ts'
import type { Measures } from '../../lib/metrics/catalogue.ts'
import type { Log } from '../context.ts'
import type { DispatcherStatus } from '../dispatcher.ts'
import { EMPTY_QUEUE } from './queue-watch.ts'
import type { DispatchOptions, ThreadCommand, ThreadReport } from './thread-messages.ts'

export type { DispatchOptions } from './thread-messages.ts'

/** The dispatcher's thread as the rest of the service knows it. */
export interface DispatchThread {
  /** Something was posted. */
  nudge(): void
  /** What keeps it from working, in words and what it has measured. */
  status(): { problems: string[]; measures: Measures }
  /** Why the clock here was not to be relied on when the thread reported last, or null. */
  clockProblem(): string | null
  /** Finishes what is in flight, for ten seconds at most, and releases the rest. */
  stop(): Promise<void>
}

/** Longer each time, so that one which dies at once does not fill the log. */
const RESTART = { first: 1_000, longest: 60_000 }
/** It reports, and looks for work, twice a second; a turn may wait ten seconds for a locked database. */
const SILENCE = 15_000
const STOP_WITHIN = 15_000

/** Starts the dispatcher in a thread of its own, and again whenever it dies. */
export function startDispatchThread(options: DispatchOptions, log: Log): DispatchThread {
  let worker = launch()
  let stopping = false
  let status: DispatcherStatus | undefined
  let queue = EMPTY_QUEUE
  let heardAt = performance.now()
  let restart: NodeJS.Timeout | undefined
  let deaths = 0

  function launch(): Worker {
    const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options })
    thread.on('message', (report: ThreadReport) => {
      if (report.type === 'log') return log[report.level](report.fields, report.text)
      if (deaths > 0) log.info({ deaths }, 'the dispatcher thread runs again')
      deaths = 0
      status = report.status
      queue = report.queue
      heardAt = performance.now()
    })
    thread.on('error', (error) => log.error({ err: error }, 'dispatcher thread died; restarting it'))
    thread.on('exit', () => {
      const pause = Math.min(RESTART.longest, RESTART.first * 2 ** deaths)
      deaths += 1
      if (!stopping) restart = setTimeout(() => (worker = launch()), pause)
    })
    return thread
  }

  const send = (command: ThreadCommand) => worker.postMessage(command)
  return {
    nudge: () => send('nudge'),
    status: () => ({
      problems: [...problemsOf(status, performance.now() - heardAt), ...queue.problems],
      measures: { ...measuresOf(status), ...queue.measures },
    }),
    clockProblem: () => status?.clockProblem ?? null,
    async stop() {
      stopping = true
      clearTimeout(restart)
      if (worker.threadId === -1) return
      const gone = once(worker, 'exit')
      send('stop')
      const timeout = setTimeout(() => worker.terminate(), STOP_WITHIN)
      await gone
      clearTimeout(timeout)
    },
  }
}

function problemsOf(status: DispatcherStatus | undefined, silence: number): string[] {
  if (silence > SILENCE) return [`no heartbeat for ${Math.round(silence / 1000)} s`]
  const { lookedAgo = 0, lastError, clockProblem } = status ?? {}
  const idle = lookedAgo > SILENCE ? `has not looked for work for ${Math.round(lookedAgo / 1000)} s` : null
  return [lastError, clockProblem, idle].filter((problem) => typeof problem === 'string')
}

function measuresOf({ lanes = [], counts = [] }: Partial<DispatcherStatus> = {}): Measures {
  const labelled = Map.groupBy(lanes, ({ name }) => labelOf(kindNamed(CHANNEL_KINDS, channelOfLane(name)), name))
  const each = (measured: (lanes: DispatcherStatus['lanes']) => number) =>
    [...labelled].map(([lane, of]) => ({ labels: { channel: channelOfLane(lane), lane }, value: measured(of) }))
  return {
    messages_total: counts,
    messages_under_way: each((of) => of.reduce((sum, { inFlight }) => sum + inFlight, 0)),
    dispatcher_lane_held_back: each((of) => (of.some(({ openUntil }) => openUntil !== null) ? 1 : 0)),
  }
}
