import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { outage } from '../../support/app/test-app.ts'
import { axe, ignoringAborted, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()

/** A P1G that was closed an hour ago, and the page that reopens it. */
async function closed() {
  const app = await it.begin()
  const lead = await it.somebody('lead', 'Dana Reyes')
  const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage() })).json
  await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works.', phase: 'resolved' } })
  app.clock.now += HOUR / 2
  return { app, lead, id, own: `${it.url}/staff/incidents/${id}/` }
}

test.each([true, false])(
  'what reopening does is said beside its button, with JavaScript: %s',
  async (javaScriptEnabled) => {
    const { lead, own } = await closed()
    await it
      .as(lead, { ...PHONE, javaScriptEnabled }, async (page) => {
        await page.goto(`${own}reopen/`)
        await page.getByLabel('Text').fill('It **fails** again.')
        if (!javaScriptEnabled) await page.getByRole('button', { name: 'Check it' }).click()
        const beside = page.locator('.send [data-due]')
        await beside.getByText('No follower gets a message.').waitFor()
        expect(await beside.textContent()).toContain('next update is due 06:30 MST')
        const pane = page.getByRole('region', { name: 'What it does' })
        await pane.getByText('Reopening starts the clock of its updates again.').waitFor()
        await pane.getByRole('region', { name: 'As it will look' }).getByText('fails').waitFor()
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
        if (javaScriptEnabled) expect(await axe(page)).toEqual([])
        await page.getByRole('button', { name: 'Reopen and tell' }).click()
        await page.getByRole('status').getByText('Reopened.').waitFor()
      })
      .catch(ignoringAborted)
  },
)

test('what has to be confirmed is said at the box that confirms it, as soon as it is found', async () => {
  const { lead, own } = await closed()
  await it
    .as(lead, PHONE, async (page) => {
      await page.goto(`${own}times/`)
      const box = page.getByRole('checkbox', { name: 'Yes, it began more than 30 days' })
      expect(await box.isVisible()).toBe(false)
      await page.getByLabel('Reason').fill('Found in the log.')
      await page.getByLabel('Problem began at').fill('2026-09-01T04:40')
      await page.locator('[data-confirm]').getByText('Confirm it if that is right').waitFor()
      await box.check()
      await page.locator('.send [data-due]').getByText('No follower gets a message.').waitFor()
      expect(await box.isChecked()).toBe(true)
      await page.getByRole('button', { name: 'Put right' }).click()
      await page.getByRole('status').getByText('The times are put right.').waitFor()
    })
    .catch(ignoringAborted)
})

test('what is typed of a report is there after a reload, without a connection too, until it is published', async () => {
  const { lead, own } = await closed()
  await it
    .as(lead, PHONE, async (page) => {
      await page.goto(`${own}report/`)
      await page.getByLabel('Text').fill('A card failed.')
      await page.getByText('Saved', { exact: true }).waitFor()
      await page.reload()
      await page.getByText('is back. It has not been posted.').waitFor()
      expect(await page.getByLabel('Text').inputValue()).toBe('A card failed.')
      await page.route('**/report/', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      )
      await page.getByLabel('Text').fill('A card failed at night.')
      await page.getByRole('button', { name: 'Publish the report' }).click()
      await page.getByRole('status').getByText('Not posted: no connection. It is kept here.').waitFor()
      await page.reload()
      expect(await page.getByLabel('Text').inputValue()).toBe('A card failed at night.')
      await page.unroute('**/report/')
      expect(await axe(page)).toEqual([])
      await page.getByText('Saved', { exact: true }).waitFor()
      const bar = await page.locator('.send [data-due]').textContent()
      expect(bar?.trim()).toBe('The report is published on the page of the incident. No follower gets a message.')
      await page.getByRole('button', { name: 'Publish the report' }).click()
      await page.getByRole('status').getByText('Report published.').waitFor()
      const shown = await page.getByRole('link', { name: 'Its report' }).getAttribute('href')
      expect(shown).toMatch(/^\/incidents\/.+\/#postmortem$/)
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
      await page.goto(`${own}report/`)
      expect(await page.getByText('It has not been posted.').first().isVisible()).toBe(false)
    })
    .catch(ignoringAborted)
})

test('without JavaScript the bar says what publishing a report does, in whole sentences', async () => {
  const { lead, own } = await closed()
  await it.as(lead, { ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${own}report/`)
    await page.getByLabel('Text').fill('A card failed.')
    await page.getByRole('button', { name: 'Check it' }).click()
    const bar = await page.locator('.send [data-due]').textContent()
    expect(bar?.trim()).toBe('The report is published on the page of the incident. No follower gets a message.')
    await page.goto(`${own}report/`)
    expect(await page.getByLabel('Text').inputValue()).toBe('A card failed.')
  })
})
