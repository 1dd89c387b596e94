import { Command } from 'commander'
import { migrateAt } from '../../db/migrate.ts'
import { databaseLocation } from '../boot/installation.ts'
import { loadConfig } from '../config/index.ts'
import { publishEverything } from './publish.ts'
import { withSession } from './session.ts'

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Migrate the database to this version. Starting the server does the same.')
    .action(async () => {
      const done = await migrateAt(databaseLocation(loadConfig()))
      process.stdout.write(done.length > 0 ? `Applied ${done.join(', ')}.\n` : 'The database is up to date.\n')
    })
}

export function publishCommand(): Command {
  return new Command('publish').description('Render all pages and feeds again.').action(() =>
    withSession(async (session) => {
      await publishEverything(session)
      process.stdout.write(`All pages and feeds were rendered to ${session.config.dataDir}/site.\n`)
    }),
  )
}
