import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { MONTHLY, NOVEMBER, nightWork } from '../../support/app/maintenance-api.ts'
import { axe, DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { deskInBrowser } from '../../support/browser/desk.ts'

const desk = deskInBrowser()

async function fits(page: Page, hasAxe: boolean): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  if (!hasAxe) return
  expect(await axe(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axe(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('somebody at the desk, with a phone, %s', (_, javaScriptEnabled) => {
  const surfing = { ...PHONE, javaScriptEnabled }

  test('plans a window by tap, looks at what it does first, and completes it with one', async () => {
    const app = await desk.fresh()
    await desk.as('agent', '/staff/maintenance/', surfing, async (page) => {
      await fits(page, javaScriptEnabled)
      await page.getByRole('link', { name: 'Plan maintenance' }).click()
      await page.getByLabel('Title').fill('New session border controller')
      await page.getByText('CHAT', { exact: true }).click()
      await page.getByLabel('Starts').fill('2026-11-21T23:30')
      await page.getByLabel('Ends', { exact: true }).fill('2026-11-22T01:00')
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByText('Nothing has gone out yet.').waitFor()
      await page.getByText('Followers are told, but nobody follows this yet.').waitFor()
      await fits(page, javaScriptEnabled)
      expect(await page.getByLabel('Title').inputValue()).toBe('New session border controller')
      await page.getByRole('button', { name: 'Plan it' }).click()
      await page.getByText('Announced.', { exact: true }).waitFor()
      await page.getByText('It starts by itself Sat 21 Nov 2026, 23:30 MST.').waitFor()
      await fits(page, javaScriptEnabled)
    })
    app.clock.now = Date.parse('2026-11-22T07:30:00Z')
    await runMaintenanceClock(app.ctx())
    await desk.as('agent', '/staff/maintenance/', surfing, async (page) => {
      await page.getByRole('link', { name: 'New session border controller' }).click()
      await page.getByText('Its end is due Sun 22 Nov 2026, 01:00 MST').waitFor()
      await page.getByRole('button', { name: 'Complete it' }).click()
      await page.getByText('Completed.', { exact: true }).waitFor()
      await fits(page, javaScriptEnabled)
    })
    const [window] = (await app.call('GET /maintenances?from=2026-11-20T00:00:00Z&to=2026-11-24T00:00:00Z')).json.items
    expect(window).toMatchObject({ state: 'completed', updates: [{ body: 'The maintenance is complete.' }, {}, {}] })
  })

  test('is told which field is wrong, and finds what was typed', async () => {
    await desk.fresh()
    await desk.as('agent', '/staff/maintenance/new/', surfing, async (page) => {
      await page.getByLabel('Title').fill('Certificates')
      await page.getByLabel('Starts').fill('2027-11-07T01:30')
      await page.getByLabel('Ends', { exact: true }).fill('2027-11-07T04:00')
      await page.getByRole('button', { name: 'Plan it' }).click()
      await page.getByRole('alert').getByRole('link', { name: 'This time happens twice' }).waitFor()
      await page.getByLabel('Sun 7 Nov 2027, 01:30 MST').check()
      expect(await page.getByLabel('Title').inputValue()).toBe('Certificates')
      await fits(page, javaScriptEnabled)
    })
  })
})

test.each([
  ['on a phone', PHONE],
  ['on a desk', DESKTOP],
])('a window with every form open can be used by everybody %s, also with text of twice the size', async (_, size) => {
  const app = await desk.fresh()
  await app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
  const { id } = (await app.call('POST /maintenances', { as: 'agent', body: nightWork() })).json
  app.clock.now = Date.parse('2026-11-12T12:00:00Z')
  for (const path of [`/staff/maintenance/${id}/`, `/staff/maintenance/${NOVEMBER}/`, '/staff/maintenance/']) {
    app.clock.now += HOUR
    await desk.as('agent', path, size, async (page) => {
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = !fold.matches('.menu')
      })
      await fits(page, true)
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('main :is(button, input:not([type="hidden"]), textarea, summary, .taps label)')]
          .map((one) => (one.closest('label') ?? one).getBoundingClientRect())
          .filter(({ width, height }) => width > 0 && height < 44)
          .map(({ width, height }) => `${width} × ${height}`),
      )
      expect([path, small]).toEqual([path, []])
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([path, 0])
    })
  }
})
