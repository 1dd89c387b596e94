import { expect, test } from 'vitest'
import { PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'
import { writing } from '../../../support/browser/writing.ts'

const it = desk()
const { due } = writing(it)

test('what was typed on an incident that a colleague resolves is copied, taken into its reopening, or discarded', async () => {
  const { app, rosa, id, page: path } = await due()
  await it.as(rosa, PHONE, async (page) => {
    await page.goto(path)
    await page.getByLabel('Text').fill('It is a card.')
    await page.getByText('Saved', { exact: true }).waitFor()
    const body = { body: 'It works.', phase: 'resolved' }
    await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body })
    await page.goto(path)
    expect(await page.getByText('“Post” then sends it').count()).toBe(0)
    const typed = page.getByRole('region', { name: 'What you typed' })
    await typed.getByText('It is a card.').waitFor()
    await typed.getByRole('button', { name: 'Copy' }).waitFor()
    await typed.getByText('“Reopen it” begins with it.').waitFor()
    await page.getByRole('link', { name: 'Reopen it' }).tap()
    expect(await page.getByLabel('Text').inputValue()).toBe('It is a card.')
    await page.goto(path)
    await typed.getByRole('button', { name: 'Discard it' }).tap()
    await page.getByText('The draft is discarded.').waitFor()
    expect(await typed.count()).toBe(0)
  })
})
