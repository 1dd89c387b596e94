import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { calm } from '../../support/browser/calm.ts'
import { closeOpenSite, MINUTE, opened, openSite, wait } from '../../support/browser/open-page.ts'
import { render } from '../../support/site/pages.ts'
import { home, masterCase, NOW, pageContext } from '../../support/site/samples.ts'
import { nowJson } from '../../support/site/serve.ts'

closeOpenSite()

describe('an open page', () => {
  test('admits after two minutes without an answer that it may be out of date, says so once, and recovers', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      const banner = page.locator('#stale')
      await wait(page, 4, 41)
      expect(await banner.isHidden()).toBe(true)
      await page.evaluate(() => {
        const said: string[] = []
        Object.assign(window, { said })
        const stale = document.getElementById('stale') as Element
        new MutationObserver(() => said.push(stale.textContent ?? '')).observe(stale, { childList: true })
        scrollTo(0, document.body.scrollHeight)
      })
      await wait(page, 1, null)
      expect(await banner.isHidden()).toBe(true)
      await wait(page, 3, null)
      await banner.waitFor()
      expect(await banner.textContent()).toMatch(/may be out of date: nothing has been heard since \d\d:\d\d/)
      expect(await banner.textContent()).not.toMatch(/reload/i)
      const { y = -1 } = (await banner.boundingBox()) ?? {}
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y).toBeLessThan(100)
      await wait(page, 5, null)
      expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toHaveLength(1)
      await wait(page, 2, 41)
      await banner.waitFor({ state: 'hidden' })
    })
  })

  test('believes a page that was made after an outage, though what tells how fresh it is comes a moment later', async () => {
    await opened('/', { '/': await render(pageContext(home)) }, async (page) => {
      await wait(page, 17, 41)
      openSite().pages['/now.json'] = ''
      await wait(page, 11, null)
      expect(await page.locator('#stale').isVisible()).toBe(true)
      // The promise passed meanwhile; `/now.json` is still that of before the outage.
      const now = openSite().clock()
      openSite().pages['/'] = await render({ ...pageContext(home), madeAt: now })
      openSite().pages['/now.json'] = nowJson(41, NOW + 17 * MINUTE)
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await page.locator('#stale').waitFor({ state: 'hidden' })
      expect(await page.locator('.hero .checked').textContent()).toBe('Checked just now')
    })
  })

  test('tells when things last changed and when it was made, and adds by itself that it was checked since', async () => {
    await opened('/', { '/': await render(pageContext(calm)) }, async (page) => {
      const hero = page.locator('.hero .asof')
      expect(await hero.textContent()).toContain('Last change 21:22 CET, page made Sun 22 Nov 2026, 21:42 CET')
      await wait(page, 4, 41)
      expect(await hero.textContent()).toMatch(/21:42 CET.*Checked just now/s)
      // Set apart from the time before it, which ends no sentence.
      const before = (checked: Element) => getComputedStyle(checked, '::before').content
      expect(await hero.locator('.checked').evaluate(before)).toBe('"· "')
      await wait(page, 5, null)
      expect(await hero.textContent()).toMatch(/Checked \d min ago/)
    })
  })

  test('reads out what became of an incident, and nothing where only its own time has passed', async () => {
    await opened('/', { '/': await render(pageContext(home)) }, async (page) => {
      const over = { ...masterCase, phase: 'resolved', resolvedAt: NOW } as const
      openSite().pages['/'] = await render({ ...pageContext(home), event: 42, madeAt: NOW + 1 })
      await wait(page, 1, 42)
      expect(await page.textContent('#news')).toBe('')
      const next = { ...home, open: [], recent: [over, ...home.recent] }
      openSite().pages['/'] = await render({ ...pageContext(next), event: 43, madeAt: NOW + 2 })
      await wait(page, 2, 43)
      expect(await page.textContent('#news')).toBe(`${masterCase.title}: Resolved.`)
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

  test('shows the time of the reader before that of the provider', async () => {
    await opened('/', { '/': await render(pageContext(home)) }, async (page) => {
      expect(await page.textContent('article .promise')).toContain('Next update by 22:04 CET (14:04 MST)')
    })
  })

  test.each([
    ['Asia/Tokyo', '06:04 JST (Sun 14:04 MST)'],
    ['America/Denver', '14:04 MST'],
    ['America/Phoenix', '14:04 MST'],
  ])('names the day for a reader in %s only if it is another one', async (timezoneId, own) => {
    const look = async (page: Page) => {
      expect((await page.textContent('article .promise'))?.trim()).toBe(`Next update by ${own}`)
    }
    await opened('/', { '/': await render(pageContext(home)) }, look, 0, { timezoneId })
  })
})
