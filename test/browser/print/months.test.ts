import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, DESKTOP, PHONE, withPage } from '../../support/browser/browser.ts'
import { render } from '../../support/site/pages.ts'
import { incident, NOW, pageContext, views } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

let site: Host
const [month, promises] = [views['/reports/2026-11/'], views['/promises/']]
const report = { body: '<h3>Summary</h3><p>A fibre was cut.</p>', at: NOW, correctedAt: null, reopenedAt: null }
beforeAll(async () => {
  if (!month || !promises) throw new Error('no samples')
  site = await host({
    '/now.json': nowJson(41, NOW),
    '/month/': await render(pageContext(month, '/reports/2026-11/')),
    '/promises/': await render(pageContext(promises, '/promises/')),
    '/incident/': await render(pageContext({ ...incident, postmortem: report }, '/incident/')),
  })
})
afterAll(() => site.close())

describe.each(['/month/', '/promises/'])('%s on a phone', (path) => {
  test('is as wide as the phone, without a flaw that a machine finds, and at most four screens long', async () => {
    await withPage(PHONE, async (page) => {
      await page.goto(site.url + path)
      const { wide, tall } = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement
        return { wide: scrollWidth, tall: scrollHeight }
      })
      expect(wide).toBeLessThanOrEqual(PHONE.viewport.width)
      expect(tall / PHONE.viewport.height).toBeLessThanOrEqual(4)
      expect(await axe(page)).toEqual([])
    })
  })
})

test('a month is at most three sheets of paper', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.goto(`${site.url}/month/`)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(3)
  })
})

test('a printed month has its address once, numbered sheets, and words that are not pale', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.goto(`${site.url}/month/`)
    const address = page.locator('.address')
    expect(await address.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await address.textContent()).toMatch(/^https:.*\/reports\/2026-11\/$/)
    expect(await page.locator('.master').evaluate((one) => getComputedStyle(one).color)).toBe('rgb(0, 0, 0)')
    const rules = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .map((rule) => rule.cssText)
        .join(''),
    )
    expect(rules).toContain('counter(page)')
    const time = page.locator('.report td time').first()
    expect(await time.evaluate((one) => getComputedStyle(one).whiteSpace)).toBe('nowrap')
  })
})

test('a tablet gives the figures of a month its whole width', async () => {
  await withPage({ viewport: { width: 768, height: 900 } }, async (page) => {
    await page.goto(`${site.url}/month/`)
    for (const row of [page.locator('tbody tr').first(), page.locator('tbody tr').nth(2)]) {
      const [all, last] = [await row.boundingBox(), await row.locator('td').last().boundingBox()]
      expect((last?.x ?? 0) + (last?.width ?? 0)).toBeGreaterThan((all?.width ?? 0) * 0.9)
    }
  })
})

test('what prints is offered where a script can do it, and prints the report on the cause alone', async () => {
  for (const path of ['/month/', '/incident/']) {
    await withPage({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
      await page.goto(site.url + path)
      expect(await page.locator('[data-print]').isVisible()).toBe(false)
    })
  }
  await withPage(DESKTOP, async (page) => {
    await page.addInitScript(() => {
      window.print = () => Object.assign(window, { printed: document.documentElement.className })
    })
    await page.goto(`${site.url}/incident/`)
    await page.locator('[data-print=postmortem]').click()
    expect(await page.evaluate(() => Reflect.get(window, 'printed'))).toContain('alone')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('heading', { name: 'Summary' }).isVisible()).toBe(true)
    expect(await page.locator('.timeline').isVisible()).toBe(false)
  })
})
