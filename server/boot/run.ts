import type pino from 'pino'
import { loadConfig } from '../config/index.ts'
import { becomeOwner } from './data-dir/owner.ts'
import { explain, isMisconfigured } from './explain-error.ts'
import { createLog } from './log/log.ts'
import { standardError } from './log/sink.ts'
import { type Pages, type Service, startService } from './service.ts'
import { welcome } from './welcome.ts'

/**
 * Starts the service, which runs until it is to stop; that may be at any moment of its start. Exits with code 78 if the
 * configuration is wrong. Pages other than the compiled ones are for development.
 */
export async function runServer(stop: AbortSignal, pages?: Pages): Promise<void> {
  // Whoever reads what is printed may be gone, or the disk full: that ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    const config = loadConfig()
    const owner = becomeOwner(config.dataDir)
    const sink = await standardError()
    const log = createLog(config.logLevel, sink)
    if (owner !== null) log.info({ owner }, 'started by root: goes on as the owner of DATA_DIR')
    for (const text of config.misnamed) log.warn(text)
    const measures = () => ({ log_lines_dropped_total: sink.dropped() })
    // A failure that nobody waits for any more leaves nothing half done: it is no reason to end what serves the page.
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody waited for'))
    onStop(stop, () => watchStop(stop, log))
    const service = await startService(config, log, { stop, pages, measures })
    process.stdout.write(welcome(service))
    onStop(stop, () => void end(service, log))
  } catch (error) {
    // A start that was given up, and has closed what it had opened.
    if (stop.aborted && error === stop.reason) process.exit(0)
    process.stderr.write(`${explain(error)}\n`)
    // Parts that were started would keep the process alive.
    process.exit(isMisconfigured(error) ? 78 : 1)
  }
}

function onStop(stop: AbortSignal, work: () => void): void {
  if (stop.aborted) work()
  else stop.addEventListener('abort', work)
}

/** Requests and messages have ten seconds; more is a part that waits for something that does not come. */
const STOP_WITHIN = 20_000

function watchStop({ reason: signal }: AbortSignal, log: pino.Logger): void {
  log.info({ signal }, 'stopping: finishing requests and messages in progress')
  setTimeout(() => {
    log.error('stopping took too long: a database or a provider does not answer')
    process.exit(1)
  }, STOP_WITHIN).unref()
}

async function end(service: Service, log: pino.Logger): Promise<never> {
  try {
    await service.stop()
  } catch (error) {
    log.fatal(error, 'stopping failed')
    process.exit(1)
  }
  process.exit(0)
}
