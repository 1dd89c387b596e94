import { existsSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { moveToPostgres } from '../../../db/move/move.ts'
import type { Config } from '../../config/index.ts'
import { askForKey, orRefused } from '../backup.ts'
import { eraseAgainIn } from '../contact/erased.ts'
import { CommandFailure, EXIT } from '../exit.ts'
import { configured, makeFolder, withoutServer } from '../session.ts'

export function importCommand(): Command {
  return new Command('import').description('Take over what is elsewhere.').addCommand(sqliteCommand())
}

function sqliteCommand(): Command {
  return new Command('sqlite')
    .argument('<file>', 'the signalpost.sqlite of a server that was stopped, or a backup of it; it is only read')
    .description('Move a SQLite database into the empty PostgreSQL that DATABASE_URL names. Stop every server first.')
    .action((file: string) =>
      orRefused(async () => {
        const config = configured()
        const { databaseUrl } = config
        if (databaseUrl === undefined) {
          throw new CommandFailure('DATABASE_URL is not set: it names the PostgreSQL to move into.', EXIT.misconfigured)
        }
        makeFolder(config)
        await withoutServers(placesOf(file, config), () => move(file, config, databaseUrl))
      }),
    )
}

async function move(file: string, config: Config, url: string): Promise<void> {
  const moved = await moveToPostgres(file, { url })
  // The pages may show what another database contained, so the next start renders all of them.
  rmSync(join(config.dataDir, 'site/.state.json'), { force: true })
  for (const { table, rows, checksum } of moved) process.stdout.write(`${table}  ${rows} rows  checksum ${checksum}\n`)
  const rows = moved.reduce((sum, one) => sum + one.rows, 0)
  process.stdout.write(
    `${moved.length} tables with ${rows} rows are in PostgreSQL, counts and checksums the same on both sides. Do not start a server on ${file} again: it would tell subscribers what this one tells.\n`,
  )
  await askForKey(config)
  await eraseAgainIn(config, dirname(file))
}

type Place = Pick<Config, 'dataDir' | 'databaseUrl'> & { where?: string }

/** Where no server may run: with the `DATA_DIR` that the file is in, if it is in one, and with ours. */
function placesOf(file: string, config: Config): Place[] {
  const home = existsSync(file) ? dirname(realpathSync(file)) : null
  if (home === null || !existsSync(join(home, 'publisher.lock'))) return [config]
  const there: Place = { dataDir: home, databaseUrl: undefined }
  return home === realpathSync(config.dataDir) ? [there] : [{ ...there, where: home }, config]
}

async function withoutServers([place, ...others]: readonly Place[], work: () => Promise<void>): Promise<void> {
  if (place === undefined) return work()
  await withoutServer(place, () => withoutServers(others, work), place.where)
}
