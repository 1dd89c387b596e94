import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { DESKTOP, withPage } from '../support/browser/browser.ts'
import { type DevLoop, startDevLoop } from '../support/browser/dev-loop.ts'

const LONG = { timeout: 60_000, interval: 500 }

let loop: DevLoop
beforeAll(async () => {
  loop = await startDevLoop()
}, 90_000)

/** Does something that makes the page load itself anew, and waits until it has. */
async function reloads(page: Page, change: () => Promise<void>): Promise<void> {
  await page.evaluate('document.documentElement.dataset.before = "yes"')
  await change()
  await page.waitForFunction('!document.documentElement.dataset.before && document.readyState === "complete"', null, {
    timeout: 60_000,
  })
}

describe('npm run dev', () => {
  test('shows a demonstration, kept where DATA_DIR says', async () => {
    const page = await (await fetch(`${loop.url}/`)).text()
    expect(page).toContain('This is a demonstration')
    expect(existsSync(join(loop.dataDir, 'signalpost.sqlite'))).toBe(true)
  })

  test('is the whole product on one port: pages with their statuses, feeds, the API, forms', async () => {
    const status = async (path: string, init?: RequestInit) => (await fetch(loop.url + path, init)).status
    const form = { method: 'POST', body: new URLSearchParams({ address: 'nobody' }), headers: { accept: 'text/html' } }
    // Until all pages are made it may be one of them.
    await expect.poll(() => status('/no/such/page/', { headers: { accept: 'text/html' } }), LONG).toBe(404)
    expect(await status('/history.rss')).toBe(200)
    expect(await status('/api/v1/platforms')).toBe(200)
    expect(await status('/api/v1/incidents', { method: 'POST' })).toBe(401)
    expect(await status('/subscribe/', form)).toBe(422)
  })

  test('a page reloads when a component is edited, and when the server is', { timeout: 150_000 }, async () => {
    await withPage(DESKTOP, async (page) => {
      await page.goto(`${loop.url}/`)
      await reloads(page, () => loop.edit('src/layouts/Page.astro', '<main', '<p id="edited">Edited.</p><main'))
      expect(await page.textContent('#edited')).toBe('Edited.')
      await reloads(page, () => loop.edit('server/boot/installation.ts', 'Northline Communications', 'Southline'))
      expect(await page.title()).toContain('Southline')
    })
  })

  test('prints no address but the product’s, and ends with everything that it started', async () => {
    const addresses = loop.output().match(/https?:\/\/[^/\s"]+/g) ?? []
    expect([...new Set(addresses)]).toEqual([loop.url])
    expect(await loop.stop()).toBe(0)
  })
})
