import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOCALES } from '../../../src/i18n/index.ts'
import { PHONE, withPage } from '../../support/browser/browser.ts'
import { hard, ordinary } from '../../support/site/fixtures.ts'
import { render } from '../../support/site/pages.ts'
import { home, NOW, pageContext } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

const PAGES = [
  'home',
  'twelve',
  'incident',
  'waiting',
  'maintenance',
  'maintenances',
  'platform',
  'history',
  'month',
  'promises',
  'subscribe',
]

const LOOKED_AT = NOW + 8 * 60_000

let site: Host
beforeAll(async () => {
  const made = PAGES.map(async (kind) => [`/${kind}/`, await render(ordinary[kind] ?? hard[kind] ?? pageContext(home))])
  for (const locale of ['pt', 'es'] as const) {
    const { site, ...rest } = pageContext(home)
    made.push(render({ ...rest, site: { ...site, locale, languages: LOCALES } }).then((html) => [`/${locale}/`, html]))
  }
  site = await host({ '/now.json': nowJson(41, LOOKED_AT), ...Object.fromEntries(await Promise.all(made)) })
  site.clock = () => LOOKED_AT
})
afterAll(() => site.close())

test.each([...PAGES, 'pt', 'es'])(
  '%s stays where it is while its font comes and the reader’s own times are put in',
  async (kind) => {
    await withPage({ ...PHONE, timezoneId: 'Asia/Tokyo' }, async (page) => {
      await page.clock.setFixedTime(LOOKED_AT)
      const client = await page.context().newCDPSession(page)
      await client.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await page.goto(`${site.url}/${kind}/`, { waitUntil: 'networkidle' })
      const moved = await page.evaluate(
        () =>
          new Promise<number>((done) => {
            let sum = 0
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
            }).observe({ type: 'layout-shift', buffered: true })
            requestAnimationFrame(() => setTimeout(() => done(sum), 100))
          }),
      )
      expect(moved).toBeLessThanOrEqual(0.02)
    })
  },
)
