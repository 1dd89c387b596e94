import axeCore from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { findChromium } from './chromium.ts'

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
export const DESKTOP = { viewport: { width: 1280, height: 900 } }

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // Nothing outside this machine is reached, and a page that wants to is found out.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

let browser: Browser | undefined
beforeAll(async () => {
  browser = await launch()
}, 60_000)
afterAll(() => browser?.close())

async function launch(): Promise<Browser> {
  const { program, env } = await findChromium()
  return chromium.launch({ executablePath: program, args: FLAGS, env: { ...definedEnvironment(), ...env } })
}

function definedEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(defined)
}

/**
 * Opens a page in a browser profile of its own (cookies, caches and workers are fresh) and closes it afterwards. What
 * the page reports as an error, a refusal of its content security policy included, fails the test.
 */
export async function withPage<T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
  if (!browser) throw new Error('withPage() is for use inside a test')
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options })
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    const { url } = message.location()
    // That the page itself was not found is for the test to judge.
    if (message.type() === 'error' && url !== message.page()?.url()) complaints.push(`${message.text()} (${url})`)
  })
  try {
    const result = await use(await context.newPage())
    if (complaints.length > 0) throw new Error(`The page reported errors:\n${complaints.join('\n')}`)
    return result
  } finally {
    await context.close()
  }
}

/**
 * What axe finds wrong for people with disabilities (WCAG 2.2 A and AA, and best practice), one line each; by all of its
 * rules unless some are named. Needs JavaScript.
 */
export async function axe(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeCore.source)
  const options = JSON.stringify(rules ? { runOnly: rules } : {})
  const { violations } = await page.evaluate<import('axe-core').AxeResults>(`axe.run(${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any, all }) => `${id}: ${target.join(' ')}: ${[...any, ...all].map((check) => check.message)}`,
    ),
  )
}
