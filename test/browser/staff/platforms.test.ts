import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { listPlatforms } from '../../../server/queries/platforms.ts'
import { axe, DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { deskInBrowser } from '../../support/browser/desk.ts'
import { accepted } from '../../support/result.ts'

const desk = deskInBrowser()

async function fits(page: Page, hasAxe = true): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  if (!hasAxe) return
  expect(await axe(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axe(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

async function begin(more = 2) {
  const app = await desk.fresh()
  const add = async (id: string, name: string) =>
    accepted(await createPlatform(app.ctx(), { id, name, group: 'Legacy' }))
  await add('fax', `Telefax ${'x'.repeat(80)}`)
  for (let index = 1; index < more; index++) await add(`line-${index}`, `Line ${index}`)
  const order = async () => (await listPlatforms(app.db)).slice(0, 4).map(({ id }) => id)
  return { app, order }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('an administrator with a keyboard alone, %s', (_, javaScriptEnabled) => {
  test('moves a platform and a group, told where each stands, and goes on from the same button', async () => {
    const { order } = await begin()
    await desk.as('admin', '/staff/platforms/', { ...DESKTOP, javaScriptEnabled }, async (page) => {
      await page.getByRole('link', { name: 'Change the order' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Move Line 1 up' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('Line 1 stands in place 1 of 2 now.').waitFor()
      expect(await order()).toEqual(['voice', 'chat', 'line-1', 'fax'])
      // It stands first: only the other way is left.
      expect(await focused(page)).toBe('Move Line 1 down')
      await page.getByRole('button', { name: 'Move the group Calling down' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('Calling stands in place 2 of 2 now.').waitFor()
      expect(await order()).toEqual(['line-1', 'fax', 'voice', 'chat'])
      await page.getByRole('textbox', { name: 'Place of VOICE' }).focus()
      await page.keyboard.press('Control+A')
      await page.keyboard.type('2')
      await page.keyboard.press('Enter')
      await page.getByText('The order is saved.').waitFor()
      expect(await order()).toEqual(['line-1', 'fax', 'chat', 'voice'])
      await fits(page, javaScriptEnabled)
    })
  })

  test('on a phone adds a platform, reads what archiving does, and archives it', async () => {
    const { app } = await begin()
    await desk.as('admin', '/staff/platforms/', { ...PHONE, javaScriptEnabled }, async (page) => {
      await fits(page, javaScriptEnabled)
      await page.getByRole('link', { name: 'Add a platform', exact: true }).click()
      await page.getByLabel('Name').fill('Telex')
      await page.getByLabel('Id').fill('Telex!')
      await page.getByLabel('Group').fill('Old')
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByRole('alert').waitFor()
      expect(await page.getByLabel('Group').inputValue()).toBe('Old')
      await fits(page, javaScriptEnabled)
      await page.getByLabel('Id').fill('telex')
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByText('Telex is added.').waitFor()
      await fits(page, javaScriptEnabled)
      await page.getByRole('link', { name: 'Archive this platform' }).click()
      await page.getByText('It is the last one of the group Old').waitFor()
      await fits(page, javaScriptEnabled)
      await page.getByRole('button', { name: 'Archive it' }).click()
      await page.getByText('Telex is archived.').waitFor()
      await page.getByRole('link', { name: 'Bring it back' }).click()
      await fits(page, javaScriptEnabled)
    })
    expect((await listPlatforms(app.db)).map(({ id }) => id)).not.toContain('telex')
  })
})

test('three hundred platforms are folded by group, searched, and fit a phone', async () => {
  await begin(300)
  await desk.as('admin', '/staff/platforms/', PHONE, async (page) => {
    expect(await page.getByText('300 platforms').isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: 'Line 7', exact: true }).isVisible()).toBe(false)
    await page.getByRole('searchbox').fill('line-299')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Line 299' }).waitFor()
    await fits(page)
    await page.goto(`${desk.url()}/staff/platforms/all/order/`)
    await page.getByText('300 platforms').click()
    await page.getByRole('button', { name: 'Move Line 8 up' }).click()
    await page.getByText('Line 8 stands in place 8 of 300 now.').waitFor()
    expect(await focused(page)).toBe('Move Line 8 up')
    await fits(page, false)
  })
})
