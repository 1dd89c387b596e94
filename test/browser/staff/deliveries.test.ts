import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { deliverTo, personAddress } from '../../support/app/delivered.ts'
import { outage } from '../../support/app/test-app.ts'
import { axe, DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { deskInBrowser } from '../../support/browser/desk.ts'
import { eventsOf } from '../../support/organisations/proofs.ts'

const desk = deskInBrowser()

async function fits(page: Page, hasAxe = true): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  if (!hasAxe) return
  expect(await axe(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axe(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

async function begin() {
  const app = await desk.fresh({ boards: { look: 20 } })
  const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
  const [event] = await eventsOf(app.db, { incident_id: id })
  if (!event) throw new Error('nobody was told')
  await app.db.updateTable('events').set({ expanded_at: event.at }).execute()
  const sent = { state: 'sent', settled_at: event.at + 4000 } as const
  await deliverTo(app.db, event.id, event.at, [
    ...Array.from({ length: 4 }, () => ({ ...sent, result: 'delivered' as const })),
    {
      state: 'failed',
      error: 'SMTP: 550 5.1.1 Recipient address rejected: no such mailbox in this domain',
      attempts: 1,
    },
    { state: 'queued' },
  ])
  return { app, id, event }
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('somebody at the desk, with a phone, %s', (_, javaScriptEnabled) => {
  test('finds from an incident what became of its messages, looks at one, and sends what failed again', async () => {
    const { app, id } = await begin()
    await desk.as('agent', `/staff/incidents/${id}/`, { ...PHONE, javaScriptEnabled }, async (page) => {
      await page.getByRole('main').getByRole('link', { name: 'Deliveries' }).click()
      await page.getByText('4 people told').waitFor()
      await fits(page, javaScriptEnabled)
      await page.getByRole('main').getByRole('link', { name: 'Calls fail', exact: true }).last().click()
      await page.getByText('1 message to go').waitFor()
      await page.getByText('Send 1 message again (E-mail)').click()
      await page.getByText('This goes out again, to p…@customer.example.').waitFor()
      await fits(page, javaScriptEnabled)
      await page.getByRole('button', { name: 'Send it now' }).click()
      await page.getByText('1 message is on the way again.').waitFor()
      await page.getByText('2 messages to go').waitFor()
      await page.getByRole('link', { name: 'p…@customer.example' }).first().click()
      await page.getByText('Links that act for its reader do not work here.').waitFor()
      await page.frameLocator('iframe').getByText('Calls fail for several organisations.').first().waitFor()
      await fits(page, javaScriptEnabled)
    })
    expect(app.standIns.nudged).toBeGreaterThan(0)
  })
})

test('somebody with a keyboard alone reaches what sends again, and the page follows until all is over', async () => {
  const { app, event } = await begin()
  await desk.as('admin', `/staff/deliveries/${event.id}/`, DESKTOP, async (page) => {
    await fits(page)
    await page.getByRole('link', { name: personAddress(4) }).waitFor()
    const fold = page.getByText('Send 1 message again (E-mail)')
    for (let presses = 0; presses < 40 && !(await fold.evaluate((one) => one === document.activeElement)); presses++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Send it now' }).waitFor()
    const settled = { state: 'sent', settled_at: event.at + 9000 } as const
    await app.db.updateTable('deliveries').set(settled).where('state', '=', 'queued').execute()
    await page.locator('#live').getByText('All of it is out: 5 messages sent, 1 failed.').waitFor()
    // What the reader opened stays open, and nothing more is asked for.
    expect(await page.getByRole('button', { name: 'Send it now' }).isVisible()).toBe(true)
    expect(await page.locator('#news').textContent()).toContain('All of it is out')
    expect(await page.locator('#state').isHidden()).toBe(true)
  })
})
