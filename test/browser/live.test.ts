import type { Page, Request } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import type { HomeView, MaintenancesView, MovedView } from '../../src/views.ts'
import { DESKTOP, withPage } from '../support/browser/browser.ts'
import { render } from '../support/site/pages.ts'
import { home, incident, masterCase, NOW, pageContext, updates, views } from '../support/site/samples.ts'
import { type Host, host, nowJson } from '../support/site/serve.ts'

const MINUTE = 60_000
const calm: HomeView = { ...home, open: [], overall: { indicator: 'none', key: 'all_operational' } }

let site: Host
afterEach(() => site.close())

/** Opens a page at the instant it was made, with a clock that only the test moves and that may be wrong by some ms. */
async function opened(
  path: string,
  pages: Record<string, string>,
  use: (page: Page) => Promise<void>,
  wrong = 0,
): Promise<void> {
  site = await host({ '/now.json': nowJson(41, NOW), ...pages })
  site.clock = () => NOW
  await withPage(DESKTOP, async (page) => {
    await page.clock.install({ time: NOW + wrong - 60 * MINUTE })
    await page.clock.pauseAt(NOW + wrong)
    await page.goto(site.url + path)
    await use(page)
  })
}

/** Lets time pass, with `/now.json` written in each minute of it (unless `event` is null). */
async function wait(page: Page, minutes: number, event: number | null): Promise<void> {
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
function isOfPage(request: Request): boolean {
  return request.resourceType() !== 'other'
}

describe('an open page', () => {
  test('takes over what was published since, and says so to a screen reader', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      expect(await page.textContent('h1')).toBe('All systems operational')
      site.pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByRole('heading', { name: 'Partial system outage' }).waitFor()
      expect(await page.textContent('#news')).toBe('This page was updated: Partial system outage')
      expect(await page.textContent('article')).toContain('Next update by 14:04 MST')
    })
  })

  test('keeps what is being typed, the focus and the place', async () => {
    await opened('/', { '/': await render(pageContext(incident, '/')) }, async (page) => {
      await page.fill('input[type=email]', 'alice@customer')
      await page.focus('input[type=email]')
      await page.evaluate(() => scrollTo(0, 200))
      const next = { ...incident, incident: { ...incident.incident, phase: 'monitoring' as const } }
      site.pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.locator('header .phase', { hasText: 'Monitoring' }).waitFor()
      expect(await page.inputValue('input[type=email]')).toBe('alice@customer')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('address')
      expect(await page.evaluate(() => scrollY)).toBe(200)
    })
  })

  test('keeps the focus on a link that is still there', async () => {
    await opened('/', { '/': await render(pageContext(home)) }, async (page) => {
      await page.focus(`h3 a[href="${masterCase.url}"]`)
      site.pages['/'] = await render({ ...pageContext({ ...home, recent: [] }), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByText('No incident was resolved in the last days.').waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(masterCase.url)
    })
  })

  test('leaves what did not change alone: an opened fold, the focus on it, selected text', async () => {
    await opened('/', { '/': await render(pageContext(incident, '/')) }, async (page) => {
      await page.click('.record summary')
      await page.evaluate((first) => {
        getSelection()?.selectAllChildren(document.getElementById(first) as Element)
      }, `update-${updates[0]?.id}`)
      const selected = await page.evaluate(() => getSelection()?.toString())
      const latest = {
        ...incident.updates[0],
        id: 'new',
        at: NOW,
        phase: 'monitoring',
        body: '<p>All trunks are back.</p>',
      }
      const kept = { firstResponse: false, dueAt: NOW + 60 * MINUTE, keptAt: null, state: 'open', lateness: 0 } as const
      const next = {
        ...incident,
        updates: [latest as (typeof updates)[0], ...incident.updates],
        record: incident.record && { ...incident.record, entries: [...incident.record.entries, kept] },
      }
      site.pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      expect(await page.locator('.timeline > li').allInnerTexts()).toEqual([
        expect.stringContaining('All trunks are back.'),
        ...Array(updates.length).fill(expect.any(String)),
      ])
      expect(await page.locator('.record li:visible').count()).toBe(4)
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('summary')
      expect(selected).toContain('moving traffic to Dallas')
      expect(await page.evaluate(() => getSelection()?.toString())).toBe(selected)
    })
  })

  test('folds and unfolds nothing by itself when a month is over', async () => {
    const planned = views['/maintenance/'] as MaintenancesView
    const [first, second, third] = planned.months
    if (!first || !second) throw new Error('the samples plan two months')
    const months = [first, second, third ?? { month: '2027-02', windows: first.windows }]
    await opened('/', { '/': await render(pageContext({ ...planned, months }, '/')) }, async (page) => {
      const fold = (month: string) => page.locator(`#month-${month}`)
      const open = async (month: string) => (await fold(month).getAttribute('open')) !== null
      const asMade = await Promise.all(months.map(({ month }) => open(month)))
      expect(asMade).toEqual([true, true, false])
      const [, middle, last] = months.map(({ month }) => month) as [string, string, string]
      await fold(middle).locator('summary').click()
      await fold(last).locator('summary').click()
      const next = { ...planned, months: months.slice(1) }
      site.pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await fold(first.month).waitFor({ state: 'detached' })
      expect([await open(middle), await open(last)]).toEqual([false, true])
    })
  })

  test('asks once more where a cache on the way answered with the page of a moment ago', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      await wait(page, 1 / 6, 42)
      expect(await page.textContent('h1')).toBe('All systems operational')
      site.pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByRole('heading', { name: 'Partial system outage' }).waitFor()
    })
  })

  test('follows an incident to the one it turned out to be', async () => {
    const { url } = masterCase
    const moved: MovedView = { kind: 'moved', title: 'The same problem', to: { title: masterCase.title, url } }
    const pages = { '/': await render(pageContext(incident, '/')), [url]: await render(pageContext(incident, url)) }
    await opened('/', pages, async (page) => {
      site.pages['/'] = await render({ ...pageContext(moved, '/'), event: 42, madeAt: NOW + 1 })
      site.pages['/now.json'] = nowJson(42, NOW)
      await page.clock.runFor(3_000)
      await page.waitForURL(`**${url}`)
    })
  })

  test('does not fetch itself again while nothing happens', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      const asked: string[] = []
      page.on('request', (request) => isOfPage(request) && asked.push(new URL(request.url()).pathname))
      await wait(page, 3, 41)
      expect(asked.length).toBeGreaterThan(1)
      expect(new Set(asked)).toEqual(new Set(['/now.json']))
    })
  })

  test('looks again when a promise has passed, which is no event', async () => {
    await opened('/', { '/': await render(pageContext(home)) }, async (page) => {
      const promise = { ...masterCase.promise, standing: 'overdue' } as const
      const late = { ...home, open: [{ ...masterCase, promise }] }
      site.pages['/'] = await render({ ...pageContext(late), madeAt: NOW + 22 * MINUTE + 1 })
      await wait(page, 21, 41)
      expect(await page.textContent('article')).toContain('Next update by')
      await wait(page, 3, 41)
      await page.getByText('Update overdue since').waitFor()
    })
  })

  test('admits that it may be out of date when nothing was heard for five minutes, and recovers', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      const banner = page.locator('#stale')
      await wait(page, 4, 41)
      expect(await banner.isHidden()).toBe(true)
      await wait(page, 8, null)
      await banner.waitFor()
      expect(await banner.textContent()).toMatch(/may be out of date: it was last confirmed \d+ minutes ago/)
      await wait(page, 2, 41)
      await banner.waitFor({ state: 'hidden' })
    })
  })

  test('does not mind a reader whose clock is wrong', async () => {
    const tomorrow = 24 * 60 * MINUTE
    const look = async (page: Page) => {
      await wait(page, 3, 41)
      expect(await page.locator('#stale').isHidden()).toBe(true)
    }
    await opened('/', { '/': await render(pageContext(calm)) }, look, tomorrow)
  })

  test('shows the time of the reader beside that of the provider', async () => {
    await opened('/', { '/': await render(pageContext(home)) }, async (page) => {
      expect(await page.textContent('article .promise')).toContain('Next update by 14:04 MST (22:04 your time)')
      expect(await page.getAttribute('article .promise time', 'title')).toContain('22, 2026')
    })
  })

  test.each([
    ['Asia/Tokyo', ' (Mon 06:04 your time)'],
    ['America/Denver', ''],
    ['America/Phoenix', ''],
  ])('names the day for a reader in %s only if it is another one', async (timezoneId, own) => {
    site = await host({ '/now.json': nowJson(41, NOW), '/': await render(pageContext(home)) })
    await withPage({ ...DESKTOP, timezoneId }, async (page) => {
      await page.goto(`${site.url}/`)
      expect((await page.textContent('article .promise'))?.trim()).toBe(`Next update by 14:04 MST${own}`)
    })
  })
})
