import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, withPage } from '../../support/browser/browser.ts'
import { ordinary } from '../../support/site/fixtures.ts'
import { render } from '../../support/site/pages.ts'
import { home, NOW, pageContext } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

let site: Host
beforeAll(async () => {
  const month = ordinary.month
  const calendar = ordinary['maintenance-month']
  if (!month || !calendar) throw new Error('no samples')
  site = await host({
    '/now.json': nowJson(41, NOW),
    '/': await render(pageContext(home, '/')),
    '/reports/2026-11/': await render(month),
    '/maintenance/2026-11/': await render(calendar),
  })
})
afterAll(() => site.close())

test('the front page prints every platform, also those that are folded, and asks nothing', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.goto(`${site.url}/`)
    const folded = page.locator('details.group .platform')
    expect(await folded.count()).toBeGreaterThan(0)
    expect(await page.locator('.strip').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    for (const platform of await folded.all())
      expect(await platform.evaluate((one) => one.checkVisibility({ contentVisibilityAuto: true }))).toBe(true)
    expect(await page.locator('.strip').isVisible()).toBe(false)
  })
})

test('the report on a month explains each mark that it draws, also on paper', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.goto(`${site.url}/reports/2026-11/`)
    const kinds = (where: string) =>
      page.locator(where).evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('class')))].sort())
    const drawn = await kinds('.drawn .bar path')
    expect(drawn.length).toBeGreaterThan(1)
    for (const media of ['screen', 'print'] as const) {
      await page.emulateMedia({ media })
      expect(await page.locator('.legend').isVisible()).toBe(true)
      expect(await kinds('.legend path')).toEqual(drawn)
      // A sign beside its word, not as wide as a month.
      expect((await page.locator('.legend svg').first().boundingBox())?.width).toBeLessThan(20)
    }
  })
})

test('a window that was called off is struck through in the lists', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.goto(`${site.url}/maintenance/2026-11/`)
    const link = page.locator('.incidents > .cancelled a')
    expect(await link.evaluate((one) => getComputedStyle(one).textDecorationLine)).toContain('line-through')
  })
})
