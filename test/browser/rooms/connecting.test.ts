import { beforeAll, describe, expect, test } from 'vitest'
import { axe, withPage } from '../../support/browser/browser.ts'
import { furnish } from '../../support/browser/story.ts'
import { SLACK_ROOM } from '../../support/dispatch/rooms.ts'
import { type RunningServer, startServer } from '../../support/process/server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
  await furnish(server)
})

describe.each([true, false])('a chat room on a narrow phone, with JavaScript: %s', (javaScriptEnabled) => {
  const phone = { viewport: { width: 320, height: 640 }, javaScriptEnabled }

  test('is connected by its webhook URL; after a mistake all that was typed is kept, the URL too', async () => {
    await withPage(phone, async (page) => {
      await page.goto(`${server.url}/subscribe/`)
      await page.getByText('Teams, Slack, Webex or a webhook').click()
      await page.getByLabel('Where to').selectOption('Slack')
      await page.getByLabel('Webhook URL').fill('https://hooks.slack.com/services/half')
      await page.getByLabel('Owner’s e-mail').fill('ops@customer.example')
      await page.getByRole('button', { name: 'Connect it' }).click()
      await page.getByRole('alert').waitFor()
      // What is missing is the room's, and nothing of e-mail.
      expect(await page.locator('.fault').count()).toBe(1)
      expect(await page.locator(':focus').getAttribute('name')).toBe('address')
      expect(await page.getByLabel('Webhook URL').inputValue()).toBe('https://hooks.slack.com/services/half')
      expect(await page.getByLabel('Owner’s e-mail').inputValue()).toBe('ops@customer.example')
      expect(await page.getByLabel('Where to').inputValue()).toBe('slack')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      if (javaScriptEnabled) expect(await axe(page)).toEqual([])
      await page.getByLabel('Webhook URL').fill(SLACK_ROOM)
      await page.getByRole('button', { name: 'Connect it' }).click()
      await page.getByText('A message is on its way to ops@customer.example').waitFor()
      await page.getByText('connect Slack, hooks.slack.com/…').waitFor()
      expect(page.url()).not.toContain('slack')
    })
  })

  test('is connected by Enter in its last field, beside an e-mail address as well as alone', async () => {
    await withPage(phone, async (page) => {
      for (const email of ['', 'anna@customer.example']) {
        await page.goto(`${server.url}/subscribe/`)
        await page.getByText('Teams, Slack, Webex or a webhook').click()
        await page.getByLabel('Where to').selectOption('Slack')
        await page.getByLabel('Webhook URL').fill(SLACK_ROOM)
        await page.getByLabel('E-mail address').fill(email)
        await page.getByLabel('Owner’s e-mail').fill('ops@customer.example')
        await page.getByLabel('Owner’s e-mail').press('Enter')
        await page.getByText('connect Slack, hooks.slack.com/…').waitFor()
        expect(await page.getByText(/A message is on its way/).count()).toBe(email === '' ? 1 : 2)
      }
    })
  })

  test('that is missing half comes back with what is missing, by Enter', async () => {
    await withPage(phone, async (page) => {
      await page.goto(`${server.url}/subscribe/`)
      await page.getByText('Teams, Slack, Webex or a webhook').click()
      await page.getByLabel('Owner’s e-mail').fill('ops@customer.example')
      await page.getByLabel('Owner’s e-mail').press('Enter')
      await page.getByRole('alert').waitFor()
      expect(await page.locator(':focus').getAttribute('name')).toBe('address')
      expect(await page.locator('.fault').allInnerTexts()).toEqual([expect.stringContaining('posted to')])
    })
  })
})
