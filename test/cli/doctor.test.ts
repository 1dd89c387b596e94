import { expect, test, vi } from 'vitest'
import { addPlatforms } from '../support/app/actions.ts'
import { testApp } from '../support/app/test-app.ts'
import { disarm } from '../support/audit.ts'
import { onEachDatabase } from '../support/database.ts'
import { terminal } from '../support/process/terminal.ts'

onEachDatabase('the doctor', (_, freshFile) => {
  test('wonders about an empty database, and counts what is there', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    const empty = await run('doctor')
    expect([empty.code, empty.stdout]).toEqual([0, expect.stringContaining('if you expected some, check DATA_DIR')])
    await addPlatforms(place.db, 'trunks', 'fax')
    expect((await run('doctor')).stdout).toContain('ok    content: 2 platforms, no demonstration')
  })

  test('tells of a proxy that nobody named, which a running instance noticed, until it is named', async () => {
    const place = await freshFile()
    const run = await terminal(place)
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
    const run = await terminal(place)
    await addPlatforms(place.db, 'trunks', 'fax')
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
    const run = await terminal(await freshFile())
    vi.stubEnv('SECRET_KEY', 'another key of thirty-two characters or more')
    for (const words of [['doctor'], ['token', 'list'], ['token', 'create', '--name', 'desk', '--role', 'agent']]) {
      const { code, stderr } = await run(...words)
      expect([code, stderr]).toEqual([78, expect.stringContaining('SECRET_KEY is not the secret key of this database')])
    }
    expect((await run('migrate')).code).toBe(0)
    const accepted = await run('migrate', '--accept-new-key')
    expect(accepted.stdout).toBe('The database is up to date.\nThe secret key is accepted.\n')
    expect((await run('token', 'list')).code).toBe(0)
  })
})
