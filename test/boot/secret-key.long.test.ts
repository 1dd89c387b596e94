import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { startServer } from '../support/process/server.ts'

const ZOOM = { id: 'zoom-phone', name: 'Zoom Phone', group: 'Zoom' }

describe('an installation', () => {
  test('has one key, although a server and commands start at once; another key starts nothing', async () => {
    const dataDir = await temporaryFolder('data')
    const staff = { desk: ['desk@example.com'], leads: ['lead@example.com'] }
    writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ staff }))
    await command({ DATA_DIR: dataDir }, 'migrate')
    const create = (name: string) =>
      command({ DATA_DIR: dataDir }, 'token', 'create', '--name', name, '--role', 'agent')
    const [first] = await Promise.all([startServer({ dataDir }), create('one'), create('two')])
    expect((await first.send('admin', 'POST', '/platforms', ZOOM)).status).toBe(201)
    expect(await first.cli('doctor')).toContain('audit: the chain is intact, keyed from entry 1')
    const backup = join(dataDir, 'evening.db')
    const said = await first.cli('backup', backup)
    expect(said).toContain('The secret key is not in it')
    const key = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim()
    expect(readFileSync(backup).includes(key)).toBe(false)
    expect(first.output()).not.toContain(key)
    expect(first.output()).toMatch(/"entry":\d+,"hash":"[0-9a-f]{64}","msg":"audit trail: last entry"/)
    await first.stop()

    rmSync(join(dataDir, 'secret.key'))
    expect(await start({ DATA_DIR: dataDir })).toEqual({
      code: 78,
      stderr: expect.stringMatching(/there is none here.*Set SECRET_KEY/),
    })
    const other = { DATA_DIR: dataDir, SECRET_KEY: 'another key of thirty-two characters or more' }
    expect(await start(other)).toEqual({ code: 78, stderr: expect.stringContaining('is not the secret key') })
    // As another machine would have it: the database by its backup, the key by a file.
    const elsewhere = await temporaryFolder('data')
    const { stderr } = await command({ DATA_DIR: elsewhere }, 'restore', backup)
    expect(stderr).toContain('Before the next start, set SECRET_KEY')
    const file = join(elsewhere, 'key')
    writeFileSync(file, `${key}\n`)
    const third = await startServer({ dataDir: elsewhere, env: { SECRET_KEY_FILE: file } })
    await third.stop()
  })

  test.each([0o022, 0o000])(
    'shows others nothing but the public site, and lets them change nothing, with umask %o',
    async (mask) => {
      const before = process.umask(mask)
      const server = await startServer({ env: { SEED: 'demo' } })
      await server.send('admin', 'POST', '/subscriptions', {
        channel: 'email',
        address: 'rosa@example.com',
        scope: { type: 'all' },
      })
      await expect.poll(() => server.mails('rosa@example.com')).toHaveLength(1)
      process.umask(before)
      const open = readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => !join(entry.parentPath, entry.name).startsWith(join(server.dataDir, 'site')))
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => statSync(path).mode & 0o077)
      expect(open).toEqual([])
      for (const path of ['site', 'site/index.html']) {
        const mode = statSync(join(server.dataDir, path)).mode
        expect([mode & 0o044, mode & 0o022]).toEqual([0o044, 0])
      }
      await server.stop()
    },
  )
})

/** A start that is to fail. */
async function start(env: Record<string, string>): Promise<{ code: number; stderr: string }> {
  const run = promisify(execFile)(process.execPath, ['server/main.ts'], {
    env: { PATH: process.env.PATH, PORT: '20999', SEED: 'none', ...env },
  })
  return run.then(
    () => expect.fail('it started'),
    ({ code, stderr }) => ({ code, stderr }),
  )
}

function command(env: Record<string, string>, ...words: string[]) {
  return promisify(execFile)(process.execPath, ['server/cli.ts', ...words], { env: { PATH: process.env.PATH, ...env } })
}
