import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { ignoringAborted, PHONE } from '../support/browser/browser.ts'
import { desk } from '../support/browser/desk.ts'
import { writing } from '../support/browser/writing.ts'

const it = desk()
const { due } = writing(it)

/** Is it in the window, with nothing above it? */
function isUnderTheThumb(it: Element): boolean {
  const { left, top, width, height, bottom } = it.getBoundingClientRect()
  return bottom <= innerHeight && it.contains(document.elementFromPoint(left + width / 2, top + height / 2))
}

test.each([true, false])(
  'that the mail went to its writer stays said by the buttons, with JavaScript: %s',
  async (javaScriptEnabled) => {
    const { rosa, page: path } = await due()
    await it
      .as(rosa, { ...PHONE, javaScriptEnabled }, async (page) => {
        await page.goto(path)
        await page.getByLabel('Text').fill('A card failed.')
        if (!javaScriptEnabled) await page.getByRole('button', { name: 'Check it' }).click()
        await page.getByRole('button', { name: 'Send the mail to me first' }).click()
        const said = page.locator('.send').getByRole('status').getByText('is in the local mailbox')
        await said.waitFor()
        if (!javaScriptEnabled) expect(new URL(page.url()).hash).toBe('#what')
        if (javaScriptEnabled) await page.getByLabel('Text').fill('A card failed at night.')
        if (javaScriptEnabled)
          await page.locator('[data-preview]').getByText('at night').first().waitFor({ state: 'attached' })
        expect(await said.evaluate(isUnderTheThumb)).toBe(true)
      })
      .catch(ignoringAborted)
  },
)

test('a post without a connection says that it was not posted, and that it is kept', async () => {
  const { rosa, page: path } = await due()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('A card failed.')
      await page.getByRole('button', { name: 'Send the mail to me first' }).click()
      await page.getByText('is in the local mailbox').waitFor()
      const abort = (route: Route) => (route.request().method() === 'POST' ? route.abort() : route.continue())
      await page.route('**/staff/**', abort)
      await page.getByLabel('Text').fill('Written in a tunnel.')
      await page.getByText('No connection: kept in this browser').waitFor()
      await page.getByRole('button', { name: 'Post update' }).tap()
      const said = page.locator('.send').getByRole('status').getByText('Not posted: no connection. It is kept here.')
      await said.waitFor()
      expect(await said.evaluate((note) => note.matches('.notice'))).toBe(true)
      // What was sent to oneself before is no answer to it.
      expect(await page.getByText('is in the local mailbox').count()).toBe(0)
      await page.unroute('**/staff/**')
      await page.getByText('Connected again: saved, but not posted.').waitFor()
    })
    .catch(ignoringAborted)
})
