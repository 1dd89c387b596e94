import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { axe, PHONE, withPage } from '../support/browser/browser.ts'
import { furnish, openP1G } from '../support/browser/story.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

const SLACK = 'https://hooks.slack.com/services/T0/B0'
const WRONG = 'https://example.com/hook'

let server: RunningServer
const paths: Record<string, string> = { 'to everything': '/subscribe/' }
beforeAll(async () => {
  server = await startServer({ env: { TIMEZONE: 'America/Denver' } })
  await furnish(server)
  paths['of an incident'] = `/incidents/${await openP1G(server, 'Calls to Teams fail')}/`
})

/** Opens a page as a phone in Lisbon does; answers how often its form was sent. */
async function visit(which: string, use: (page: Page, sent: () => number) => Promise<void>): Promise<void> {
  await withPage({ ...PHONE, timezoneId: 'Europe/Lisbon' }, async (page) => {
    let sent = 0
    page.on('request', (request) => {
      if (request.method() === 'POST') sent++
    })
    await page.goto(server.url + paths[which])
    await use(page, () => sent)
    // All of it in place.
    expect(new URL(page.url()).pathname).toBe(paths[which])
    expect(await axe(page)).toEqual([])
  })
}

async function fillRoom(page: Page, url: string): Promise<void> {
  await page.locator('summary', { hasText: /Slack|chat room/ }).click()
  await page.getByLabel('Where to').selectOption({ label: 'Slack' })
  await page.getByLabel('Webhook URL').fill(url)
  await page.getByLabel('Owner’s e-mail').fill('rosa@customer.example')
  await page.getByRole('button', { name: 'Connect it' }).click()
}

describe.each(['of an incident', 'to everything'])('the form on a page %s', (which) => {
  test('says a fault beside its field, where the focus is, and keeps what was typed', async () => {
    await visit(which, async (page, sent) => {
      await fillRoom(page, WRONG)
      await page.getByRole('alert').waitFor()
      const field = page.locator(':focus')
      expect(await field.getAttribute('name')).toBe('address')
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      const [fault = ''] = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
      expect(await page.locator(`#${fault}`).textContent()).toContain('Slack')
      expect(await field.inputValue()).toBe(WRONG)
      expect(await page.getByLabel('Owner’s e-mail').inputValue()).toBe('rosa@customer.example')
      expect(sent()).toBe(1)
      await field.fill(SLACK.replace('T0/B0', 'T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'))
      await page.getByRole('button', { name: 'Connect it' }).click()
      await page.getByText('Slack, hooks.slack.com/…').waitFor()
      expect(await page.locator('.fault, .faults, [aria-invalid]').count()).toBe(0)
      expect(sent()).toBe(2)
    })
  })

  test('says what comes next, and comes back for another way', async () => {
    await visit(which, async (page) => {
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      await page.getByLabel('E-mail address', { exact: true }).fill(`ana-${which.length}@customer.example`)
      await page.getByRole('button', { name: 'Subscribe by e-mail' }).click()
      const letter = page.locator('.letter')
      await letter
        .getByRole('heading', { name: 'Now look into your mailbox' })
        .and(page.locator('[aria-level="2"]'))
        .waitFor()
      expect(await page.locator(':focus').getAttribute('class')).toContain('letter')
      expect(await page.getByRole('button', { name: 'Subscribe by e-mail' }).count()).toBe(0)
      expect(said).toEqual([])
      // The heading stands apart from what is above it, also beside a page whose own headings stand closer.
      const apart = (heading: Element) =>
        heading.getBoundingClientRect().top - (heading.previousElementSibling?.getBoundingClientRect().bottom ?? 0)
      expect(await letter.locator('h2').first().evaluate(apart)).toBeGreaterThan(12)
      // A bullet stands at the first line of what is followed, however many there are.
      const display = (link: Element) => getComputedStyle(link).display
      expect(await letter.locator('ul a').first().evaluate(display)).toBe('inline')
      await page.getByRole('button', { name: 'another way' }).click()
      await fillRoom(page, WRONG)
      await page.getByRole('alert').waitFor()
      expect(await letter.isVisible()).toBe(true)
    })
  })

  test('that did not arrive says so, and is sent when it is pressed again', async () => {
    await visit(which, async (page, sent) => {
      const fetched = await page.evaluateHandle(() => window.fetch)
      await page.evaluate(() => {
        window.fetch = async () => Promise.reject(new TypeError('Failed to fetch'))
      })
      await page.getByLabel('E-mail address', { exact: true }).fill(`bo-${which.length}@customer.example`)
      await page.getByRole('button', { name: 'Subscribe by e-mail' }).click()
      await page.getByText('That could not be sent.').waitFor()
      expect(await page.locator(':focus').textContent()).toContain('try again')
      await page.evaluate((fetch) => {
        window.fetch = fetch
      }, fetched)
      await page.getByRole('button', { name: 'Subscribe by e-mail' }).click()
      await page.getByRole('heading', { name: 'Now look into your mailbox' }).waitFor()
      expect(sent()).toBe(1)
    })
  })
})

test('what comes next of an incident is told in the reader’s time, as all of its page', async () => {
  await visit('of an incident', async (page) => {
    await page.getByLabel('E-mail address', { exact: true }).fill('caro@customer.example')
    await page.getByRole('button', { name: 'Subscribe by e-mail' }).click()
    const times = page.locator('.letter time')
    await times.first().waitFor()
    for (const text of await times.allTextContents()) expect(text).toMatch(/WES?T$/)
    expect(await page.locator('.letter .theirs').count()).toBe(await times.count())
  })
})

test('too many requests are said once, in place', async () => {
  await visit('of an incident', async (page, sent) => {
    for (let asked = 1; (await page.getByText('too many requests').count()) === 0; asked++) {
      expect(asked).toBeLessThan(40)
      await page.getByLabel('E-mail address', { exact: true }).fill(`many-${asked}@customer.example`)
      await page.getByRole('button', { name: 'Subscribe by e-mail' }).click()
      await page.locator('.letter, .faults').last().waitFor()
      expect(sent()).toBe(asked)
      if ((await page.locator('.letter').count()) > 0) await page.reload()
    }
  })
})
