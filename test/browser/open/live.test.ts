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
      await page.getByRole('heading', { name: / down; Teams Operator/ }).waitFor()
      expect(await page.textContent('#news')).toBe(`${masterCase.title}: Identified. Next update by 14:04 MST.`)
      expect(await page.title()).toBe('Major outage · Northline Communications status')
      expect(await page.getAttribute('link[rel=icon]', 'href')).toBe('/favicon-major_outage.svg')
      expect(await page.textContent('article')).toContain('Next update by 14:04 MST')
    })
  })

  test('catches up at once when it is looked at again after 20 minutes, having asked nothing meanwhile', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      await wait(page, 1, 41)
      const turn = (hidden: boolean) =>
        page.evaluate((value) => {
          Object.defineProperty(document, 'hidden', { value, configurable: true })
          document.dispatchEvent(new Event('visibilitychange'))
        }, hidden)
      await turn(true)
      let asked = 0
      page.on('request', (request) => {
        if (isOfPage(request)) asked += 1
      })
      await wait(page, 20, 42)
      expect(asked).toBe(0)
      openSite().pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await turn(false)
      await page.getByRole('heading', { name: / down; Teams Operator/ }).waitFor()
      expect(asked).toBe(2)
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
      // How long ago that was goes on.
      const selection = () =>
        page.evaluate(() =>
          getSelection()
            ?.toString()
            .replace(/\d+ minutes ago/g, ''),
        )
      const selected = await selection()
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
      expect(await selection()).toBe(selected)
    })
  })

  test('folds and unfolds nothing by itself when a month is over', async () => {
    const planned = views['/maintenance/'] as MaintenancesView
    await opened('/', { '/': await render(pageContext(planned, '/')) }, async (page) => {
      const open = async (fold: string) => (await page.locator(`#${fold}`).getAttribute('open')) !== null
      await page.locator('#past summary').click()
      await page.locator('#calendars summary').click()
      await page.locator('#calendars summary').click()
      const next = { ...planned, months: planned.months.slice(1) }
      openSite().pages['/'] = await render({ ...pageContext(next, '/'), event: 42, madeAt: NOW + 1 })
      const before = await page.locator('#unfelt summary').textContent()
      await wait(page, 1, 42)
      await expect.poll(() => page.locator('#unfelt summary').textContent()).not.toBe(before)
      expect([await open('past'), await open('calendars'), await open('unfelt')]).toEqual([true, false, false])
    })
  })

  test('asks once more where a cache on the way answered with the page of a moment ago', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      await wait(page, 1 / 6, 42)
      expect(await page.textContent('h1')).toBe('All 16 platforms work.')
      openSite().pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      await page.getByRole('heading', { name: / down; Teams Operator/ }).waitFor()
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
