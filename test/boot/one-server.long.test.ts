import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { onPostgres } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { TEST_KEY } from '../support/process/secret-key.ts'
import { startServer } from '../support/process/server.ts'
import { freePort } from '../support/run/postgres.ts'

/** A start that is to fail. */
async function start(dataDir: string): Promise<{ code: number; stderr: string; stdout: string }> {
  const env = { PATH: process.env.PATH, PORT: `${await freePort()}`, SEED: 'none', DATA_DIR: dataDir }
  const run = promisify(execFile)(process.execPath, ['server/main.ts'], { env })
  return run.then(
    () => expect.fail('it started'),
    ({ code, stderr, stdout }) => ({ code, stderr, stdout }),
  )
}

describe('a SQLite database', () => {
  test('takes one server, says which has it, and is free again however that ends', async () => {
    const first = await startServer()
    const second = await start(first.dataDir)
    const [, pid] =
      /^process (\d+) on .+, since 2\d{3}-.*Z$/m.exec(readFileSync(join(first.dataDir, 'server.holder'), 'utf8')) ?? []
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`${first.dataDir}: process ${pid} on `),
    })
    expect(second.stderr).toMatch(
      /^Another server, or a restore, has the SQLite database in .*Stop that one first, or set another DATA_DIR/,
    )
    // The refused one leaves the first as it was, and commands go on beside it.
    expect((await first.send('admin', 'POST', '/platforms', { id: 'fax', name: 'Fax', group: 'Voice' })).status).toBe(
      201,
    )
    await first.cli('publish')
    const backup = join(await temporaryFolder('backup'), 'evening.db')
    await first.cli('backup', backup)
    await expect(first.cli('restore', backup)).rejects.toThrow(`A server is running with this DATA_DIR (process ${pid}`)

    await first.kill()
    const third = await startServer({ dataDir: first.dataDir })
    expect(third.output()).toContain(third.url)
    await third.stop()
  })
})

onPostgres('a PostgreSQL database', (fresh) => {
  test('takes several servers, also with one folder', async () => {
    const { location } = await fresh()
    const env = { DATABASE_URL: 'url' in location ? location.url : '', SECRET_KEY: TEST_KEY }
    const first = await startServer({ env })
    const second = await startServer({ env, dataDir: first.dataDir })
    expect((await second.send('admin', 'POST', '/platforms', { id: 'fax', name: 'Fax', group: 'Voice' })).status).toBe(
      201,
    )
    expect(existsSync(join(first.dataDir, 'server.lock'))).toBe(false)
    await Promise.all([first.stop(), second.stop()])
  })
})
