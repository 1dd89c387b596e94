import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { XMLValidator } from 'fast-xml-parser'
import { afterEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { addPlatforms } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { sqliteFile } from '../../support/database.ts'
import { closeTestPublishers, filesIn, testPublisher } from '../../support/publish/publisher.ts'
import { randomCases } from '../../support/random-cases.ts'

/** More in the long run. */
const ROUNDS = randomCases(3).numRuns

describe('kill -9 while publishing', () => {
  const children: ChildProcess[] = []
  closeTestPublishers()
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  test('leaves no half file, no stale sibling, and nothing that the next start does not mend', async () => {
    const { db, location, close } = await sqliteFile()
    if (!location || !('file' in location)) throw new Error('no file')
    const folder = join(location.file, '../site')
    await addPlatforms(db, 'trunks')
    for (let round = 0; round < ROUNDS; round++) {
      const child = await busyPublisher(location.file, folder, START + round * 3_600_000)
      // Different moments of the work: writing pages, feeds, siblings, the state.
      await wait(40 + ((round * 137) % 400))
      readersSeeWholePages(folder)
      child.kill('SIGKILL')
      await once(child, 'exit')
      expect(faults(folder), `round ${round}`).toEqual([])
    }
    const { publisher, file } = await testPublisher(db, { folder })
    await publisher.settled()
    expect(faults(folder)).toEqual([])
    for (const id of await incidentIds(db)) expect(file(`incidents/${id}/index.html`)).toContain('Over.')
    const unseen = await db.selectFrom('incidents').select('id').where('published_at', 'is', null).execute()
    expect(unseen).toEqual([])
    await publisher.close()
    await close()
  })

  /** Starts one and waits until it is at work. */
  async function busyPublisher(file: string, folder: string, start: number): Promise<ChildProcess> {
    const program = join(import.meta.dirname, '../../support/publish/busy-publisher.ts')
    const child = spawn(process.execPath, [program, file, folder, String(start)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    if (child.stdout) await once(child.stdout, 'data')
    return child
  }
})

/** Reads the home page over and over while another process replaces it. */
function readersSeeWholePages(folder: string): void {
  for (let reading = 0; reading < 300; reading++) {
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toMatch(/<\/html>\s*$/)
  }
}

/** Public files that are not whole, and compressed siblings that say something else than their file. */
function faults(folder: string): string[] {
  return filesIn(folder)
    .filter((name) => !name.startsWith('.tmp/'))
    .filter((name) => !isWhole(join(folder, name)))
}

function isWhole(path: string): boolean {
  const content = readFileSync(path)
  const text = content.toString()
  if (path.endsWith('.html') && !/<\/html>\s*$/.test(text)) return false
  if (path.endsWith('.json') && !isJson(text)) return false
  if (/\.(rss|atom)$/.test(path) && XMLValidator.validate(text) !== true) return false
  const br = !existsSync(`${path}.br`) || brotliDecompressSync(readFileSync(`${path}.br`)).equals(content)
  const gzip = !existsSync(`${path}.gz`) || gunzipSync(readFileSync(`${path}.gz`)).equals(content)
  return br && gzip
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

async function incidentIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('incidents').select('id').where('phase', '=', 'resolved').execute()
  return rows.map((row) => row.id)
}
