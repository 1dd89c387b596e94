import { statSync } from 'node:fs'
import { type Standing, standingOf } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { databaseLocation } from '../../boot/installation.ts'
import type { Config } from '../../config/index.ts'
import { codeOf } from '../../lib/error-code.ts'
import { CommandFailure, EXIT } from '../exit.ts'
import { databaseInWords, folderInWords } from './location.ts'

/** A command needs few connections, beside those of the servers. */
const POOL = 2

/**
 * Opens the database of an installation that is there; makes and migrates nothing. Throws `CommandFailure` where there
 * is none, and one of an older version unless it is `welcome`. The caller closes it.
 */
export async function openFound(config: Config, older: 'welcome' | 'refused'): Promise<Db> {
  const location = databaseLocation(config)
  // Opening makes the file. What is missing here was misspelt, or is elsewhere.
  if (!isThere(config.dataDir) || ('file' in location && isEmptyOrMissing(location.file))) throw notHere(config)
  const db = openDatabase({ ...location, poolSize: POOL })
  try {
    const standing = await standingHere(db)
    if (standing === 'empty') throw notHere(config)
    if (standing === 'older' && older === 'refused') throw tooOld(config)
    return db
  } catch (error) {
    await db.destroy()
    if (!(error instanceof CommandFailure)) process.stderr.write(`Looked for ${databaseInWords(config)}.\n`)
    throw error
  }
}

/** Throws where that cannot be seen: what belongs to another user is not missing. */
function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** SQLite would begin a database in an empty file by opening it. */
export function isEmptyOrMissing(file: string): boolean {
  return !statSync(file, { throwIfNoEntry: false })?.size
}

const NO_SUCH_DATABASE = '3D000'

async function standingHere(db: Db): Promise<Standing> {
  try {
    return await standingOf(db)
  } catch (error) {
    if (codeOf(error) === NO_SUCH_DATABASE) return 'empty'
    throw error
  }
}

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
