import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onPostgres } from '../../support/database.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { freePort } from '../../support/run/postgres.ts'

const MAKING = [['server/main.ts'], ['server/cli.ts', 'migrate'], ['server/cli.ts', 'demo', 'load']]

/** What is to be refused because of its database. */
async function refused(words: string[], settings: Record<string, string>): Promise<{ code: number; stderr: string }> {
  const env = { PATH: process.env.PATH, PORT: `${await freePort()}`, SEED: 'none', ...settings }
  return promisify(execFile)(process.execPath, words, { env }).then(
    () => expect.fail('it started'),
    ({ code, stderr }) => ({ code, stderr }),
  )
}

const REFUSAL = { code: 78, stderr: expect.stringMatching(/belongs to another program/) }

test.each(['delete', 'wal'])(
  'beside a SQLite file of another program nothing is made or changed (%s)',
  async (mode) => {
    const dataDir = join(await temporaryFolder('foreign'), 'data')
    mkdirSync(dataDir)
    const file = join(dataDir, 'signalpost.sqlite')
    const handle = new Sqlite(file)
    handle.pragma(`journal_mode = ${mode}`)
    handle.exec('create table users (id int)')
    handle.close()
    chmodSync(file, 0o644)
    const before = readFileSync(file)
    for (const words of MAKING) {
      expect(await refused(words, { DATA_DIR: dataDir })).toEqual(REFUSAL)
      expect([words, readdirSync(dataDir), statSync(file).mode & 0o777]).toEqual([words, ['signalpost.sqlite'], 0o644])
      expect(readFileSync(file).equals(before)).toBe(true)
    }
  },
)

onPostgres(
  'for a PostgreSQL of another program',
  (empty) => {
    test('no DATA_DIR is made', async () => {
      const { db, location } = await empty()
      await sql`create table users (id int)`.execute(db)
      const inside = await temporaryFolder('foreign')
      const settings = { DATA_DIR: join(inside, 'data'), DATABASE_URL: (location as { url: string }).url }
      for (const words of MAKING) {
        expect(await refused(words, settings)).toEqual(REFUSAL)
        expect([words, readdirSync(inside)]).toEqual([words, []])
      }
    })
  },
  'template1',
)
