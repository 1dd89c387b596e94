import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { bannerScript } from '../../../server/publish/embed/banner.ts'
import { LOCALES } from '../../../src/i18n/index.ts'
import { site } from '../site/samples.ts'
import { DESKTOP, withPage } from './browser.ts'

const servers: Server[] = []
/** Ends what `listen` began, after each test. */
export function closeServers(): void {
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections()
  })
}

/** Serves on an origin of its own, which is returned. */
export async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A page of somebody else as strict and as unkind as it can be: its policy, and styles that would hide and paint everything. */
export async function otherSite(status: string, attributes = '', lang = 'en'): Promise<string> {
  const policy = `default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; connect-src ${status}; require-trusted-types-for 'script'`
  const styles = '* { color: red !important; font-size: 3px !important } div, ul, section { display: none !important }'
  const html = `<!doctype html><html lang="${lang}"><head><title>Portal</title><link rel="icon" href="data:,"><style nonce="abc">${styles}</style>
    <script nonce="abc" src="${status}/embed/banner.js" ${attributes} async></script></head><body><h1>Portal</h1></body></html>`
  return listen((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html),
  )
}

/** A published folder of which only the banner is asked for; what it says may change while the browser looks. */
export interface StatusSite {
  url: string
  /** What `/embed/banner.json` says; null where nothing is to be had. */
  says: object | null
  /** How often it was asked for. */
  asked: number
}

export async function statusSite(says: object | null): Promise<StatusSite> {
  const status: StatusSite = { url: '', says, asked: 0 }
  const script = bannerScript({ site: { ...site, languages: LOCALES } })
  const open = { 'access-control-allow-origin': '*' }
  status.url = await listen(({ url }, response) => {
    if (url === '/embed/banner.js') response.writeHead(200, { ...open, 'content-type': 'text/javascript' }).end(script)
    else {
      status.asked += 1
      if (status.says)
        response.writeHead(200, { ...open, 'content-type': 'application/json' }).end(JSON.stringify(status.says))
      else response.writeHead(503, open).end()
    }
  })
  return status
}

/**
 * Lets a page's clock run until the status page has been asked so often, and what it said before is therefore shown. Returns how
 * long that was by that clock, ms.
 */
export async function runUntilAsked(page: Page, status: StatusSite, times: number): Promise<number> {
  const STEP = 10_000
  let ran = 0
  const asked = async () => {
    if (status.asked >= times) return true
    await page.clock.runFor(STEP)
    ran += STEP
    return false
  }
  await expect.poll(asked, { timeout: 60_000 }).toBe(true)
  return ran
}

/** Opens such a page at an instant, with a clock that only the test moves. */
export async function visiting(
  url: string,
  now: number,
  use: (page: Page) => Promise<void>,
  reader = {},
): Promise<void> {
  await withPage({ ...DESKTOP, ...reader }, async (page) => {
    await page.clock.install({ time: now - 60_000 })
    await page.clock.pauseAt(now)
    await page.goto(url)
    await use(page)
  })
}
