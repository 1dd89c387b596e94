import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import webpush from 'web-push'
import { write } from '../../db/open.ts'
import { replaceSetting } from '../../db/system/settings.ts'
import { addPlatforms } from '../support/app/actions.ts'
import { testApp } from '../support/app/test-app.ts'
import { disarm } from '../support/audit.ts'
import { onEachDatabase, type SharedDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startWatchdog } from '../support/outside/watchdog.ts'
import { TEST_KEY } from '../support/process/secret-key.ts'
import { terminal, terminalAt } from '../support/process/terminal.ts'

// Nobody is asked outside: these ports are closed to all clients.
beforeEach(() => {
  vi.stubEnv('PORT', '9')
  vi.stubEnv('VAPID_SUBJECT', 'mailto:desk@example.com')
})

/** The terminal, with a page that nobody serves. */
async function clinic(place: SharedDatabase) {
  const run = await terminal(place)
  vi.stubEnv('PUBLIC_URL', 'https://127.0.0.1:9')
  return run
}

/** Writes the plan file. */
function say(plan: object): void {
  writeFileSync(join(process.env.DATA_DIR ?? '', 'config.json'), JSON.stringify(plan))
}

onEachDatabase('the doctor', (_, freshFile) => {
  test('wonders about an empty database, and counts what is there', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    const empty = await run('doctor')
    expect([empty.code, empty.stdout]).toEqual([0, expect.stringContaining('if you expected some, check DATA_DIR')])
    await addPlatforms(place.db, 'trunks', 'fax')
    expect((await run('doctor')).stdout).toContain('ok    content: 2 platforms, no demonstration')
  })

  test('tells of a proxy that nobody named, which a running instance noticed, until it is named', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    const proxies = async (trusted: string) => {
      vi.stubEnv('TRUSTED_PROXIES', trusted)
      return (await run('doctor')).stdout.split('\n').filter((line) => line.includes('proxies:'))
    }
    expect(await proxies('')).toEqual([expect.stringContaining('warn  proxies: https takes a proxy')])
    const app = await testApp(place.db)
    const forwarded = (from: string) =>
      app.call('GET /platforms', { from, headers: { 'x-forwarded-for': '203.0.113.7' } })
    await forwarded('198.51.100.1')
    expect(await proxies('127.0.0.1')).toEqual(['ok    proxies: 127.0.0.1 trusted'])
    await forwarded('10.0.0.5')
    expect(await proxies('127.0.0.1')).toEqual([
      expect.stringContaining(
        'warn  proxies: requests came through 10.0.0.5 (2026-11-10), which TRUSTED_PROXIES does not',
      ),
    ])
    expect(await proxies('10.0.0.0/8')).toEqual(['ok    proxies: 10.0.0.0/8 trusted'])
  })

  test('tells where the audit trail stands, and what somebody did to it', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    await addPlatforms(place.db, 'trunks', 'fax')
    say({ staff: { desk: ['desk@example.com'], leads: ['lead@example.com'] } })
    const well = await run('doctor')
    expect(well.stdout).toMatch(/^ok {4}secret key: from SECRET_KEY, fingerprint [0-9a-f]{16}$/m)
    expect(well.stdout).toMatch(
      /^ok {4}audit: the chain is intact, keyed from entry 1, the last entry is 2 [0-9a-f]{64}$/m,
    )
    expect(well.stdout).toMatch(/^ok {4}audit: the triggers that keep it append-only are in place$/m)
    await disarm(place.db)
    await place.db.deleteFrom('audit').where('id', '=', 2).execute()
    const ill = await run('doctor')
    expect([well.code, ill.code]).toEqual([0, 1])
    expect(ill.stdout).toMatch(
      /^fail {2}audit: the chain is broken at entry 2, the last entry is 1 [0-9a-f]{64}: the database/m,
    )
    expect(ill.stdout).toMatch(/^fail {2}audit: the trigger audit_refuses_\w+ is (missing|disabled)/m)
  })

  test('refuses another key than the database has, like every command, and makes none itself', async () => {
    const run = await clinic(await freshFile())
    vi.stubEnv('SECRET_KEY', 'another key of thirty-two characters or more')
    for (const words of [['doctor'], ['token', 'list'], ['token', 'create', '--name', 'desk', '--role', 'agent']]) {
      const { code, stderr } = await run(...words)
      expect([code, stderr]).toEqual([78, expect.stringContaining('SECRET_KEY is not the secret key of this database')])
    }
    expect((await run('migrate')).code).toBe(0)
    const accepted = await run('migrate', '--accept-new-key')
    expect(accepted.stdout).toEqual(
      expect.stringMatching(
        /^The database is up to date\.\nThe secret key is accepted: from SECRET_KEY, fingerprint [0-9a-f]{16}\. It replaces [0-9a-f]{16}\.\n$/,
      ),
    )
    expect((await run('token', 'list')).code).toBe(0)
  })

  test('goes on after each fault: no key, no disk and no relay hide each other', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    await addPlatforms(place.db, 'trunks')
    const site = join(process.env.DATA_DIR ?? '', 'site')
    writeFileSync(site, 'a file where a folder should be')
    vi.stubEnv('SECRET_KEY', 'another key of thirty-two characters or more')
    vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:1')
    vi.stubEnv('EMAIL_FROM', 'status@example.com')
    const { code, stdout, stderr } = await run('doctor')
    expect(stdout).toMatch(/^fail {2}secret key: SECRET_KEY is not the secret key of this database \(fingerprint/m)
    expect(stdout).toMatch(/^fail {2}disk: no file can be written in \S+site \(ENOTDIR\)$/m)
    expect(stdout).toMatch(/^fail {2}mail: SMTP relay 127\.0\.0\.1:1 not reachable: /m)
    expect(stdout).toMatch(/^warn {2}mail: EMAIL_REPLY_TO is not set/m)
    expect(stdout).toMatch(/^ok {4}content: 1 platform, no demonstration$/m)
    expect(stdout).toMatch(/^ok {4}database: takes writes$/m)
    // The fourth: nobody is named whom the ladder could lead to.
    expect([code, stderr]).toEqual([78, expect.stringMatching(/4 of \d+ checks failed/)])
  })

  test('names the files it read, and where a wrong key came from', async () => {
    const run = await clinic(await freshFile())
    const [plan, key] = ['plan.json', 'key'].map((name) => join(process.env.DATA_DIR ?? '', name))
    writeFileSync(plan ?? '', '{"name": "Acme"}')
    writeFileSync(key ?? '', TEST_KEY)
    vi.stubEnv('SECRET_KEY', '')
    vi.stubEnv('SECRET_KEY_FILE', key)
    vi.stubEnv('SIGNALPOST_CONFIG', plan)
    const well = await run('doctor')
    expect(well.stdout).toContain(`read from the environment, the plan in ${plan}, SECRET_KEY in ${key}\n`)
    expect(well.stdout).toContain(`ok    secret key: from SECRET_KEY_FILE (${key}), fingerprint `)
    writeFileSync(key ?? '', 'another key of thirty-two characters or more')
    const { stderr } = await run('doctor')
    expect(stderr).toContain(`SECRET_KEY_FILE (${key}) is not the secret key of this database`)
    expect(stderr).toContain(`Put the key it was set up with into ${key}.`)
    writeFileSync(join(process.env.DATA_DIR ?? '', 'secret.key'), TEST_KEY)
    expect((await run('doctor')).stderr).toContain('secret.key: start without SECRET_KEY_FILE.')
  })

  test('finds keys of push in the database that do not belong together', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    expect((await run('doctor')).stdout).toContain('warn  push: no keys yet; the next start makes them')
    const pairs = [webpush.generateVAPIDKeys(), webpush.generateVAPIDKeys()]
    const keep = (publicKey?: string) =>
      write(place.db, (trx) =>
        replaceSetting(trx, 'vapid_keys', JSON.stringify({ publicKey, privateKey: pairs[0]?.privateKey })),
      )
    await keep(pairs[1]?.publicKey)
    const ill = await run('doctor')
    expect([ill.code, ill.stdout]).toEqual([1, expect.stringMatching(/^fail {2}push: .* belongs to another key/m)])
    await keep(pairs[0]?.publicKey)
    expect(await run('doctor')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok {4}push: keys ready/m) })
  })

  test('says whom the ladder leads to: a failure where it is nobody, and what is missing otherwise', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    const ladder = async () => (await run('doctor')).stdout.split('\n').filter((line) => /^\w+ +ladder:/.test(line))
    await addPlatforms(place.db, 'trunks', 'fax')
    expect(await ladder()).toEqual(['fail  ladder: leads to nobody: what is overdue is told to no one'])
    const staff = { desk: ['desk@example.com'] }
    const night = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '20:00', to: '06:00' }]
    say({
      ...{ staff, ladder: [{ after: '0 minutes', roles: ['Night watch'] }] },
      teams: [{ role: 'night watch', hours: night, onHolidays: 'open', people: [{ email: 'ida@example.com' }] }],
    })
    expect(await ladder()).toEqual([
      'warn  ladder: night watch: nobody on duty Mon, Tue, Wed, Thu, Fri, Sat, Sun 06:00–20:00; the desk is told instead',
    ])
  })

  test('pings the watchdog, and names its host alone', async () => {
    const watchdog = await startWatchdog()
    onTestFinished(() => watchdog.close())
    const run = await clinic(await freshFile())
    const heartbeat = async () => {
      const { stdout } = await run('doctor')
      expect(stdout).not.toContain('hush')
      return stdout.split('\n').filter((line) => line.includes('heartbeat:'))
    }
    expect(await heartbeat()).toEqual([expect.stringMatching(/^warn {2}heartbeat: nobody outside notices/)])
    vi.stubEnv('HEARTBEAT_URL', watchdog.url)
    const { host } = new URL(watchdog.url)
    expect(await heartbeat()).toEqual([`ok    heartbeat: ${host} took a ping, which counts as one of the server`])
    expect(watchdog.pings).toHaveLength(1)
    watchdog.fault = () => ({ status: 404 })
    expect(await heartbeat()).toEqual([`fail  heartbeat: ${host} takes no ping: it answers 404`])
    vi.stubEnv('HEARTBEAT_URL', 'http://127.0.0.1:9/hush')
    expect(await heartbeat()).toEqual([expect.stringMatching(/^fail {2}heartbeat: 127\.0\.0\.1:9 takes no ping: \S/)])
  })

  test('leaves the database as it was, byte for byte of what it holds', async () => {
    const place = await freshFile()
    const run = await clinic(place)
    const settings = () => place.db.selectFrom('settings').selectAll().orderBy('name').execute()
    const before = await settings()
    await run('doctor')
    await run('doctor', '--first')
    expect(await settings()).toEqual(before)
  })
})

test('the doctor finds that the ladder of the demonstration, whole at every hour, leads to invented people', async () => {
  const run = terminalAt(join(await temporaryFolder('clinic'), 'data'))
  vi.stubEnv('SECRET_KEY', TEST_KEY)
  expect((await run('demo', 'load')).code).toBe(0)
  vi.stubEnv('PUBLIC_URL', 'https://127.0.0.1:9')
  const ladder = (await run('doctor')).stdout.split('\n').filter((line) => line.includes(' ladder: '))
  expect(ladder).toEqual([expect.stringMatching(/^warn {2}ladder: the configuration names nobody; only the invented/)])
})

test('the doctor finds that there is no database, makes none, and still tries the rest', async () => {
  const folder = join(await temporaryFolder('clinic'), 'mistyped')
  const run = terminalAt(folder)
  vi.stubEnv('PUBLIC_URL', 'https://127.0.0.1:9')
  const { code, stdout } = await run('doctor')
  expect(stdout).toContain(`fail  database: there is none at ${folder}/signalpost.sqlite\n`)
  expect(stdout).toMatch(/^warn {2}address: nobody answers/m)
  expect([code, existsSync(folder)]).toEqual([78, false])
})
