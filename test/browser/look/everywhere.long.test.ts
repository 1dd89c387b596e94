import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '../../../src/i18n/index.ts'
import type { PageContext } from '../../../src/views.ts'
import { axe, sharedPage } from '../../support/browser/browser.ts'
import { hard, ordinary } from '../../support/site/fixtures.ts'
import { render } from '../../support/site/pages.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

/** What readers open; the desk has tests of its own. */
const OF_READERS = Object.entries(ordinary).filter(([kind]) => !/^(desk|console|owed|moved)/.test(kind))
const TROUBLED = Object.entries(hard).filter(([name]) => /^(twelve|empty|calm|longWord|hostile)/.test(name))
const WIDTHS = [320, 390, 768, 1280]

let site: Host
const pages = new Map<string, PageContext>()

beforeAll(async () => {
  const all: Record<string, string> = { '/now.json': nowJson(41, Date.now()) }
  for (const locale of LOCALES) {
    for (const [kind, context] of [...OF_READERS, ...TROUBLED]) {
      const spoken = { ...context, site: { ...context.site, locale, languages: LOCALES } }
      const path = `/${locale}/${kind}/`
      pages.set(path, spoken)
      all[path] = await render(spoken)
    }
  }
  site = await host(all)
}, 60_000)
afterAll(() => site.close())

describe.each(WIDTHS)('in a window %i pixels wide', (width) => {
  const withPage = sharedPage({ viewport: { width, height: 800 } })

  test.each(LOCALES)(
    'everybody can use each page in %s, in light, dark and forced colours',
    { timeout: 600_000 },
    async (locale) => {
      const found: Record<string, unknown> = {}
      await withPage(async (page) => {
        for (const path of [...pages.keys()].filter((one) => one.startsWith(`/${locale}/`))) {
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
          await page.goto(site.url + path)
          const wrong = await axe(page)
          await page.emulateMedia({ colorScheme: 'dark' })
          wrong.push(...(await axe(page, ['color-contrast'])))
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
          wrong.push(...(await axe(page, ['color-contrast'])))
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          if (overflow > 0) wrong.push(`${overflow} pixels wider than the window`)
          if (wrong.length > 0) found[path] = wrong
        }
      })
      expect(found).toEqual({})
    },
  )
})
