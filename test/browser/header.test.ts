import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharedPage } from '../support/browser/browser.ts'
import { brokenWords } from '../support/browser/words.ts'
import { render } from '../support/site/pages.ts'
import { home, NOW, pageContext } from '../support/site/samples.ts'
import { type Host, host, nowJson } from '../support/site/serve.ts'

let site: Host
beforeAll(async () => {
  site = await host({ '/now.json': nowJson(41, NOW), '/': await render(pageContext(home)) })
})
afterAll(() => site.close())

/** Asks for larger text, and for words that are longer by a share, as those of another language are. */
async function shown(page: Page, percent: number, longer: number): Promise<void> {
  await page.goto(`${site.url}/`)
  await page.evaluate(
    ([size, share]) => {
      document.documentElement.style.fontSize = `${size}%`
      for (const text of document.querySelectorAll('.top a, .demo')) {
        const words = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
        for (let node = words.nextNode(); node; node = words.nextNode())
          node.nodeValue = (node.nodeValue ?? '').replace(/\p{L}+/gu, (word) => {
            return word + 'n'.repeat(Math.round(word.length * share))
          })
      }
    },
    [percent, longer] as const,
  )
}

/** What a reader would call broken about the header. */
async function faults(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const found: string[] = []
    const top = document.querySelector('.top') as Element
    const links = [...top.querySelectorAll('a')]
    const boxes = links.map((link) => link.getBoundingClientRect())
    if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window')
    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1))
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
          found.push('links lie on each other')
    const [icon, name] = [...top.querySelectorAll('.brand > *')].map((part) => part.getBoundingClientRect())
    if (icon && name && name.left < icon.right) found.push('the name is not beside its icon')
    const line = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.55
    const lines = Math.round(top.getBoundingClientRect().height / line)
    if (lines > 14) found.push(`${lines} lines tall`)
    return found
  })
  const broken = await brokenWords(page, '.top a')
  return [...found, ...broken.map((word) => `"${word}" is broken`)]
}

describe.each([320, 360, 640, 1280])('the header of a page %i pixels wide', (width) => {
  const use = sharedPage({ viewport: { width, height: 800 } })

  test.each([100, 150, 200])('wraps as text does when that is %i % of its size', async (percent) => {
    await use(async (page) => {
      await shown(page, percent, 0)
      expect(await faults(page)).toEqual([])
    })
  })

  test('has room for words that are longer by two fifths', async () => {
    await use(async (page) => {
      await shown(page, 100, 0.4)
      expect(await faults(page)).toEqual([])
      // No window has room for the longest words of all, which are then broken; nothing else is.
      await shown(page, 200, 0.4)
      expect((await faults(page)).filter((fault) => width > 360 || !fault.includes('is broken'))).toEqual([])
    })
  })
})

describe('text of twice its size on a phone', () => {
  const use = sharedPage({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false })

  test('leaves the answer on the first screen, with the notice of a demonstration above it', async () => {
    await use(async (page) => {
      await page.goto(`${site.url}/`)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      const box = await page.locator('h1').boundingBox()
      expect(box?.y).toBeLessThan(200)
      expect(await page.locator('.demo span').isVisible()).toBe(false)
      expect(await page.getByRole('link', { name: 'History' }).count()).toBe(0)
      await page.getByRole('button', { name: 'Menu' }).click()
      const links = page.locator('.top nav a')
      for (let index = 0; index < (await links.count()); index++) expect(await links.nth(index).isVisible()).toBe(true)
      await page.keyboard.press('Escape')
      expect(await links.first().isVisible()).toBe(false)
    })
  })

  test('is no reason to fold anything where it has its usual size', async () => {
    await use(async (page) => {
      await page.goto(`${site.url}/`)
      expect(await page.getByRole('button', { name: 'Menu' }).count()).toBe(0)
      expect(await page.getByRole('link', { name: 'History' }).isVisible()).toBe(true)
    })
  })
})

describe('a group of platforms that is folded', () => {
  const use = sharedPage({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })

  test('has the sign of what opens', async () => {
    await use(async (page) => {
      await page.goto(`${site.url}/`)
      // Only what is shown as an item of a list has the browser's own arrow.
      const folded = page.locator('details.group > summary')
      expect(await folded.count()).toBeGreaterThan(0)
      expect(await folded.first().evaluate((one) => getComputedStyle(one).display)).toBe('list-item')
      expect(await folded.first().evaluate((one) => getComputedStyle(one).listStyleType)).toBe('disclosure-closed')
    })
  })
})
