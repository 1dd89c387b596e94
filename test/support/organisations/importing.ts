import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { addPlatforms } from '../app/actions.ts'
import type { SharedDatabase } from '../database.ts'
import { temporaryFolder } from '../folder.ts'
import { terminal } from '../process/terminal.ts'

const HEADER = 'organisation,customerNumber,platforms,name,title,email,phone,locale,timeZone,rank,purposes'

/** The command line beside a database with three platforms, and a list that is written anew each time. */
export async function importer(shared: SharedDatabase) {
  const run = await terminal(shared)
  const folder = await temporaryFolder('contacts')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await addPlatforms(shared.db, 'teams', 'fax', 'voice')
  const file = join(folder, 'list.csv')
  const importingFile = async (content: string | Uint8Array, ...options: string[]) => {
    writeFileSync(file, content)
    const { code, stdout, stderr } = await run('contacts', 'import', file, ...options)
    return { code, lines: (stdout || stderr).trimEnd().split('\n') }
  }
  const importing = (rows: readonly string[], ...options: string[]) =>
    importingFile([HEADER, ...rows, ''].join('\n'), ...options)
  return { run, folder, importing, importingFile }
}
