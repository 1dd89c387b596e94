import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { ignoringAborted, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { writing } from '../../support/browser/writing.ts'

const it = desk()
const { due } = writing(it)

test('what must be confirmed is said at its box as soon as it is found; the pane alone travels', async () => {
  const { app, rosa, page: path } = await due()
  app.clock.now += HOUR
  await it
    .as(rosa, PHONE, async (page) => {
      const whole = (await (await page.goto(path))?.body())?.length ?? 0
      const looked = page.waitForResponse((answer) => answer.request().method() === 'POST')
      await page.getByLabel('Text').fill('It was over before it was told.')
      const bytes = (await (await looked).body()).length
      process.stdout.write(`a look at what an update does: ${bytes} bytes, of a page of ${whole}\n`)
      expect(bytes).toBeLessThan(whole / 4)
      await page.goto(`${it.url}/staff/incidents/new/`)
      const box = page.getByRole('checkbox', { name: 'It may be public' })
      expect(await box.isVisible()).toBe(false)
      await page.getByText('Times, also of what is told afterwards').click()
      await page.getByLabel('Problem began at').fill('2026-09-01T04:40')
      await page.getByLabel('Title').fill('Calls fail')
      await page.getByLabel('Text').fill('Calls fail.')
      await page.getByRole('group', { name: 'VOICE' }).getByRole('radio', { name: 'Major' }).check()
      await page.locator('[data-confirm].asked [data-asks] .fault').waitFor()
      expect(await box.isVisible()).toBe(true)
    })
    .catch(ignoringAborted)
})
