import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { outage } from '../../support/app/test-app.ts'
import { axe, DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
}

/** An open P1G with two texts, one that was closed an hour ago, and a template. */
async function scene() {
  const app = await it.begin()
  const lead = await it.somebody('lead', 'Dana Reyes')
  const make = async (body: object) => (await app.call('POST /incidents', { as: 'lead', body })).json.id as string
  const open = await make(outage({ title: 'Calls to Microsoft Teams fail in Denver' }))
  const closed = await make(outage({ title: 'Chat is slow', priority: 'P1', caseNumber: 'TEC-4711' }))
  await app.call(`POST /incidents/${open}/updates`, {
    as: 'agent',
    body: { body: 'We found a **broken** card.', phase: 'identified' },
  })
  await app.call(`POST /incidents/${closed}/updates`, {
    as: 'agent',
    body: { body: 'It works again.', phase: 'resolved' },
  })
  await app.call('POST /templates', { as: 'lead', body: TEMPLATE })
  app.clock.now += HOUR / 2
  const [update] = (await app.call(`GET /incidents/${open}`)).json.updates
  return { app, lead, open, closed, update: update.id as string }
}
const TEMPLATE = {
  name: 'The cause is known',
  phase: 'identified',
  body: 'We know what causes the problems with {platforms}. We expect it to be solved by {eta}.',
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('somebody at the desk, with a phone, %s', (_, javaScriptEnabled) => {
  test('finds an incident, looks at a correction first, and makes it with one tap', async () => {
    const { app, lead, open, update } = await scene()
    await it.as(lead, { ...PHONE, javaScriptEnabled }, async (page) => {
      await page.goto(`${it.url}/staff/incidents/`)
      await fits(page)
      await page.getByRole('link', { name: 'Calls to Microsoft Teams' }).waitFor()
      await page.goto(`${it.url}/staff/incidents/${open}/updates/${update}/`)
      await page.getByLabel('Text', { exact: true }).fill('We found a **dead** card.')
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByRole('region', { name: 'As it will look' }).getByText('dead').waitFor()
      await fits(page)
      await page.getByRole('button', { name: 'Correct it' }).click()
      await page.getByRole('status').getByText('Corrected.').waitFor()
    })
    expect((await app.call(`GET /incidents/${open}`)).json.updates[0].body).toBe('We found a **dead** card.')
  })

  test('is asked which of two times is meant, and finds what was typed', async () => {
    const { app, lead, open } = await scene()
    await it.as(lead, { ...PHONE, javaScriptEnabled }, async (page) => {
      await page.goto(`${it.url}/staff/incidents/${open}/times/`)
      await page.getByLabel('Problem began at').fill('2026-11-01T01:30')
      await page.getByLabel('Reason').fill('Found in the log.')
      await page.getByRole('button', { name: 'Put right' }).click()
      await page.getByRole('alert').getByText('This time happens twice').waitFor()
      await page.getByLabel('01:30 MST').check()
      expect(await page.getByLabel('Reason').inputValue()).toBe('Found in the log.')
      await fits(page)
      await page.getByRole('button', { name: 'Put right' }).click()
      await page.getByRole('status').getByText('The times are put right.').waitFor()
    })
    expect((await app.call(`GET /incidents/${open}`)).json.startedAt).toBe('2026-11-01T08:30:00.000Z')
  })
})

test.each([
  ['a phone', PHONE],
  ['a desk', DESKTOP],
])(
  'the small pages of the desk can be used by everybody on %s, by day and night, and with text of twice the size',
  async (_, size) => {
    const { app, lead, open, closed, update } = await scene()
    const template = (await app.call('GET /templates', { as: 'lead' })).json.items[0].id
    const pages = {
      list: 'incidents/',
      text: `incidents/${open}/updates/${update}/`,
      times: `incidents/${open}/times/`,
      change: `incidents/${open}/priority/`,
      contacts: `incidents/${open}/contacts/`,
      reopen: `incidents/${closed}/reopen/`,
      report: `incidents/${closed}/report/`,
      unready: `incidents/${open}/report/`,
      templates: 'templates/',
      template: `templates/${template}/`,
      new: 'templates/new/',
    }
    await it.as(lead, size, async (page) => {
      for (const [what, path] of Object.entries(pages)) {
        await page.emulateMedia({ colorScheme: 'light' })
        await page.goto(`${it.url}/staff/${path}`)
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('main details')) (fold as HTMLDetailsElement).open = true
        })
        expect([what, await axe(page)]).toEqual([what, []])
        await page.emulateMedia({ colorScheme: 'dark' })
        expect([what, await axe(page, ['color-contrast'])]).toEqual([what, []])
        const small = await page.evaluate(() =>
          [
            ...document.querySelectorAll(
              'main :is(button:not(.vh), input:not([type="hidden"]), textarea, summary, .ways a, .found a)',
            ),
          ]
            .map((one) => (one.closest('label') ?? one).getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && height < 44)
            .map(({ width, height }) => `${width} × ${height}`),
        )
        expect([what, small]).toEqual([what, []])
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%'
        })
        expect([what, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([what, 0])
      }
    })
  },
  60_000,
)
