import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { confirmationMails, subscribe } from '../../support/app/subscribers.ts'
import { axe, PHONE } from '../../support/browser/browser.ts'
import { deskInBrowser } from '../../support/browser/desk.ts'

const desk = deskInBrowser()
const ANNA = 'anna@customer.example'

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  expect(await axe(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axe(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Goes to what has this name by the tabulator alone, and presses. */
async function press(
  page: Page,
  role: 'link' | 'button' | 'textbox' | 'searchbox' | 'summary',
  name: string,
  key = 'Enter',
) {
  const one =
    role === 'summary' ? page.locator('summary', { hasText: name }) : page.getByRole(role, { name, exact: true })
  await one.first().waitFor()
  const isThere = () => one.first().evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 80 && !(await isThere()); presses++) await page.keyboard.press('Tab')
  expect(`${name}: ${await isThere()}`).toBe(`${name}: true`)
  if (key) await page.keyboard.press(key)
}

test('somebody at a phone, with a keyboard alone, finds a subscriber, disables, enables and erases them', async () => {
  const app = await desk.fresh()
  await subscribe(app, ANNA)
  await subscribe(app, 'bo@other.example')
  await desk.as('lead', '/staff/subscribers/', PHONE, async (page) => {
    await fits(page)
    await press(page, 'searchbox', 'Address', '')
    await page.keyboard.type(ANNA)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Show all' }).waitFor()
    expect(page.url()).not.toContain('anna')
    expect(await page.getByRole('list', { name: 'Subscribers' }).getByRole('link').count()).toBe(1)
    await page.getByRole('list', { name: 'Subscribers' }).getByRole('link').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'a…@customer.example' }).waitFor()
    await fits(page)
    await press(page, 'summary', 'Disable it')
    await press(page, 'textbox', 'Why', '')
    await page.keyboard.type('Has left the company')
    await page.keyboard.press('Enter')
    await page.getByText('Disabled at the desk: Has left the company').waitFor()
    await press(page, 'summary', 'Enable it again')
    await press(page, 'button', 'Enable it again')
    await page.getByText('It is enabled').waitFor()
    await press(page, 'summary', 'Erase this person')
    await fits(page)
    await press(page, 'button', 'Erase')
    await page.getByText('The person is erased.').waitFor()
    await press(page, 'link', 'Growth and bounces')
    await page.getByRole('img', { name: 'Growth and bounces' }).waitFor()
    await fits(page)
  })
})

test('without a script, one mail asks a new subscriber', async () => {
  const app = await desk.fresh()
  await desk.as('agent', '/staff/subscribers/', { ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.getByRole('link', { name: 'Add a subscriber' }).click()
    await page.getByLabel('Address').fill(ANNA)
    await page.getByRole('button', { name: 'Send the mail that asks' }).click()
    await page.getByText('The mail that asks is on its way.').waitFor()
    await page.getByText('Waiting for confirmation').waitFor()
  })
  expect(await confirmationMails(app)).toHaveLength(1)
})
