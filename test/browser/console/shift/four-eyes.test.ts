import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'
import { writing } from '../../../support/browser/writing.ts'

const it = desk()
const { opened, updates } = writing(it)

test('a text is written, returned, changed and published by two people with their phones', async () => {
  const app = await it.begin({ plan: { ...DEFAULT_PLAN, fourEyes: ['P1G'] } })
  const [rosa, lee] = [await it.somebody('agent', 'Rosa'), await it.somebody('lead', 'Lee')]
  const id = await opened()
  await it.as(rosa, PHONE, async (page) => {
    await page.goto(`${it.url}/staff/incidents/${id}/`)
    await page.getByLabel('Text').fill('Something was cut.')
    await page.getByRole('button', { name: 'Post update' }).click()
    await page.getByText('It is not public yet.').waitFor()
    expect(await page.getByRole('button', { name: 'Publish it' }).count()).toBe(0)
  })
  await it.as(lee, PHONE, async (page) => {
    await page.goto(`${it.url}/staff/`)
    await page.locator('.ready h3 a').click()
    await page.getByText('If nobody gets to it').waitFor()
    await page.getByLabel('What has to change').fill('What was cut?')
    await page.getByRole('button', { name: 'Return it to its author' }).click()
    await page.getByText('Returned to').waitFor()
  })
  app.clock.now += MINUTE
  await it.as(rosa, PHONE, async (page) => {
    await page.goto(`${it.url}/staff/`)
    await page.getByText('What was cut?').waitFor()
    await page.locator('.ready h3 a').click()
    await page.getByRole('link', { name: 'Change it' }).click()
    await page.getByText('What was cut?').waitFor()
    await page.getByLabel('Text').fill('A fibre was cut.')
    await page.getByRole('button', { name: 'Post update' }).click()
    await page.getByText('It is not public yet.').waitFor()
  })
  expect(await updates(id)).toHaveLength(1)
  await it.as(lee, PHONE, async (page) => {
    await page.goto(`${it.url}/staff/`)
    await page.locator('.ready h3 a').click()
    await page.locator('.said').getByText('A fibre was cut.').waitFor()
    await page.getByRole('button', { name: 'Publish it' }).click()
    await page.getByText('Published, as the words of Rosa.').waitFor()
  })
  expect((await updates(id))[0]).toMatchObject({ body: 'A fibre was cut.' })
})
