import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { openDatabase } from '../../db/open.ts'
import {
  BackupRefused,
  backup,
  DatabaseInUse,
  OtherFileWanted,
  refuseRestore,
  restore,
} from '../../db/system/backup.ts'
import { asCaller } from '../boot/data-dir/owner.ts'
import { databaseLocation } from '../boot/installation.ts'
import { hasKeyOf, secretKeyFile } from '../boot/secret-key.ts'
import { type Config, inheritedEnvironment, loadConfig } from '../config/index.ts'
import { eraseAgainIn, keepErasedOf } from './contact/erased.ts'
import { CommandFailure, EXIT } from './exit.ts'
import { configured, makeFolder, withoutServer } from './session.ts'
import { openFound } from './terminal/found.ts'

export function backupCommand(): Command {
  return new Command('backup')
    .argument('<file>', 'a new file')
    .description('Write the whole database into a file; also while the server runs.')
    .action((file: string) =>
      orRefused(async () => {
        // As whoever has started it, who may have a place of their own for backups. Nothing is left in DATA_DIR: what
        // SQLite makes beside a database while root has it open belongs to the database's owner.
        const config = loadConfig()
        await (await openFound(config, 'welcome')).destroy()
        await backup(databaseLocation(config), file, inheritedEnvironment())
        process.stdout.write(
          `The backup is in ${file}. The secret key is not in it: keep SECRET_KEY, or DATA_DIR/secret.key, elsewhere.\n`,
        )
      }),
    )
}

export function restoreCommand(): Command {
  return new Command('restore')
    .argument('<file>', 'a file written by "backup"')
    .description('Replace the database with a backup. Stop the server first.')
    .action((file: string) =>
      orRefused(async () => {
        const config = configured()
        const [location, environment] = [databaseLocation(config), inheritedEnvironment()]
        await refuseRestore(location, file, environment, asCaller)
        makeFolder(config)
        await withoutServer(config, async () => {
          await keepErasedOf(config)
          const aside = await restore(location, file, Date.now(), environment, asCaller)
          // The pages may show what the restored database does not contain, so the next start renders all of them.
          rmSync(join(config.dataDir, 'site/.state.json'), { force: true })
          process.stdout.write(`Restored from ${file}.${aside ? ` The previous database is ${aside}.` : ''}\n`)
          await askForKey(config)
          await eraseAgainIn(config)
        })
      }),
    )
}

/** A database never contains the key. */
export async function askForKey(config: Config): Promise<void> {
  const db = openDatabase(databaseLocation(config))
  try {
    if (await hasKeyOf(db, config)) return
    process.stderr.write(
      `Before the next start, set SECRET_KEY to the key of the installation that it comes from, or copy its secret.key to ${secretKeyFile(config)}: with another key nothing starts.\n`,
    )
  } finally {
    await db.destroy()
  }
}

export async function orRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // As where a folder is in use, which is found out before.
    if (error instanceof DatabaseInUse || error instanceof OtherFileWanted) throw new CommandFailure(error.message)
    throw error instanceof BackupRefused ? new CommandFailure(error.message, EXIT.failed) : error
  }
}
