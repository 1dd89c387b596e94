import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
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

/** The minified one takes half as long to load, into every page anew. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** One for all files of a process; it ends with that. */
let browser: Promise<Browser> | undefined

async function launch(): Promise<Browser> {
  const { program, env } = await findChromium()
  return chromium.launch({ executablePath: program, args: FLAGS, env: { ...definedEnvironment(), ...env } })
}

function definedEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(defined)
}

interface Profile {
  context: BrowserContext
  page: Page
  /** What its pages reported as errors, refusals of their content security policy included. */
  complaints: string[]
}

async function openProfile(options: BrowserContextOptions): Promise<Profile> {
  browser ??= launch()
  const context = await (await browser).newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options })
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    const { url } = message.location()
    // That the page itself was not found, or a form not accepted, is for the test to judge.
    const isForTest = url === message.page()?.url() || /^Failed to load resource.*\b4(22|29)\b/.test(message.text())
    if (message.type() === 'error' && !isForTest) complaints.push(`${message.text()} (${url})`)
  })
  return { context, page: await context.newPage(), complaints }
}

type UsePage = <T>(use: (page: Page) => Promise<T>) => Promise<T>

/** Lets a test use the page; what the page complains of fails the test. */
const lend =
  ({ page, complaints }: Profile): UsePage =>
  async (use) => {
    const result = await use(page)
    const reported = complaints.splice(0)
    if (reported.length > 0) throw new Error(`The page reported errors:\n${reported.join('\n')}`)
    return result
  }

/** Opens a page in a browser profile of its own (cookies, caches and workers are fresh) and closes it afterwards. */
export async function withPage<T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = await openProfile(options)
  try {
    return await lend(profile)(use)
  } finally {
    await profile.context.close()
  }
}

/** One page for all tests of a block that only look at what they open: a profile for each would take longer than they do. */
export function sharedPage(options: BrowserContextOptions): UsePage {
  let profile: Profile
  beforeAll(async () => {
    profile = await openProfile(options)
  })
  afterAll(() => profile.context.close())
  return (use) => lend(profile)(use)
}

/**
 * What axe finds wrong for people with disabilities (WCAG 2.2 A and AA, and best practice), one line each; by all of its
 * rules unless some are named. Needs JavaScript.
 */
export async function axe(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
  const { violations } = await page.evaluate<import('axe-core').AxeResults>(`axe.run(${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any, all }) => `${id}: ${target.join(' ')}: ${[...any, ...all].map((check) => check.message)}`,
    ),
  )
}

/** That a request failed is what the test is about; the browser's console says so. */
export function ignoringAborted(error: unknown): void {
  const lines = error instanceof Error ? error.message.split('\n') : []
  const isOwn =
    lines[0] === 'The page reported errors:' && lines.slice(1).every((line) => /Failed to load resource/.test(line))
  if (!isOwn) throw error
}
