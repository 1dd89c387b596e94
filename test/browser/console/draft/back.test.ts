import { expect, test } from 'vitest'
import { DESKTOP, ignoringAborted } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'
import { writing } from '../../../support/browser/writing.ts'

const it = desk()
const { due, updates } = writing(it)

test.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])(
  'the browser’s Back after an incident was opened brings no filled form that opens it twice, %s',
  async (_, javaScriptEnabled) => {
    const app = await it.begin()
    const rosa = await it.somebody('agent', 'Rosa')
    await it
      .as(rosa, { ...DESKTOP, javaScriptEnabled }, async (page) => {
        await page.goto(`${it.url}/staff/`)
        await page.getByRole('link', { name: 'New incident' }).first().click()
        await page.getByLabel('Title').fill('Calls fail')
        await page.getByLabel('Text').fill('Calls fail for several organisations.')
        await page.getByRole('group', { name: 'VOICE' }).getByRole('radio', { name: 'Major' }).check()
        await page.getByRole('button', { name: 'Open incident' }).click()
        await page.locator('#posted').waitFor()
        await page.goBack()
        // With a script the form has left the history, and the board is there.
        expect(new URL(page.url()).pathname).toBe(javaScriptEnabled ? '/staff/' : '/staff/incidents/new/')
        if (javaScriptEnabled) return
        for (const label of ['Title', 'Text']) expect(await page.getByLabel(label).inputValue()).toBe('')
        expect(await page.getByRole('radio', { name: 'Major' }).first().isChecked()).toBe(false)
      })
      .catch(ignoringAborted)
    expect((await app.call('GET /incidents')).json.items).toHaveLength(1)
  },
)

test('the browser’s Back after an update that was refused first brings an empty form', async () => {
  const { rosa, id, page: path } = await due()
  await it
    .as(rosa, DESKTOP, async (page) => {
      await page.goto(path)
      await page.getByRole('radio', { name: 'Identified' }).check()
      await page.getByRole('button', { name: 'Post update' }).click()
      await page.locator('main > .faults').waitFor()
      await page.getByLabel('Text').fill('A card failed.')
      await page.getByRole('button', { name: 'Post update' }).click()
      await page.locator('#posted').waitFor()
      await page.goBack()
      expect(await page.getByLabel('Text').inputValue()).toBe('')
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toHaveLength(2)
})

test('a refused form is there with its text after the browser’s Back, and after a reload', async () => {
  const { rosa, page: path } = await due()
  await it
    .as(rosa, DESKTOP, async (page) => {
      await page.goto(path)
      await page.getByRole('radio', { name: 'Resolved' }).check()
      await page.getByLabel('Text').fill('x'.repeat(20_001))
      await page.getByRole('button', { name: 'Post update' }).click()
      await page.locator('main > .faults').waitFor()
      const isThere = async () => {
        expect(await page.getByLabel('Text').inputValue()).toHaveLength(20_001)
        expect(await page.getByRole('radio', { name: 'Resolved' }).isChecked()).toBe(true)
      }
      await page.goto(`${it.url}/staff/`)
      await page.goBack()
      await isThere()
      await page.reload()
      await isThere()
      expect(await page.getByText('by no button of this form').count()).toBe(0)
    })
    .catch(ignoringAborted)
})
