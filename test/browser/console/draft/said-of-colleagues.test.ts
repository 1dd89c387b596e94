import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { ignoringAborted, PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'
import { writing } from '../../../support/browser/writing.ts'

const it = desk()
const { opened, updates } = writing(it)

/** What the script asks the server by itself, as it shows what the form would do. */
const looked = (page: Page) =>
  page.waitForResponse((answer) => answer.request().postData()?.includes('do=look') ?? false)

async function resolved(): Promise<string> {
  const id = await opened()
  await it.app().call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works.', phase: 'resolved' } })
  return id
}

const post = async (id: string) =>
  it.app().call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'A card failed.' } })

describe('what a refused press says of a colleague stays until somebody goes on', () => {
  test.each([
    ['an update', 'Post update', opened, (id: string) => `${id}/`, post],
    [
      'a correction',
      'Correct it',
      opened,
      async (id: string) => `${id}/updates/${(await first(id)).id}/`,
      async (id: string) =>
        it
          .app()
          .call(`PATCH /incidents/${id}/updates/${(await first(id)).id}`, { as: 'lead', body: { body: 'A card.' } }),
    ],
    [
      'a report',
      'Publish the report',
      resolved,
      (id: string) => `${id}/report/`,
      async (id: string) => it.app().call(`PUT /incidents/${id}/postmortem`, { as: 'lead', body: { body: 'A card.' } }),
    ],
  ])('of %s', async (_, button, begin, path, meanwhile) => {
    await it.begin()
    const lead = await it.somebody('lead', 'Dana Reyes')
    const id = await begin()
    const own = `${it.url}/staff/incidents/${await path(id)}`
    await it
      .as(lead, PHONE, async (page) => {
        await page.goto(own)
        await page.getByLabel('Text').fill('We think it is a card.')
        await page.getByText('Saved', { exact: true }).waitFor()
        it.app().clock.now += MINUTE
        await meanwhile(id)
        await stays(page, button)
        await page.getByLabel('Text').fill('We know it is a card.')
        await page.locator('main > .faults').waitFor({ state: 'detached' })
      })
      .catch(ignoringAborted)
  })

  test('of a new incident', async () => {
    await it.begin()
    const lead = await it.somebody('lead', 'Dana Reyes')
    await it
      .as(lead, PHONE, async (page) => {
        const path = `${it.url}/staff/incidents/new/`
        await page.goto(path)
        await page.getByLabel('Title').fill('Calls fail')
        await page.getByLabel('Text').fill('Calls fail for several organisations.')
        await page.getByRole('group', { name: 'VOICE' }).getByRole('radio', { name: 'Major' }).check()
        await page.getByText('Saved', { exact: true }).waitFor()
        const other = await page.context().newPage()
        await other.goto(path)
        await other.getByRole('button', { name: 'Open incident' }).tap()
        await other.locator('#posted').waitFor()
        await page.getByLabel('Title').fill('Calls fail again')
        await stays(page, 'Open incident')
      })
      .catch(ignoringAborted)
  })
})

const first = async (id: string) => (await updates(id))[0] as unknown as { id: string }

/** Once the button was pressed, the page says what was wrong, also after what the form would do was asked for. */
async function stays(page: Page, button: string): Promise<void> {
  const said = page.locator('main > .faults')
  const pressed = page.getByRole('button', { name: button }).tap()
  await Promise.all([looked(page), pressed, said.waitFor()])
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await said.isVisible()).toBe(true)
}
