import pino from 'pino'
import { loadConfig } from '../config/index.ts'
import { explain, isMisconfigured } from './explain-error.ts'
import { createLog } from './log.ts'
import { type Pages, type Service, startService } from './service.ts'
import { welcome } from './welcome.ts'

/**
 * Runs the service until SIGTERM or SIGINT. Exits with code 78 if the configuration is wrong.
 * Pages other than the compiled ones are for development.
 */
export async function runServer(pages?: Pages): Promise<void> {
  try {
    const config = loadConfig()
    const log = createLog(config.logLevel, pino.destination(2))
    const service = await startService(config, log, pages)
    process.stdout.write(welcome(service))
    stopOnSignals(service, log)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    // Parts that were started would keep the process alive.
    process.exit(isMisconfigured(error) ? 78 : 1)
  }
}

function stopOnSignals(service: Service, log: pino.Logger): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping: finishing requests and messages in progress')
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal(error, 'stopping failed')
          process.exit(1)
        },
      )
    })
  }
}
