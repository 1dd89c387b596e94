import { expect, test } from 'vitest'
import { ignoringAborted, PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'
import { writing } from '../../../support/browser/writing.ts'

const it = desk()
const { due } = writing(it)
const ELSEWHERE = 'saved in another window'

test('whoever writes in one window is told of no other one, though a button came between a save and its answer', async () => {
  const { app, rosa, page: path } = await due()
  const template = { name: 'Card', phase: 'investigating', title: 'A card', body: 'A line card failed.' }
  await app.call('POST /templates', { as: 'lead', body: template })
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('Calls fail.')
      await page.getByText('Saved', { exact: true }).waitFor()
      let isHeld = true
      // The server takes the save; its answer is still on its way when the template is picked.
      await page.route(path, async (route) => {
        const isSave = route.request().method() === 'POST' && route.request().postData()?.includes('do=look')
        if (!isSave || !isHeld) return route.continue()
        isHeld = false
        await route.fetch()
        await page.getByRole('button', { name: 'Card' }).tap()
        await route.abort()
      })
      await page.getByLabel('Text').fill('Calls to Denver fail.')
      await page.getByText('A line card failed.').first().waitFor()
      await page.getByText('Saved', { exact: true }).waitFor()
      await page.reload()
      expect(await page.getByLabel('Text').inputValue()).toContain('A line card failed.')
      expect(await page.locator('[data-kept]').textContent()).not.toContain(ELSEWHERE)
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    })
    .catch(ignoringAborted)
})

test('what is typed while a template is on its way stays, and so does every other one that is picked meanwhile', async () => {
  const { app, rosa, page: path } = await due()
  const template = { phase: 'investigating', title: 'A card' }
  await app.call('POST /templates', { as: 'lead', body: { ...template, name: 'Card', body: 'A line card failed.' } })
  await app.call('POST /templates', { as: 'lead', body: { ...template, name: 'Spare', body: 'A spare comes.' } })
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      const text = page.getByLabel('Text')
      await text.fill('Calls')
      let isFirst = true
      await page.route(path, async (route) => {
        if (!isFirst || !route.request().postData()?.includes('template=')) return route.continue()
        isFirst = false
        const response = await route.fetch()
        await text.fill('Calls to Denver')
        await page.getByRole('button', { name: 'Spare' }).tap()
        await route.fulfill({ response })
      })
      await page.getByRole('button', { name: 'Card' }).tap()
      await expect
        .poll(async () => (await text.inputValue()).split('\n\n').sort())
        .toEqual(['A line card failed.', 'A spare comes.', 'Calls to Denver'])
    })
    .catch(ignoringAborted)
})

test('a page that is left before its save was answered goes on from it', async () => {
  const { rosa, page: path } = await due()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('Calls fail.')
      await page.getByText('Saved', { exact: true }).waitFor()
      const saved = Promise.withResolvers<void>()
      await page.route(path, async (route) => {
        if (route.request().method() !== 'POST') return route.continue()
        await route.fetch()
        saved.resolve()
      })
      await page.getByLabel('Text').fill('Calls to Denver fail.')
      await saved.promise
      await page.getByLabel('Text').fill('Calls to Denver fail, some of them.')
      await page.unroute(path)
      await page.reload()
      await page.getByText('Saved', { exact: true }).waitFor()
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
      await page.reload()
      expect(await page.getByLabel('Text').inputValue()).toBe('Calls to Denver fail, some of them.')
    })
    .catch(ignoringAborted)
})
