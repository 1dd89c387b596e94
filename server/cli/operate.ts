import { Command } from 'commander'
import { openDatabase } from '../../db/open.ts'
import { knownKey } from '../../db/system/secret-key.ts'
import { databaseLocation } from '../boot/installation.ts'
import { acceptNewKey, keyOrigin } from '../boot/secret-key.ts'
import type { Config } from '../config/index.ts'
import { publishEverything } from './publish.ts'
import { actor, configured, migrated, withoutServer, withReadingSession } from './session.ts'

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Migrate the database to this version. Starting the server does the same.')
    .option(
      '--accept-new-key',
      'go on with another secret key than before, with every instance stopped; the audit trail names the break',
    )
    .action(async (options: { acceptNewKey?: true }) => {
      const config = configured()
      const done = await migrated(config)
      process.stdout.write(done.length > 0 ? `Applied ${done.join(', ')}.\n` : 'The database is up to date.\n')
      if (options.acceptNewKey) await withoutServer(config, () => acceptKey(config))
    })
}

async function acceptKey(config: Config): Promise<void> {
  const db = openDatabase(databaseLocation(config))
  try {
    const before = await knownKey(db)
    const accepted = await acceptNewKey(db, config, { actor: actor().name, now: Date.now() })
    const after = (await knownKey(db))?.fingerprint
    const from = `from ${keyOrigin(config)}, fingerprint ${after}`
    const instead = before === null ? '' : ` It replaces ${before.fingerprint ?? 'one whose fingerprint was deleted'}.`
    process.stdout.write(
      accepted
        ? `The secret key is accepted: ${from}.${instead}\n`
        : `The database has this secret key already: ${from}.\n`,
    )
  } finally {
    await db.destroy()
  }
}

export function publishCommand(): Command {
  return new Command('publish').description('Render all pages and feeds again.').action(() =>
    withReadingSession(async (session) => {
      await publishEverything(session)
      process.stdout.write(`All pages and feeds were rendered to ${session.config.dataDir}/site.\n`)
    }),
  )
}
