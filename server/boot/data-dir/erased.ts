import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyLog } from '../../../db/contact/empty-log.ts'
import { countErasures, type Erasure, listErasures } from '../../../db/contact/erasures.ts'
import type { Db, Reader } from '../../../db/schema/index.ts'
import { eraseAgain } from '../../actions/contact/erase-again.ts'
import type { ActionContext } from '../../actions/context.ts'

/**
 * Who was erased, beside the database, for when it is lost and a backup from before takes its place: ids and keyed hashes
 * alone, a line of JSON each.
 */
const fileIn = (dataDir: string) => join(dataDir, 'erased')

/** What the file says; lines that were written in part count for nothing. */
export function readErased(dataDir: string): Erasure[] {
  let text = ''
  try {
    text = readFileSync(fileIn(dataDir), 'utf8')
  } catch {
    // Nobody was erased here.
  }
  return text.split('\n').flatMap((line) => {
    const [, contact_id, address_hash, at, by_list] =
      /^\["([a-z0-9]{1,40})","([\w-]{1,80})",(\d{1,16}),([01])\]$/.exec(line) ?? []
    if (!contact_id || !address_hash) return []
    return [{ contact_id, address_hash, at: Number(at), by_list: by_list === '1' ? (1 as const) : (0 as const) }]
  })
}

/** Writes into the file who was erased from the database, with those who are there already. */
export async function keepErased(db: Reader, dataDir: string): Promise<void> {
  const before = readErased(dataDir)
  const all = new Map([...before, ...(await listErasures(db))].map((one) => [one.contact_id, one]))
  if (all.size === before.length) return
  const lines = [...all.values()].map((one) => JSON.stringify([one.contact_id, one.address_hash, one.at, one.by_list]))
  const draft = `${fileIn(dataDir)}.part`
  await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
  await rename(draft, fileIn(dataDir))
}

/** Erases from a database whom a backup has brought back. Returns how many. */
export async function eraseThoseOf(ctx: ActionContext, dataDir: string): Promise<number> {
  const erasures = readErased(dataDir)
  if (erasures.length === 0) return 0
  const result = await eraseAgain(ctx, erasures)
  return result.ok ? result.value.erased : 0
}

/** After erasures, by whatever process: notes them beside the database, and takes what was erased out of SQLite's log. */
export function createErasureWatch(db: Db, dataDir: string): { turn(): Promise<void> } {
  let done = -1
  return {
    turn: async () => {
      const count = await countErasures(db)
      if (count === done) return
      await keepErased(db, dataDir)
      if (await emptyLog(db)) done = count
    },
  }
}
