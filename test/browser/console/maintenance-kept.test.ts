import { expect, test } from 'vitest'
import { nightWork } from '../../support/app/maintenance-api.ts'
import { axe, ignoringAborted, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()
const NEW = '/staff/maintenance/new/'

test('what is typed of a new window is there after a reload, on the board, and gone once it is planned', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(it.url + NEW)
      await page.getByLabel('Title').fill('New session border controller')
      await page.getByText('CHAT', { exact: true }).click()
      await page.getByLabel('Starts').fill('2026-11-21T23:30')
      await page.getByText('Saved', { exact: true }).waitFor()
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
      await page.goto(`${it.url}/staff/`)
      await page.getByRole('link', { name: 'New session border controller' }).click()
      await page.getByText('is back. It has not been posted.').waitFor()
      expect(await page.getByLabel('Title').inputValue()).toBe('New session border controller')
      expect(await page.getByLabel('Starts').inputValue()).toBe('2026-11-21T23:30')
      expect(await page.getByLabel('CHAT').isChecked()).toBe(true)
      await page.getByLabel('Ends', { exact: true }).fill('2026-11-22T01:00')
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByText('Mail: ').click()
      await page.frameLocator('iframe[src$="/mail"]').getByText('New session border controller').first().waitFor()
      await page.locator('summary', { hasText: /^Page$/ }).click()
      await page.frameLocator('iframe[src$="/page"]').getByText('New session border controller').first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Send the mail to me first' }).click()
      await page.getByText('is in the local mailbox').waitFor()
      await page.getByRole('button', { name: 'Plan it', exact: true }).click()
      await page.getByText('Announced.', { exact: true }).waitFor()
      await page.goto(it.url + NEW)
      expect(await page.getByLabel('Title').inputValue()).toBe('')
      await page.goto(`${it.url}/staff/`)
      await page.getByText('Nobody is writing anything.').waitFor()
    })
    .catch(ignoringAborted)
  expect((await app.call('GET /maintenances')).json.items).toHaveLength(1)
})

test('a form that was empty names all that is missing, and nothing of it once it is filled in', async () => {
  await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(it.url + NEW)
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByRole('alert').getByRole('link').first().waitFor()
      const named = await page.getByRole('alert').getByRole('link').allTextContents()
      expect(named.map((text) => text.split(':')[0])).toEqual(['Title', 'Platforms', 'Starts', 'Ends'])
      await page.getByLabel('Title').fill('New session border controller')
      await page.getByText('CHAT', { exact: true }).click()
      await page.getByLabel('Starts').fill('2026-11-21T23:30')
      await page.getByLabel('Ends', { exact: true }).fill('2026-11-22T01:00')
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByRole('heading', { name: 'What it does' }).waitFor()
      expect(await page.locator('.faults, .fault:not([data-wrong], [data-preview] *), [aria-invalid]').count()).toBe(0)
    })
    .catch(ignoringAborted)
})

test('the end moves with the start until it is changed by hand', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  const { id } = (await app.call('POST /maintenances', { as: 'agent', body: nightWork() })).json
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(`${it.url}/staff/maintenance/${id}/`)
      await page.locator('summary', { hasText: 'Move it' }).click()
      const move = page.locator('details[id="move"]')
      const [start, end] = [move.getByLabel('Starts'), move.getByLabel('Ends', { exact: true })]
      await start.fill('2026-11-23T22:00')
      expect(await end.inputValue()).toBe('2026-11-23T23:30')
      await start.fill('2026-11-24T22:30')
      expect(await end.inputValue()).toBe('2026-11-25T00:00')
      await end.fill('2026-11-25T03:00')
      expect(await move.getByLabel('Keep the length').isChecked()).toBe(false)
      await start.fill('2026-11-24T22:00')
      expect(await end.inputValue()).toBe('2026-11-25T03:00')
      await move.getByText('Saved', { exact: true }).waitFor()
      await page.reload()
      expect(await start.inputValue()).toBe('2026-11-24T22:00')
      expect(await move.getByLabel('Keep the length').isChecked()).toBe(false)
    })
    .catch(ignoringAborted)
})

test('several forms of one window are kept apart, without a connection too, and with an ended session', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  const { id } = (await app.call('POST /maintenances', { as: 'agent', body: nightWork() })).json
  const path = `${it.url}/staff/maintenance/${id}/`
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      const way = (name: string) => page.locator(`details[id="${name}"]`)
      await page.route('**/staff/**', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      )
      await page.locator('summary', { hasText: 'Cancel it' }).click()
      await way('cancel').getByLabel('Why it is cancelled').fill('The vendor is late.')
      await page.locator('summary', { hasText: 'Post a note' }).click()
      await way('note').getByLabel('Text').fill('We bring a spare.')
      await way('note').getByLabel('Send no message').check()
      await way('note').getByRole('button', { name: 'Post a note' }).click()
      await way('note').getByText('No connection').waitFor()
      await page.reload()
      expect(await way('cancel').getByLabel('Why it is cancelled').inputValue()).toBe('The vendor is late.')
      expect(await way('note').getByLabel('Text').inputValue()).toBe('We bring a spare.')
      expect(await way('note').getByLabel('Send no message').isChecked()).toBe(true)
      await page.unroute('**/staff/**')
      await way('note').getByLabel('Text').fill('We bring a spare one.')
      await way('note').getByText('Saved', { exact: true }).waitFor()
      await page.context().clearCookies({ name: 'signalpost-session' })
      await way('note').getByRole('button', { name: 'Post a note' }).click()
      await page.getByRole('dialog').waitFor()
      await page.context().addCookies([{ name: 'signalpost-session', value: rosa.secret, url: it.url }])
      await page.getByRole('button', { name: 'Not now' }).click()
      await way('note').getByRole('button', { name: 'Post a note' }).click()
      await page.getByText('Posted.', { exact: true }).waitFor()
    })
    .catch(ignoringAborted)
  const [update] = (await app.call(`GET /maintenances/${id}`)).json.updates
  expect(update).toMatchObject({ body: 'We bring a spare one.' })
})
