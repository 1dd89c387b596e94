import '../../lib/temporal.ts'
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../../db/open.ts'
import { useAddressSecret } from '../../../db/system/audit-key.ts'
import { createChannels } from '../../channels/index.ts'
import { Durations } from '../../lib/metrics/distribution.ts'
import type { Log } from '../context.ts'
import { createDispatcher } from '../dispatcher.ts'
import { sharedTime } from '../time.ts'
import { watchQueue } from './queue-watch.ts'
import type { DispatchOptions, ThreadCommand, ThreadReport } from './thread-messages.ts'
import { timed } from './timed-channel.ts'

/** The dispatcher in a thread of its own: encrypting a thousand pushes must not keep a page waiting. */
const port = parentPort
if (!port) throw new Error('This file is started as a thread; see thread.ts.')

const HEARTBEAT = 500

const report = (message: ThreadReport) => port.postMessage(message)
const logger = (level: 'info' | 'warn' | 'error') => (fields: object, text: string) =>
  report({ type: 'log', level, fields: Object.fromEntries(Object.entries(fields).map(plain)), text })
const log: Log = { info: logger('info'), warn: logger('warn'), error: logger('error') }

/** Errors may carry what cannot be sent between threads. */
function plain([name, value]: [string, unknown]): [string, unknown] {
  if (!(value instanceof Error)) return [name, value]
  return [name, { type: value.name, message: value.message, stack: value.stack }]
}

const options: DispatchOptions = workerData
const db = openDatabase(options.location)
useAddressSecret(db, options.addressSecret)
const time = sharedTime({ db, clock: Date.now, stopwatch: () => performance.now() })
/** Seconds of one request to the other side. */
const sendTimes = new Durations([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20])
const channels = createChannels(options, time.now).map((channel) => timed(channel, sendTimes, () => performance.now()))
const holder = crypto.randomUUID()
const dispatcher = createDispatcher({ db, channels, time, holder, clock: time.now, random: Math.random, log })
const queue = watchQueue({
  ...{ db, holder, clock: time.shown, kinds: channels.map(({ kind }) => kind) },
  heldBack: () => dispatcher.status().lanes.flatMap(({ name, openUntil }) => (openUntil ? [name] : [])),
})
const queueReport = () => {
  const { problems, measures } = queue.report()
  return { problems, measures: { ...measures, messages_send_seconds: sendTimes.distributions() } }
}
const heartbeat = setInterval(
  () => report({ type: 'status', status: dispatcher.status(), queue: queueReport() }),
  HEARTBEAT,
)

port.on('message', async (command: ThreadCommand) => {
  if (command === 'nudge') return dispatcher.nudge()
  clearInterval(heartbeat)
  port.removeAllListeners('message')
  await queue.stop()
  await dispatcher.stop()
  await db.destroy()
  port.close()
})
dispatcher.start()
