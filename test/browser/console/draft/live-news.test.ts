import { expect, test } from 'vitest'
import { HOUR } from '../../../../server/domain/vocabulary.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { outage } from '../../../support/app/test-app.ts'
import { axe, ignoringAborted, PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'

const it = desk()
const QUICK = { boards: { look: 20, retry: 100 } }

/** An open incident, its page at the desk, and Rosa, who is to write its next update. */
async function open(boards: Parameters<typeof it.begin>[0] = QUICK) {
  const app = await it.begin(boards)
  const rosa = await it.somebody('agent', 'Rosa')
  const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage() })).json
  return { app, rosa, id, path: `${it.url}/staff/incidents/${id}/` }
}

test('an open composer says at once what a colleague posts or changes, and keeps what is typed', async () => {
  const { app, rosa, id, path } = await open()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('We think it is a card.')
      await page.getByText('Saved', { exact: true }).waitFor()
      const news = page.locator('[data-colleagues][aria-live="polite"]')
      expect(await news.locator('.notice').isVisible()).toBe(false)
      await app.call(`POST /incidents/${id}/updates`, {
        as: 'lead',
        body: { body: 'A card failed.', phase: 'identified' },
      })
      await news.getByText('A card failed.').waitFor()
      await news.getByText('What you typed stays.').waitFor()
      await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: { vendor: 'Carrier One' } })
      await news.getByText('Vendor that has to act Carrier One').waitFor()
      expect(await page.getByLabel('Text').inputValue()).toBe('We think it is a card.')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      expect(await axe(page)).toEqual([])
    })
    .catch(ignoringAborted)
})

test('what happens elsewhere costs an open composer next to nothing, and what happens here is shown', async () => {
  const { app, rosa, id, path } = await open()
  const other = (await app.call('POST /incidents', { as: 'lead', body: outage({ title: 'Messages fail' }) })).json.id
  await it
    .as(rosa, PHONE, async (page) => {
      const asks = () =>
        page.waitForResponse((answer) => answer.url() === path && answer.request().resourceType() === 'fetch')
      const costs = async (asked: ReturnType<typeof asks>) => {
        const { responseHeadersSize, responseBodySize } = await (await asked).request().sizes()
        return responseHeadersSize + responseBodySize
      }
      const opening = asks()
      await page.goto(path)
      expect(await costs(opening)).toBeLessThan(1_000)
      for (const body of ['A card failed.', 'It is replaced.']) {
        const asked = asks()
        await app.call(`POST /incidents/${other}/updates`, { as: 'lead', body: { body } })
        expect(await costs(asked)).toBeLessThan(1_000)
      }
      await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'The carrier has it.' } })
      await page.locator('[data-colleagues]').getByText('The carrier has it.').waitFor()
      const after = asks()
      await app.call(`POST /incidents/${other}/updates`, { as: 'lead', body: { body: 'It works.' } })
      expect(await costs(after)).toBeLessThan(1_000)
    })
    .catch(ignoringAborted)
})

test('the head and what nobody has chosen show what a colleague posts; what was chosen stays', async () => {
  const { app, rosa, id, path } = await open()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      const due = page.locator('header.stand .promise')
      expect(await due.textContent()).toContain('Next update due 06:00')
      await page.getByRole('radio', { name: 'Partial' }).check()
      app.clock.now += HOUR / 2
      await app.call(`POST /incidents/${id}/updates`, {
        as: 'lead',
        body: {
          body: 'A card failed.',
          phase: 'identified',
          platforms: [{ id: 'voice', impact: 'degraded_performance' }],
        },
      })
      await page.locator('[data-colleagues]').getByText('A card failed.').waitFor()
      expect(await due.textContent()).toContain('Next update due 06:30')
      expect(await page.locator('header.stand .state').textContent()).toContain('Identified')
      expect(await page.getByRole('radio', { name: 'Identified' }).isChecked()).toBe(true)
      expect(await page.getByRole('radio', { name: 'Partial' }).isChecked()).toBe(true)
      // The next that is said leaves what was said before.
      await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It is replaced.' } })
      const news = page.locator('[data-colleagues] li')
      await news.getByText('It is replaced.').waitFor()
      expect(await news.getByText('A card failed.').count()).toBe(1)
    })
    .catch(ignoringAborted)
})

test('who else begins to write is said on the board and in an open composer, of which nothing is loaded anew', async () => {
  const { rosa, path } = await open()
  await it
    .as(rosa, PHONE, async (board) => {
      await board.goto(`${it.url}/staff/`)
      const form = await board.context().newPage()
      await form.goto(path)
      await form.getByLabel('Text').fill('We think it is a card.')
      await form.getByText('Saved', { exact: true }).waitFor()
      for (const page of [board, form]) await page.evaluate(() => document.body.setAttribute('data-same', ''))
      await it.as(await it.somebody('agent', 'Bert'), PHONE, async (his) => {
        await his.goto(path)
        await his.getByText('Rosa has been writing about this since').waitFor()
        await his.getByLabel('Text').fill('A card failed.')
        await form.getByText('Bert has been writing about this since').waitFor()
        await board.bringToFront()
        await board.getByText(/^Bert, since/).waitFor()
      })
      expect(await form.getByLabel('Text').inputValue()).toBe('We think it is a card.')
      for (const page of [board, form]) expect(await page.locator('body[data-same]').count()).toBe(1)
    })
    .catch(ignoringAborted)
})

test('what stands now is said on an open form of the times, and on an open window', async () => {
  const app = await it.begin(QUICK)
  const lead = await it.somebody('lead', 'Dana Reyes')
  const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage() })).json
  const window = (await app.call('POST /maintenances', { as: 'lead', body: nightWork() })).json
  await it
    .as(lead, PHONE, async (page) => {
      const news = page.locator('[data-colleagues]')
      await page.goto(`${it.url}/staff/incidents/${id}/times/`)
      const startedAt = new Date(app.clock.now - HOUR).toISOString()
      await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: { startedAt, reason: 'By the logs.' } })
      await news.getByText(/^Problem began at 2026-/).waitFor()
      await page.goto(`${it.url}/staff/maintenance/${window.id}/`)
      await app.call(`PATCH /maintenances/${window.id}`, { as: 'lead', body: { title: 'Another card' } })
      await news.getByText('Another card').waitFor()
      const head = page.locator('header.banner')
      expect(await head.getByRole('heading').textContent()).toBe('Another card')
      const before = await head.locator('.due').textContent()
      const startsAt = new Date(Date.parse(window.startsAt) + 24 * HOUR).toISOString()
      const endsAt = new Date(Date.parse(window.endsAt) + 24 * HOUR).toISOString()
      await app.call(`PATCH /maintenances/${window.id}`, { as: 'lead', body: { startsAt, endsAt } })
      await page.waitForFunction((was) => document.querySelector('header .due')?.textContent !== was, before)
    })
    .catch(ignoringAborted)
})

test('a form for which no stream is left is as it was, and the board beside it stays live', async () => {
  const { app, rosa, path } = await open({ boards: { ...QUICK.boards, each: 1 } })
  await it
    .as(rosa, PHONE, async (board) => {
      await board.goto(`${it.url}/staff/`)
      await board.locator('#state.operational').waitFor()
      const form = await board.context().newPage()
      const asked = form.waitForResponse('**/staff/changes')
      const [answer] = await Promise.all([asked, form.goto(path)])
      expect(answer.status()).toBe(429)
      await form.getByLabel('Text').fill('We think it is a card.')
      await form.getByText('Saved', { exact: true }).waitFor()
      expect(await form.locator('main :is(.faults, .notice):visible').count()).toBe(0)
      await app.call('POST /incidents', { as: 'lead', body: outage({ title: 'Messages fail' }) })
      await board.getByText('Messages fail').first().waitFor()
      expect(await board.locator('#state.operational').count()).toBe(1)
    })
    .catch(ignoringAborted)
})
