import { beforeAll, describe, expect, test } from 'vitest'
import { axe, DESKTOP, PHONE, withPage } from '../support/browser/browser.ts'
import { openP1G, report } from '../support/browser/story.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

const MISSING = '/there/is/no/such/page/'

/** The demonstration provider: everything has something to show. */
let server: RunningServer
let paths: string[]
let platform: string
beforeAll(async () => {
  server = await startServer({ env: { SEED: 'demo' } })
  const home = await (await fetch(`${server.url}/`)).text()
  const first = (kind: RegExp) => home.match(kind)?.[1] ?? `missing: ${kind}`
  const [incident, platformPath] = [first(/href="(\/incidents\/[^"]+)"/), first(/href="(\/platforms\/[^"]+\/)"/)]
  platform = platformPath.split('/')[2] ?? ''
  paths = [
    '/',
    incident,
    platformPath,
    '/history/',
    '/maintenance/',
    '/promises/',
    '/support/',
    '/subscribe/',
    '/api/v1/docs',
    MISSING,
  ]
  // The home page comes first; those behind its links may follow a moment later.
  await eventually(() => shown('/readyz'))
})

async function shown(path: string): Promise<true | undefined> {
  return (await fetch(server.url + path)).ok || undefined
}

describe.each([
  ['on a phone', PHONE],
  ['on a desk', DESKTOP],
])('every page %s', (_, size) => {
  test('can be used by everybody: axe finds nothing, light or dark, and nothing is wider than the window', async () => {
    const found: Record<string, string[]> = {}
    await withPage(size, async (page) => {
      for (const path of paths) {
        await page.emulateMedia({ colorScheme: 'light' })
        const response = await page.goto(server.url + path)
        expect([path, response?.status()]).toEqual([path, path === MISSING ? 404 : 200])
        const violations = await axe(page)
        // Only colours differ.
        await page.emulateMedia({ colorScheme: 'dark' })
        violations.push(...(await axe(page, ['color-contrast'])))
        if (violations.length > 0) found[path] = violations
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect([path, overflow]).toEqual([path, 0])
      }
    })
    expect(found).toEqual({})
  })
})

test('everything is there without JavaScript', async () => {
  const visible = async (javaScriptEnabled: boolean) =>
    withPage({ ...DESKTOP, javaScriptEnabled }, async (page) => {
      await page.goto(`${server.url}/`)
      const names = await page.getByRole('heading').allInnerTexts()
      const links = await page.locator('a:visible').allInnerTexts()
      return { names, links }
    })
  const without = await visible(false)
  expect(without).toEqual(await visible(true))
  expect(without.names.length).toBeGreaterThan(5)
})

test('an open page takes up a new update by itself; a form being filled in and an opened fold stay as they are', async () => {
  const id = await openP1G(server, 'Seen without reloading', platform)
  await withPage(DESKTOP, async (page) => {
    await page.clock.install()
    await page.goto(`${server.url}/incidents/${id}/`)
    await page.getByLabel('E-mail address').fill('alice@customer')
    await page.getByText('Each promise').click()
    const promises = page.locator('.record li:visible')
    const before = await promises.count()
    await report(server, id, { body: 'The supplier replaced a card.', phase: 'monitoring' })
    const news = page.getByText('The supplier replaced a card.')
    // Second by second: an answer needs real time, and the page gives up on one after 15 seconds of its own.
    for (let second = 0; second < 90 && !(await news.isVisible()); second++) await page.clock.runFor(1_000)
    await news.waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('alice@customer')
    expect(await promises.count()).toBe(before + 1)
  })
})
