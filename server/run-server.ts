import pino from 'pino'
import { SchemaTooNew } from '../db/migrate.ts'
import { ConfigError, loadConfig } from './config.ts'
import { type Service, startService } from './service.ts'
import { welcome } from './welcome.ts'

/** Starts the service and keeps it until SIGTERM or SIGINT. Ends the process with 78 if the configuration is wrong. */
export async function runServer(): Promise<void> {
  try {
    const config = loadConfig()
    const log = pino({ level: config.logLevel }, pino.destination(2))
    const service = await startService(config, log)
    process.stdout.write(welcome(service))
    stopOnSignals(service, log)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    // Parts that did start would keep the process alive.
    process.exit(error instanceof ConfigError ? 78 : 1)
  }
}

function stopOnSignals(service: Service, log: pino.Logger): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping: finishing what is under way')
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal(error, 'could not stop in order')
          process.exit(1)
        },
      )
    })
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigError || error instanceof SchemaTooNew) return error.message
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}\nAnother process has this port: stop it, or set PORT.`
  if ('code' in error && /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY)/.test(String(error.code)))
    return `The database in DATA_DIR cannot be used: ${error.message} (${error.code}).\nIs the disk full, or the folder not ours to write?`
  return error.stack ?? error.message
}
