import { expect, test } from 'vitest'
import { outage } from '../../../support/app/test-app.ts'
import { DESKTOP, ignoringAborted, PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'

const it = desk()

test.each([
  ['on a phone', PHONE],
  ['at a desk', DESKTOP],
])("a drill's page and preview say that it is a drill, and promise nothing, %s", async (_, device) => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })).json
  await it
    .as(rosa, device, async (page) => {
      await page.goto(`${it.url}/staff/incidents/${id}/`)
      await page.getByLabel('Text').fill('It is practised.')
      await page.getByText('It is a drill: no message goes out, and no page shows it.').first().waitFor()
      expect(await page.locator('body').textContent()).not.toContain('Next update due')
      await page.goto(`${it.url}/staff/`)
      await page.locator('[id^="draft-"]').getByText('Drill: staff only').waitFor()
      await page.goto(`${it.url}/staff/incidents/${id}/`)
      await page.getByLabel('Text').fill('It is practised.')
      await page.getByRole('button', { name: 'Post update' }).click()
      const posted = await page.locator('#posted').textContent()
      expect(posted).not.toContain('due')
    })
    .catch(ignoringAborted)
})

test('the board and the list say “Resolved, to be confirmed”, as the public page does', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P2' }) })).json
  const body = { body: 'Does it work?', caseStatus: 'resolved_follow_up' }
  await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body })
  for (const device of [PHONE, DESKTOP])
    await it.as(rosa, device, async (page) => {
      for (const path of ['', 'incidents/']) {
        await page.goto(`${it.url}/staff/${path}`)
        await page.getByText('Resolved, to be confirmed').first().waitFor()
        expect(await page.locator('main').textContent()).not.toContain('Monitoring')
      }
    })
})
