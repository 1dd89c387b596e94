import { statSync } from 'node:fs'
import { standingOf } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { databaseLocation } from '../../boot/installation.ts'
import type { Config } from '../../config/index.ts'
import { codeOf } from '../../lib/error-code.ts'
import { CommandFailure, EXIT } from '../exit.ts'
import { databaseInWords, folderInWords } from './location.ts'

/** A command needs few connections, beside those of the servers. */
const POOL = 2

/** What is where the configuration means the database to be; open if it is ours. The caller closes it. */
export type Found =
  | { is: 'missing'; file: string }
  | { is: 'empty file'; file: string }
  | { is: 'empty' }
  | { is: 'older' | 'current'; db: Db }

/** Looks, and makes and migrates nothing. Throws where that cannot be seen, and `ForeignDatabase` or `SchemaTooNew`. */
export async function findDatabase(config: Config): Promise<Found> {
  const location = databaseLocation(config)
  if ('file' in location) {
    const size = statSync(location.file, { throwIfNoEntry: false })?.size
    // SQLite would begin a database by opening it.
    if (size === undefined) return { is: 'missing', file: location.file }
    if (size === 0) return { is: 'empty file', file: location.file }
  }
  const db = openDatabase({ ...location, poolSize: POOL })
  try {
    const is = await standingOf(db)
    if (is !== 'empty') return { is, db }
    await db.destroy()
    return { is }
  } catch (error) {
    await db.destroy().catch(() => {})
    throw error
  }
}

/**
 * Opens the database of an installation that is there; makes and migrates nothing. Throws `CommandFailure` where there
 * is none, and one of an older version unless it is `welcome`. The caller closes it.
 */
export async function openFound(config: Config, older: 'welcome' | 'refused'): Promise<Db> {
  if (!isThere(config.dataDir)) throw notHere(config)
  const found = await findDatabase(config).catch((error: unknown) => {
    if (codeOf(error) === NO_SUCH_DATABASE) throw notHere(config)
    process.stderr.write(`Looked for ${databaseInWords(config)}.\n`)
    throw error
  })
  if (!('db' in found)) throw notHere(config)
  if (found.is === 'current' || older === 'welcome') return found.db
  await found.db.destroy()
  throw tooOld(config)
}

/** Throws where that cannot be seen: what belongs to another user is not missing. */
function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

const NO_SUCH_DATABASE = '3D000'

function notHere(config: Config): CommandFailure {
  const folder = isThere(config.dataDir) ? '' : ` (there is no folder ${config.dataDir})`
  return new CommandFailure(
    `There is no Signalpost database here, and this command makes none. Looked for ${databaseInWords(config)}${folder}. ${folderInWords()}; DATABASE_URL is ${config.databaseUrl ? 'set' : 'not set'}.
Run the command as the service runs: with the same DATA_DIR, DATABASE_URL and secrets (systemd: "systemctl cat signalpost" names the EnvironmentFile that has them, /etc/signalpost/environment in the unit that comes with this). A new installation begins with a start, or with "migrate".`,
    EXIT.misconfigured,
  )
}

function tooOld(config: Config): CommandFailure {
  return new CommandFailure(
    `${databaseInWords(config, 'The')} is of an older version than this command, which changes nothing in it. Start this version of the server, or run "migrate"; a server of the older version has to be stopped first.`,
    EXIT.misconfigured,
  )
}
