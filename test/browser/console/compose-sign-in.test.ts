import { expect, test } from 'vitest'
import { PASSWORD, protect } from '../../support/app/signed-in.ts'
import { axe, ignoringAborted, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { writing } from '../../support/browser/writing.ts'

const it = desk()
const { due, updates } = writing(it)

test('a session that ends while somebody writes is asked for in place, and what they wrote goes on', async () => {
  const { rosa, id, page: path } = await due()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('A long text.')
      await page.context().clearCookies()
      await page.getByRole('button', { name: 'Post update' }).tap()
      const dialog = page.getByRole('dialog', { name: 'Sign in again' })
      await dialog.getByLabel('E-mail address').fill(rosa.email)
      await dialog.getByLabel('Password').fill('something else that is wrong')
      await dialog.getByRole('button', { name: 'Sign in' }).tap()
      await dialog.getByRole('alert').waitFor()
      await dialog.getByLabel('Password').fill(PASSWORD)
      await dialog.getByRole('button', { name: 'Sign in' }).tap()
      await page.locator('#posted').waitFor()
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toMatchObject([{ body: 'A long text.' }, {}])
})

test('whoever has a second factor gives its code in place; the dialog can be left, and nothing is lost by that', async () => {
  const { app, rosa, id, page: path } = await due()
  const codeAt = await protect(app.db, rosa.id, app.clock.now)
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByLabel('Text').fill('A long text.')
      await page.getByText('Saved').waitFor()
      await page.context().clearCookies()
      const [post, dialog] = [page.getByRole('button', { name: 'Post update' }), page.getByRole('dialog')]
      await post.tap()
      await dialog.getByRole('button', { name: 'Not now' }).tap()
      await dialog.waitFor({ state: 'hidden' })
      expect(await post.evaluate((it) => it === document.activeElement)).toBe(true)
      await page.getByText('Your session has ended. Your text is kept in this browser.').waitFor()
      await page.getByRole('button', { name: 'Sign in again' }).tap()
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      await post.tap()
      await dialog.getByLabel('E-mail address').fill(rosa.email)
      await dialog.getByLabel('Password').fill(PASSWORD)
      await dialog.getByRole('button', { name: 'Sign in' }).tap()
      await dialog.getByLabel('Code').waitFor()
      expect(await axe(page)).toEqual([])
      await dialog.getByLabel('Code').fill('000000')
      await page.keyboard.press('Enter')
      await dialog.getByRole('alert').filter({ hasText: 'code' }).waitFor()
      expect(await dialog.getByLabel('Code').inputValue()).toBe('')
      await dialog.getByLabel('Code').fill(codeAt(app.clock.now))
      await page.keyboard.press('Enter')
      await page.locator('#posted').waitFor()
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toMatchObject([{ body: 'A long text.' }, {}])
})

test('the dialog says when it was tried too often', async () => {
  const { rosa, page: path } = await due()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.context().clearCookies()
      await page.getByLabel('Text').fill('A long text.')
      const dialog = page.getByRole('dialog')
      for (const tries of Array.from({ length: 10 }, (_, n) => n)) {
        await dialog.getByLabel('E-mail address').fill(rosa.email)
        await dialog.getByLabel('Password').fill(`something that is wrong ${tries}`)
        const answered = page.waitForResponse('**/staff/sign-in/')
        await dialog.getByRole('button', { name: 'Sign in' }).tap()
        await answered
        await expect.poll(() => dialog.getByLabel('Password').inputValue()).toBe('')
      }
      await dialog.getByRole('alert').filter({ hasText: 'Too many' }).waitFor()
      expect(await page.getByLabel('Text').inputValue()).toBe('A long text.')
    })
    .catch(ignoringAborted)
})
