import type { BrowserContextOptions, Page, Request } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { NOW } from '../site/samples.ts'
import { type Host, host, nowJson } from '../site/serve.ts'
import { DESKTOP, withPage } from './browser.ts'

export const MINUTE = 60_000

let site: Host

/** What serves the page that is open; it is closed after the test. */
export const openSite = (): Host => site
export function closeOpenSite(): void {
  afterEach(() => site.close())
}

/** Opens a page at the instant it was made, with a clock that only the test moves and that may be wrong by some ms. */
export async function opened(
  path: string,
  pages: Record<string, string>,
  use: (page: Page) => Promise<void>,
  wrong = 0,
  reader: BrowserContextOptions = {},
): Promise<void> {
  site = await host({ '/now.json': nowJson(41, NOW), ...pages })
  site.clock = () => NOW
  await withPage({ ...DESKTOP, ...reader }, async (page) => {
    await page.clock.install({ time: NOW + wrong - 60 * MINUTE })
    await page.clock.pauseAt(NOW + wrong)
    await page.goto(site.url + path)
    await use(page)
  })
}

/** Lets time pass, with `/now.json` written in each minute of it (unless `event` is null). */
export async function wait(page: Page, minutes: number, event: number | null): Promise<void> {
  const ahead = site.clock() - (await page.evaluate(() => Date.now()))
  // By name, not by number: the page may have asked before anybody listened. One that it gives up on has ended, too.
  const waiting = new Set<Request>()
  page.on('request', (request) => isOfPage(request) && waiting.add(request))
  page.on('requestfinished', (request) => waiting.delete(request))
  page.on('requestfailed', (request) => waiting.delete(request))
  for (let step = 0; step < minutes * 6; step++) {
    const now = ahead + (await page.evaluate(() => Date.now()))
    site.clock = () => now + MINUTE / 6
    if (event !== null && step % 6 === 0) site.pages['/now.json'] = nowJson(event, now)
    // Less than the page gives an answer before it gives up.
    await page.clock.runFor(MINUTE / 6)
    await expect.poll(() => waiting.size, { interval: 2 }).toBe(0)
  }
}

/** Is it the page that asks? The icon of the tab is the browser's affair: it is fetched when the browser likes. */
export function isOfPage(request: Request): boolean {
  return request.resourceType() !== 'other'
}
