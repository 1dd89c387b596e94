import { expect, test } from 'vitest'
import { DESKTOP, ignoringAborted } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'
import { writing } from '../../../support/browser/writing.ts'

const it = desk()
const { due, updates } = writing(it)

test('what was written without a connection is there after it, whatever other tabs are open', async () => {
  const { rosa, page: path } = await due()
  await it
    .as(rosa, DESKTOP, async (page) => {
      const idle = await page.context().newPage()
      await page.goto(path)
      await idle.goto(path)
      const sent: string[] = []
      idle.on('request', (request) => request.method() === 'POST' && sent.push(request.postData() ?? ''))
      await page.context().setOffline(true)
      await page.getByLabel('Text').fill('Written in a tunnel.')
      await page.getByText('No connection').waitFor()
      await page.context().setOffline(false)
      await page.getByText('Saved', { exact: true }).waitFor()
      await page.reload()
      expect(await page.getByLabel('Text').inputValue()).toBe('Written in a tunnel.')
      expect(sent).toEqual([])
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    })
    .catch(ignoringAborted)
})

test('the tab where it was not posted keeps what is typed there, and says what was posted before it sends it', async () => {
  const { rosa, id, page: path } = await due()
  await it
    .as(rosa, DESKTOP, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('A card')
      await page.getByText('Saved', { exact: true }).waitFor()
      const other = await page.context().newPage()
      await other.goto(path)
      expect(await other.getByLabel('Text').inputValue()).toBe('A card')
      await page.getByRole('button', { name: 'Post update' }).click()
      await page.locator('#posted').waitFor()
      await other.getByLabel('Text').fill('The card is replaced.')
      await other.getByText('Saved', { exact: true }).waitFor()
      expect(other.url()).toBe(path)
      await other.getByRole('button', { name: 'Post update' }).click()
      await other.getByText('Something was posted while you were writing').waitFor()
      expect(await other.getByLabel('Text').inputValue()).toBe('The card is replaced.')
      await other.getByRole('button', { name: 'Post update' }).click()
      await other.locator('#posted').waitFor()
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toMatchObject([{ body: 'The card is replaced.' }, { body: 'A card' }, {}])
})

test('an update that is posted without a connection is not posted, stays, and is posted by the same button after it', async () => {
  const { rosa, id, page: path } = await due()
  await it
    .as(rosa, DESKTOP, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('A card')
      await page.getByText('Saved', { exact: true }).waitFor()
      const button = page.getByRole('button', { name: 'Post update' })
      await page.context().setOffline(true)
      await button.click()
      await page.getByText('Not posted: no connection. It is kept here.').waitFor()
      expect([page.url(), await page.getByLabel('Text').inputValue()]).toEqual([path, 'A card'])
      expect(await updates(id)).toHaveLength(1)
      await page.context().setOffline(false)
      await button.click()
      await page.locator('#posted').waitFor()
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toMatchObject([{ body: 'A card' }, {}])
})
