import pino from 'pino'
import { SchemaTooNew } from '../db/migrate.ts'
import { ConfigError, loadConfig } from './config.ts'
import { startService } from './service.ts'
import { welcome } from './welcome.ts'

try {
  const config = loadConfig()
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const service = await startService(config, log)
  process.stdout.write(welcome(service))
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
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof SchemaTooNew
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = error instanceof ConfigError ? 78 : 1
}
