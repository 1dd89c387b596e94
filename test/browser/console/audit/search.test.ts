import { expect, test } from 'vitest'
import { axe, DESKTOP, PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'

const it = desk()

test.each([
  ['on a phone, dark, without a script', { ...PHONE, colorScheme: 'dark' as const, javaScriptEnabled: false }],
  ['on a desktop', DESKTOP],
])('a lead searches the audit trail by keyboard, and has it checked, %s', async (_, options) => {
  await it.begin()
  await it.as(await it.somebody('lead', 'Lea Lindqvist'), options, async (page) => {
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await page.goto(`${it.url}/staff/`)
    await page.locator('.menu summary').focus()
    await press('Enter')
    await page.getByRole('link', { name: 'Audit trail' }).focus()
    await press('Enter')
    await page.locator('.entries').getByText('made a token of the API').first().waitFor()

    await page.getByText('Details', { exact: true }).first().focus()
    await press('Enter')
    await page.locator('.entries dl').first().getByText('Hash').waitFor()

    await page.locator('.filter summary').focus()
    await press('Enter')
    await page.getByLabel('What was done').focus()
    await page.getByLabel('What was done').selectOption('platform.create')
    await page.getByLabel('About what').focus()
    await page.keyboard.type('what is this?')
    await press('Enter')
    await page.getByRole('alert').getByText('It must be an id').waitFor()
    expect(await page.getByLabel('What was done').inputValue()).toBe('platform.create')
    await page.getByLabel('About what').fill('')
    await page.getByRole('button', { name: 'Show' }).focus()
    await press('Enter')
    await page.locator('.entries').getByText('added a platform').first().waitFor()
    const [all, fitting] = [
      page.locator('.entries > li'),
      page.locator('.entries > li', { hasText: 'added a platform' }),
    ]
    expect(await all.count()).toBe(await fitting.count())

    await page.getByRole('button', { name: 'Check the chain' }).focus()
    await press('Enter')
    await page.getByText('The chain is whole').waitFor()
    expect(await page.getByLabel('What was done').inputValue()).toBe('platform.create')
    expect(await page.locator('html').evaluate((html) => html.scrollWidth <= innerWidth)).toBe(true)
    if (options === DESKTOP) expect(await axe(page)).toEqual([])
  })
})
