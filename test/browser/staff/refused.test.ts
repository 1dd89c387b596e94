import { expect, test } from 'vitest'
import { PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { writing } from '../../support/browser/writing.ts'

const it = desk()
const { due } = writing(it)

test.each([true, false])('who is refused is led to what is wrong, with JavaScript: %s', async (javaScriptEnabled) => {
  const { page: update } = await due()
  await it.as(await it.somebody('admin', 'Ada'), { ...PHONE, javaScriptEnabled }, async (page) => {
    const presses = [
      [update, 'Post update'],
      [update, 'Check it'],
      [`${it.url}/staff/incidents/new/`, 'Open incident'],
      [`${it.url}/staff/incidents/new/`, 'Check it'],
      [`${update}times/`, 'Check it'],
      [`${it.url}/staff/maintenance/new/`, 'Check it'],
      [`${it.url}/staff/templates/new/`, 'Save'],
    ] as const
    for (const [path, button] of presses) {
      // What it finds is shown beside the form, where the writer goes on.
      if (javaScriptEnabled && button === 'Check it' && !path.endsWith('maintenance/new/')) continue
      await page.goto(path)
      if (path.endsWith('times/')) await page.getByLabel('Case opened at').fill('2001-01-01T00:00')
      await page.getByRole('button', { name: button }).click()
      const faults = page.getByRole('alert', { name: 'There is a problem' })
      await faults.waitFor()
      expect([path, button, await faults.evaluate((it) => it === document.activeElement)]).toEqual([path, button, true])
    }
  })
})

test('who changes the phase is offered only templates of that phase', async () => {
  const { app, rosa, page: path } = await due()
  for (const [name, phase, body] of [
    ['Looking', 'investigating', 'We look for the cause.'],
    ['Known', 'identified', 'The cause is known.'],
  ])
    await app.call('POST /templates', { as: 'lead', body: { name, phase, body } })
  await it.as(rosa, PHONE, async (page) => {
    await page.goto(path)
    const [looking, known] = [
      page.getByRole('button', { name: 'Looking' }),
      page.getByRole('button', { name: 'Known' }),
    ]
    expect(await looking.isVisible()).toBe(true)
    // In the same moment, before anything has been answered.
    const isLeft = await page.getByRole('radio', { name: 'Identified' }).evaluate((radio: HTMLInputElement) => {
      radio.click()
      return document.querySelector('.templates button')?.checkVisibility({ visibilityProperty: true })
    })
    expect(isLeft).toBe(false)
    await known.tap()
    await expect.poll(() => page.getByLabel('Text').inputValue()).toBe('The cause is known.')
    expect(await looking.count()).toBe(0)
  })
})
