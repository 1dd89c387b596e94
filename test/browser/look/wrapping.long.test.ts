import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axe, withPage } from '../../support/browser/browser.ts'
import { brokenWords } from '../../support/browser/words.ts'
import { render } from '../../support/site/pages.ts'
import { NOW, pageContext, views } from '../../support/site/samples.ts'
import { host, nowJson } from '../../support/site/serve.ts'

/** One leads elsewhere at once. */
const looks = Object.entries(views).filter(([path]) => !path.includes('moved'))

/** Looks at every page in a window so wide, with text of so many percent of its size. */
async function everyPage(width: number, percent: number, look: (page: Page, path: string) => Promise<void>) {
  const pages = await Promise.all(looks.map(async ([path, view]) => [path, await render(pageContext(view, path))]))
  const site = await host(Object.fromEntries(pages))
  await withPage({ viewport: { width, height: 640 }, javaScriptEnabled: false }, async (page) => {
    for (const [path] of looks) {
      await page.goto(site.url + path)
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size}%`
      }, percent)
      await look(page, path)
    }
  })
  await site.close()
}

test.each([320, 390])(
  'addresses are broken only where the window, %i pixels wide, has no room for them',
  async (width) => {
    const seen: string[] = []
    await everyPage(width, 100, async (page, path) => {
      const broken = (await brokenWords(page, 'main')).filter(isAddress)
      const fitting = await page.evaluate((addresses) => {
        const main = document.querySelector('main') as Element
        const elements = [...main.querySelectorAll<HTMLElement>('.contact a, .lead bdi')]
        return addresses.filter((address) => {
          const element = elements.find(({ textContent }) => address.replace(/[^\w]+$/, '') === textContent)
          if (!element) return true
          const room = element.closest('p')?.clientWidth ?? 0
          element.style.cssText = 'white-space: nowrap; max-width: none'
          return element.getBoundingClientRect().width <= room
        })
      }, broken)
      seen.push(...(await page.locator('.contact a, .lead bdi').allTextContents()))
      expect([path, fitting]).toEqual([path, []])
    })
    for (const one of ['portal.northline.example/knowledge', 'billing@northline.example']) expect(seen).toContain(one)
    expect(seen.filter((word) => word.startsWith('a…@'))).toHaveLength(3)
  },
)

/** Of a mailbox or a page; the mark after it may belong to the sentence. */
function isAddress(word: string): boolean {
  return /^\S+@\S+\.\w+\W*$|^[\w-]+(\.[\w-]+){2,}(\/\S*)?$/.test(word)
}

const DATES = '.calendar th, .calendar .day, #months a, .year li > :first-child, .pager a, time, label, legend, dt'

test.each([320, 390])('days and months stand in one piece at twice the size of text, %i pixels wide', async (width) => {
  await everyPage(width, 200, async (page, path) => {
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect([path, wider, await brokenWords(page, DATES)]).toEqual([path, 0, []])
  })
})

test.each([320, 390, 768])(
  'a mark stands beside the time it follows at twice the size, %i pixels wide',
  async (width) => {
    await everyPage(width, 200, async (page, path) => {
      const alone = await page.evaluate(() =>
        [...document.querySelectorAll('time')].flatMap((time) => {
          const after = time.nextSibling
          const mark = after instanceof Text ? /[.,;:)]/.exec(after.data.slice(0, 2)) : null
          if (!mark || !after || time.getClientRects().length === 0) return []
          const range = document.createRange()
          range.setStart(after, mark.index)
          range.setEnd(after, mark.index + 1)
          const isBelow = range.getBoundingClientRect().top >= time.getBoundingClientRect().bottom - 2
          return isBelow ? [time.parentElement?.textContent] : []
        }),
      )
      expect([path, alone]).toEqual([path, []])
    })
  },
)

test('a month that is wider than the window is moved in its box, also by the keyboard', async () => {
  const path = '/maintenance/2026-11/'
  const view = views[path]
  if (!view) throw new Error('there is no sample of a month')
  const site = await host({ '/now.json': nowJson(41, NOW), [path]: await render(pageContext(view, path)) })
  await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(site.url + path)
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    const box = page.getByRole('region', { name: /November 2026/ })
    await box.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
    expect(await axe(page, ['scrollable-region-focusable', 'region', 'landmark-unique'])).toEqual([])
  })
  await site.close()
})
