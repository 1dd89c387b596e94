import { expect, test, vi } from 'vitest'
import { addPlatforms } from '../support/app/actions.ts'
import { testApp } from '../support/app/test-app.ts'
import { onEachDatabase } from '../support/database.ts'
import { terminal } from '../support/terminal.ts'

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
})
