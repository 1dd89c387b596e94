import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { writing } from '../../support/browser/writing.ts'

const it = desk()
const { due } = writing(it)

/** The size of text that is set in the browser, in pixels. */
async function sizeText(page: Page, standard: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } })
}

/** Is its first line in the window, with nothing above that, nor above the last of what fits in? */
const isInSight = (field: Locator) =>
  field.evaluate((it) => {
    const { left, top, bottom, width } = it.getBoundingClientRect()
    const last = Math.min(bottom, innerHeight)
    const isFree = (y: number) => it.contains(document.elementFromPoint(left + width / 2, y))
    return top >= 0 && isFree(top + 3) && isFree(last - 3)
  })

test.each([
  [390, 844, 24],
  [390, 844, 32],
  [320, 640, 24],
  [320, 640, 32],
])(
  'on a phone of %i by %i pixels with text of %i, no field that is written in is behind the buttons',
  async (width, height, size) => {
    const { rosa, page: path } = await due()
    await it.as(rosa, { ...PHONE, viewport: { width, height } }, async (page) => {
      await sizeText(page, size)
      await page.goto(path)
      const text = page.getByLabel('Text')
      await page.locator('#body:focus').waitFor()
      await expect.poll(() => isInSight(text)).toBe(true)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)

      await page.goto(`${it.url}/staff/incidents/new/`)
      const title = page.getByLabel('Title')
      await page.locator('[name=priority]:checked').focus()
      await page.keyboard.press('Tab')
      expect(await title.evaluate((field) => field === document.activeElement)).toBe(true)
      expect(await isInSight(title)).toBe(true)
      await page.keyboard.press('Tab')
      expect(await text.evaluate((field) => field === document.activeElement)).toBe(true)
      expect(await isInSight(text)).toBe(true)
    })
  },
)

test('at the usual size the button that posts stays within reach of the thumb', async () => {
  const { rosa, page: path } = await due()
  await it.as(rosa, PHONE, async (page) => {
    await page.goto(path)
    expect(await isInSight(page.getByRole('button', { name: 'Post update' }))).toBe(true)
    const height = (await page.locator('.send').boundingBox())?.height ?? 0
    expect(height).toBeLessThan(844 / 4)
  })
})
