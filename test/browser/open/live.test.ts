import { describe, expect, test } from 'vitest'
import type { MaintenancesView, MovedView } from '../../../src/views.ts'
import { calm } from '../../support/browser/calm.ts'
import { closeOpenSite, isOfPage, MINUTE, opened, openSite, wait } from '../../support/browser/open-page.ts'
import { render } from '../../support/site/pages.ts'
import { home, incident, masterCase, NOW, pageContext, updates, views } from '../../support/site/samples.ts'
import { nowJson } from '../../support/site/serve.ts'

closeOpenSite()

describe('an open page', () => {
  test('takes over what was published since, and says so to a screen reader', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      expect(await page.textContent('h1')).toBe('All 16 platforms work.')
      openSite().pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByRole('heading', { name: /is down; Teams Operator/ }).waitFor()
      expect(await page.textContent('#news')).toBe(`${masterCase.title}: Identified. Next update by 14:04 MST.`)
      expect(await page.title()).toBe('Partial system outage · Northline Communications status')
      expect(await page.getAttribute('link[rel=icon]', 'href')).toBe('/favicon-major_outage.svg')
      expect(await page.textContent('article')).toContain('Next update by 14:04 MST')
    })
  })

  test('keeps what is being typed, the focus and the place', async () => {
    await opened('/', { '/': await render(pageContext(incident, '/')) }, async (page) => {
      await page.fill('input[type=email]', 'alice@customer')
      await page.focus('input[type=email]')
      await page.evaluate(() => scrollTo(0, 200))
      const next = { ...incident, incident: { ...incident.incident, phase: 'monitoring' as const } }
      openSite().pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
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
      openSite().pages['/'] = await render({ ...pageContext({ ...home, recent: [] }), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByText('No incident was resolved in the last two weeks.').waitFor()
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
      const kept = { kind: 'next_update', dueAt: NOW + 60 * MINUTE, keptAt: null, state: 'open', lateness: 0 } as const
      const next = {
        ...incident,
        updates: [latest as (typeof updates)[0], ...incident.updates],
        record: incident.record && { ...incident.record, entries: [...incident.record.entries, kept] },
      }
      openSite().pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
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
      openSite().pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await fold(first.month).waitFor({ state: 'detached' })
      expect([await open(middle), await open(last)]).toEqual([false, true])
    })
  })

  test('asks once more where a cache on the way answered with the page of a moment ago', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      await wait(page, 1 / 6, 42)
      expect(await page.textContent('h1')).toBe('All 16 platforms work.')
      openSite().pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByRole('heading', { name: /is down; Teams Operator/ }).waitFor()
    })
  })

  test('follows an incident to the one it turned out to be', async () => {
    const { url } = masterCase
    const moved: MovedView = { kind: 'moved', title: 'The same problem', to: { title: masterCase.title, url } }
    const pages = { '/': await render(pageContext(incident, '/')), [url]: await render(pageContext(incident, url)) }
    await opened('/', pages, async (page) => {
      openSite().pages['/'] = await render({ ...pageContext(moved, '/'), event: 42, madeAt: NOW + 1 })
      openSite().pages['/now.json'] = nowJson(42, NOW)
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
      openSite().pages['/'] = await render({ ...pageContext(late), madeAt: NOW + 22 * MINUTE + 1 })
      await wait(page, 21, 41)
      expect(await page.textContent('article')).toContain('Next update by')
      await wait(page, 3, 41)
      await page.locator('article .promise', { hasText: 'Update overdue since' }).waitFor()
    })
  })
})
