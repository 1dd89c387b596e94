import { mkdirSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveDraft } from '../../../server/actions/draft/save-draft.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import { climbAt, LADDER } from '../../support/app/ladder.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { axe, DESKTOP, PHONE, withPage } from '../../support/browser/browser.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { headerPolicy, render } from '../../support/site/pages.ts'

const FILES = join(import.meta.dirname, '../../../dist/client')

const TYPES: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
}

let app: TestApp
let server: Server
let url: string
/** Does the server answer? */
let isAway = false
beforeAll(async () => {
  const fetch: Parameters<typeof createAdaptorServer>[0]['fetch'] = (request, env) => {
    const { pathname } = new URL(request.url)
    if (isAway && pathname.startsWith('/staff/')) return new Response('away', { status: 502 })
    if (pathname === '/staff.webmanifest') return Response.json({ name: 'desk' })
    const type = TYPES[/\.(\w+)$/.exec(pathname)?.[1] ?? '']
    if (type) return new Response(readFileSync(join(FILES, pathname)), { headers: { 'content-type': type } })
    return app.hono.fetch(request, env)
  }
  server = createAdaptorServer({ fetch }) as Server
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const TITLES = ['Calls fail on the Dallas trunks', 'One-way audio', 'Messages arrive late', 'Reports show no data']

/** A desk at this hour with some open incidents, and Dana signed in. */
async function desk(page: Page, incidents: number): Promise<string[]> {
  isAway = false
  const { db } = await sqliteInMemory()
  app = await testApp(db, { plan: LADDER, renderer: { render, headerPolicy }, boards: { look: 20, retry: 100 } })
  app.deps.site.url = url
  const ids: string[] = []
  const now = Date.now()
  for (let n = 0; n < incidents; n++) {
    app.clock.now = now - 70 * MINUTE + n * 11 * MINUTE + (n === 0 ? 0 : 90_000)
    const priority = n === 0 ? 'P1G' : ['P2', 'P1', 'P2'][n % 3]
    const platforms = [{ id: n % 2 === 0 ? 'voice' : 'chat', impact: n === 0 ? 'major_outage' : 'partial_outage' }]
    const title = n < TITLES.length ? TITLES[n] : `${TITLES[n % TITLES.length]}, site ${n}`
    const body = outage({ title, priority, platforms, caseNumber: `CS-2044${10 + n}` })
    ids.push((await app.call('POST /incidents', { as: 'agent', body })).json.id)
  }
  if (incidents > 1) {
    await climbAt(app, now - MINUTE)
    const about = { type: 'incident', id: ids[1] ?? '' } as const
    const ctx = { ...app.ctx(), actor: { name: 'staff/Lee Park', role: 'agent' } as const }
    await saveDraft(ctx, { id: newId(), kind: 'update', object: about, fields: { body: 'x' }, base: 1, revision: 0 })
  }
  app.clock.now = now
  app.deps.clock = () => Date.now()
  const { secret } = await signedIn(db, 'admin', now, 'Dana Reyes')
  await page.context().addCookies([{ name: 'signalpost-session', value: secret, url }])
  await page.goto(`${url}/staff/`)
  return ids
}

const isLive = (page: Page) => page.locator('#state', { hasText: /^Live$/ }).waitFor()
const post = (id: string | undefined) =>
  app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'A card was replaced in Dallas.' } })

describe('an open board', () => {
  test('shows a post by the API without being loaded anew, and what is open and in focus stays so', async () => {
    await withPage(DESKTOP, async (page) => {
      const [p1g] = await desk(page, 3)
      await isLive(page)
      await page.evaluate('window.sameAsBefore = true')
      const told = page.locator('.due .told summary').first()
      await told.click()
      const focus = page.locator('.cases a').nth(1)
      await focus.focus()
      await post(p1g)
      await page.getByText('A card was replaced in Dallas.').waitFor()
      expect(await page.evaluate('window.sameAsBefore')).toBe(true)
      expect(await focus.evaluate((link) => link === document.activeElement)).toBe(true)
    })
  })

  test('counts down, and says once what becomes overdue', async () => {
    await withPage(PHONE, async (page) => {
      await desk(page, 1)
      await isLive(page)
      await page.locator('.due.first .count', { hasText: /^10:\d\d late$/ }).waitFor()
      await page.locator('.due.first .count', { hasText: /^10:\d[13579] late$/ }).waitFor()
      expect(await page.locator('.due.first .count').getAttribute('aria-hidden')).toBe('true')
      expect(await page.locator('.due.first').textContent()).toContain('overdue since')
      expect(await page.locator('#news').textContent()).toBe('')
    })
  })

  test('takes being on it in place', async () => {
    await withPage(PHONE, async (page) => {
      await desk(page, 2)
      await isLive(page)
      await page.evaluate('window.sameAsBefore = true')
      await page.getByRole('button', { name: 'I am on it: Calls fail on the Dallas trunks' }).click()
      await page.locator('.due.first').getByText('You are on it').waitFor()
      expect(await page.evaluate('window.sameAsBefore')).toBe(true)
    })
  })

  test('says since when it is not live while the network is gone, and catches up', async () => {
    await withPage(PHONE, async (page) => {
      const [p1g] = await desk(page, 1)
      await isLive(page)
      await page.context().setOffline(true)
      await page.locator('#state', { hasText: /^Not live since \d\d:\d\d\. Trying again\.$/ }).waitFor()
      await post(p1g)
      await page.context().setOffline(false)
      await page.locator('.due.first:not(.late)').waitFor()
      await isLive(page)
    }).catch(ofTheNetwork)
  })

  test('says in place that the session has ended, and keeps what it shows', async () => {
    await withPage(PHONE, async (page) => {
      await desk(page, 2)
      await isLive(page)
      await app.db.deleteFrom('sessions').execute()
      await page.getByRole('button', { name: 'I am on it' }).first().click()
      await page.getByText('Your session has ended.').waitFor()
      expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(
        '/staff/sign-in/?next=%2Fstaff%2F',
      )
      expect(await page.locator('.due').count()).toBe(2)
    }).catch(ofTheNetwork)
  })
})

/** That the network was gone, or the session, is what these tests are about: a browser reports it as an error. */
function ofTheNetwork(error: Error): void {
  const others = error.message
    .split('\n')
    .slice(1)
    .filter((line) => !/Failed to load resource|net::ERR/.test(line))
  if (!error.message.startsWith('The page reported errors') || others.length > 0) throw error
}

describe('twelve open incidents on a phone', () => {
  test('take few screens, and nothing that is due or open is left out', async () => {
    await withPage(PHONE, async (page) => {
      await desk(page, 12)
      await isLive(page)
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(2_800)
      const titles = (list: string) =>
        page.locator(`${list} h3`).evaluateAll((all) => all.map((one) => one.textContent).sort())
      expect(await titles('.dues')).toHaveLength(12)
      expect(await titles('.cases .brief')).toEqual(await titles('.dues'))
    })
  })

  test('have one button each, and another where it is opened who was told', async () => {
    await withPage(PHONE, async (page) => {
      await desk(page, 12)
      await isLive(page)
      const row = page.locator('.due').nth(1)
      const buttons = row.locator('.act').locator('a:visible, button:visible')
      expect(await buttons.allInnerTexts()).toEqual(['Post the update'])
      await row.locator('summary').click()
      await row.getByText(/^Told at .*: desk/).waitFor()
      expect(await buttons.allInnerTexts()).toEqual(['Post the update', 'I am on it'])
      expect(await buttons.evaluateAll(tooSmall)).toEqual([])
      await buttons.last().click()
      await row.getByText('You are on it').waitFor()
      expect(await row.locator('details').evaluate((fold) => (fold as HTMLDetailsElement).open)).toBe(true)
    })
  })
})

describe.each([
  ['390', PHONE],
  ['1280', DESKTOP],
] as const)('the board at %s', (width, options) => {
  test.each([
    ['with twelve open incidents', 12],
    ['with nothing owed', 0],
  ])('is usable by everybody, in light and dark, %s', async (_, incidents) => {
    await withPage(options, async (page) => {
      await desk(page, incidents)
      await isLive(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      expect(await page.locator('.sections').evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBe(0)
      expect(await axe(page)).toEqual([])
      await picture(page, `${width}-${incidents}-light`)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await axe(page, ['color-contrast'])).toEqual([])
      await picture(page, `${width}-${incidents}-dark`)
      expect(await page.locator('.sections a, button:visible, .button:visible').evaluateAll(tooSmall)).toEqual([])
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      await picture(page, `${width}-${incidents}-large`)
    })
  })
})

const tooSmall = (all: Element[]) =>
  all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent)

/** For those who want to look at it. */
async function picture(page: Page, name: string): Promise<void> {
  const { BOARD_PICTURES: folder } = process.env
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
