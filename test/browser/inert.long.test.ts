import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { axe, DESKTOP, PHONE, sharedPage, withPage } from '../support/browser/browser.ts'
import { HOSTILE, hard, ordinary } from '../support/site/fixtures.ts'
import { render } from '../support/site/pages.ts'
import { type Host, host, nowJson } from '../support/site/serve.ts'

// One page leads elsewhere at once: nobody reads it in a browser.
const { moved: _, ...kept } = ordinary
/** A sample of the hard ones; all of them in the long run. */
const every = inject('randomCases') > 1 ? 1 : 4
const sampled = Object.entries(hard).filter(([name], index) => index % every === 0 || name.startsWith('hostile'))
const contexts = { ...kept, ...Object.fromEntries(sampled) }
let site: Host

beforeAll(async () => {
  const pages = Object.entries(contexts).map(async ([name, context]) => [`/${name}/`, await render(context)])
  site = await host({ '/now.json': nowJson(41, Date.now()), ...Object.fromEntries(await Promise.all(pages)) })
})
afterAll(() => site.close())

describe('in a real browser', () => {
  const onPhone = sharedPage(PHONE)
  const withScripts = sharedPage({ ...DESKTOP, timezoneId: 'America/Denver' })
  const withoutScripts = sharedPage({ ...DESKTOP, timezoneId: 'America/Denver', javaScriptEnabled: false })

  test.each(['hostile', 'hostileIncident'])('what staff type stays text (%s)', async (name) => {
    await withPage(DESKTOP, async (page) => {
      let ran = 0
      await page.exposeFunction('alert', () => {
        ran += 1
      })
      await page.goto(`${site.url}/${name}/`)
      expect(await page.locator('img, script:not([type=module])').count()).toBe(0)
      expect(await page.textContent('main')).toContain(HOSTILE.split(' ')[0])
      expect(ran).toBe(0)
    })
  })

  test.each(Object.keys(contexts))(
    '"%s" fits every width, and axe finds nothing wrong in light and dark',
    async (name) => {
      await onPhone(async (page) => {
        await page.emulateMedia({ colorScheme: 'light' })
        await page.goto(`${site.url}/${name}/`)
        expect(await axe(page), 'light').toEqual([])
        // Only colours differ.
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await axe(page, ['color-contrast']), 'dark').toEqual([])
        for (const width of [320, 360, 768, 1280]) {
          await page.setViewportSize({ width, height: 740 })
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect(wider, `${width} px`).toBeLessThanOrEqual(0)
        }
      })
    },
  )

  test.each(Object.keys(kept))(
    '"%s" is the same text without JavaScript, but for how long ago it was',
    async (name) => {
      const read = async (page: Page) => {
        await page.goto(`${site.url}/${name}/`)
        await page.evaluate(() => {
          for (const relative of document.querySelectorAll('.ago, .next .left')) relative.remove()
        })
        return page.locator('h1, h2, article, .platform').allInnerTexts()
      }
      expect(await withoutScripts(read)).toEqual(await withScripts(read))
    },
  )
})
