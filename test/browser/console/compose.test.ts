import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { axe, DESKTOP, ignoringAborted, PHONE, withPage } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { writing } from '../../support/browser/writing.ts'
import { composing } from '../../support/site/console/samples-compose.ts'
import { render } from '../../support/site/pages.ts'
import { pageContext } from '../../support/site/samples.ts'
import { host } from '../../support/site/serve.ts'

const it = desk()
const { due, updates } = writing(it)

test.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('the hourly update on a phone is two taps and the text, %s', async (_, javaScriptEnabled) => {
  const { app, rosa, id, page: path } = await due()
  await it.as(rosa, { ...PHONE, javaScriptEnabled }, async (page) => {
    const from = performance.now()
    // The first tap: the item on the board.
    const answer = await page.goto(path)
    const bytes = (await answer?.body())?.length
    // The text has the focus already.
    await page.locator('#body:focus').waitFor()
    await page.keyboard.type('Calls still fail. The carrier replaces a card.')
    // The second tap: nothing has to be scrolled to.
    const button = page.getByRole('button', { name: 'Post update' })
    expect(await button.evaluate(isUnderTheThumb)).toBe(true)
    await button.tap()
    await page.locator('#posted').waitFor()
    const seconds = (performance.now() - from) / 1000
    process.stdout.write(`the hourly update: 2 taps, ${seconds.toFixed(1)} s, ${bytes} bytes\n`)
    expect((await page.locator('#posted').textContent())?.replace(/\s+/g, ' ').trim()).toBe(
      'Posted 05:50 MST. Next update due 06:50 MST. No follower gets a message.',
    )
  })
  const after = (await app.call(`GET /incidents/${id}`)).json
  expect(after).toMatchObject({ phase: 'investigating', nextUpdateDueAt: new Date(app.clock.now + HOUR).toISOString() })
  expect(after.updates[0]).toMatchObject({ body: 'Calls still fail. The carrier replaces a card.', platforms: [] })
})

/** Is it in the window, with nothing above it? */
function isUnderTheThumb(it: Element): boolean {
  const { left, top, width, height, bottom } = it.getBoundingClientRect()
  return bottom <= innerHeight && it.contains(document.elementFromPoint(left + width / 2, top + height / 2))
}

test.each([true, false])('Enter in a field throws nothing away, with JavaScript: %s', async (javaScriptEnabled) => {
  await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  await it.as(rosa, { ...PHONE, javaScriptEnabled }, async (page) => {
    await page.goto(`${it.url}/staff/incidents/new/`)
    await page.getByLabel('Text').fill('Calls fail for several organisations.')
    await page.getByLabel('Title').fill('Calls fail')
    await page.getByLabel('Title').press('Enter')
    await page.getByRole('heading', { name: 'What it does' }).or(page.getByRole('alert')).first().waitFor()
    expect([await page.getByLabel('Title').inputValue(), await page.getByLabel('Text').inputValue()]).toEqual([
      'Calls fail',
      'Calls fail for several organisations.',
    ])
  })
})

test('a P1G is opened on a phone with three taps, the title and the text', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  await it.as(rosa, PHONE, async (page) => {
    const from = performance.now()
    const answer = await page.goto(`${it.url}/staff/incidents/new/`)
    const bytes = (await answer?.body())?.length
    await page.getByLabel('Title').fill('Calls fail')
    await page.getByLabel('Text').fill('Calls fail for several organisations.')
    await page.getByRole('group', { name: 'VOICE' }).getByRole('radio', { name: 'Major' }).tap()
    await page.getByRole('button', { name: 'Open incident' }).tap()
    await page.locator('#posted').waitFor()
    const seconds = (performance.now() - from) / 1000
    process.stdout.write(`opening a P1G: 3 taps, ${seconds.toFixed(1)} s, ${bytes} bytes\n`)
  })
  expect((await app.call('GET /incidents')).json.items).toMatchObject([{ priority: 'P1G', title: 'Calls fail' }])
})

test('without a connection the text stays, survives a reload, and is posted once there is one', async () => {
  const { rosa, id, page: path } = await due()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.route('**/staff/**', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      )
      await page.getByLabel('Text').fill('Written in a tunnel.')
      await page.getByRole('radio', { name: 'Identified' }).check()
      await page.getByRole('button', { name: 'Post update' }).tap()
      await page.getByText('No connection').waitFor()
      await page.reload()
      await page.getByText('What you typed before in this browser is back').waitFor()
      expect(await page.getByLabel('Text').inputValue()).toBe('Written in a tunnel.')
      await page.unroute('**/staff/**')
      await page.getByRole('button', { name: 'Post update' }).tap()
      await page.locator('#posted').waitFor()
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toMatchObject([{ body: 'Written in a tunnel.', phase: 'identified' }, {}])
})

test('what was saved is there on another device, after a restart, and in a browser without JavaScript', async () => {
  const { rosa, id, page: path } = await due()
  await it.as(rosa, DESKTOP, async (page) => {
    await page.goto(path)
    await page.getByLabel('Text').fill('Half a sentence')
    await page.getByText('Saved').waitFor()
    await page.getByText('next update is due 06:50 MST').first().waitFor()
  })
  await it.as(rosa, { ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(path)
    await page.getByText('Your text of 05:50 MST is back').waitFor()
    expect(await page.getByLabel('Text').inputValue()).toBe('Half a sentence')
    await page.getByRole('button', { name: 'Discard it' }).tap()
    await page.getByText('Your text of 05:50 MST is back').waitFor({ state: 'hidden' })
    expect(await page.getByLabel('Text').inputValue()).toBe('')
  })
  expect(await updates(id)).toHaveLength(1)
})

test('page and mail are shown as they will look, beside what is being written', async () => {
  const { rosa, page: path } = await due()
  await it.as(rosa, DESKTOP, async (page) => {
    await page.goto(path)
    await page.getByLabel('Text').fill('Calls **work** again.')
    await page.getByText('Mail: ').click()
    const frame = page.frameLocator('iframe[src$="/mail"]')
    await frame.getByText('Calls work again.').first().waitFor()
    await page.locator('summary', { hasText: /^Page$/ }).click()
    await page.frameLocator('iframe[src$="/page"]').getByText('Calls work again.').first().waitFor()
  })
})

test('without JavaScript, what is said of the next update holds for what is chosen, or nothing is said', async () => {
  const { rosa, page: path } = await due()
  await it.as(rosa, { ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(path)
    const due = page.locator('.usual')
    expect(await due.textContent()).toBe('If posted at 05:50 MST, the next update is due 06:50 MST')
    expect(await due.isVisible()).toBe(true)
    await page.getByRole('radio', { name: 'Resolved' }).check()
    expect(await due.isVisible()).toBe(false)
    await page.getByText('The case closes.').waitFor()
    await page.getByText('all works again: VOICE').waitFor()
    expect(await page.getByRole('radio', { name: 'Major' }).filter({ visible: true }).count()).toBe(0)
    await page.getByRole('radio', { name: 'Identified' }).check()
    expect(await due.isVisible()).toBe(true)
    await page.getByText('When the next update comes').click()
    await page.getByRole('radio', { name: 'In 30 min' }).check()
    expect(await due.isVisible()).toBe(false)
    await page.goto(`${it.url}/staff/incidents/new/`)
    await page.getByRole('radio', { name: 'P2' }).check()
    expect(await page.locator('.usual').filter({ visible: true }).allTextContents()).toEqual([
      'If posted at 05:50 MST, the next update is due 07:50 MST',
    ])
  })
})

test('a choice without a text leaves nothing said of the next update', async () => {
  const { rosa, page: path } = await due()
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(path)
      await page.getByText('When the next update comes').click()
      await page.getByRole('radio', { name: 'In 30 min' }).check()
      await page.getByText('Saved').waitFor()
      expect(await page.locator('[data-due]').textContent()).toBe('')
      await page.getByLabel('Text').fill('Still failing.')
      await page.locator('[data-due]', { hasText: 'next update is due 06:20 MST' }).waitFor()
    })
    .catch(ignoringAborted)
})

test('of two who write, the second is shown what the first has posted, and posts with the next press', async () => {
  const { rosa, id, page: path } = await due()
  const lee = await it.somebody('lead', 'Lee')
  await it
    .as(lee, PHONE, async (his) => {
      await his.goto(path)
      await his.getByLabel('Text').fill('We think it is a card.')
      await his.getByText('Saved').waitFor()
      await it.as(rosa, PHONE, async (hers) => {
        await hers.goto(path)
        await hers.getByText('Lee has been writing about this').waitFor()
        await hers.getByLabel('Text').fill('A card failed.')
        await hers.getByRole('button', { name: 'Post update' }).tap()
        await hers.locator('#posted').waitFor()
      })
      await his.getByRole('button', { name: 'Post update' }).tap()
      await his
        .getByRole('alert', { name: 'Something was posted while you were writing' })
        .getByText('A card failed.')
        .waitFor()
      expect(await his.getByLabel('Text').inputValue()).toBe('We think it is a card.')
      await his.getByRole('button', { name: 'Post update' }).tap()
      await his.locator('#posted').waitFor()
    })
    .catch(ignoringAborted)
  expect(await updates(id)).toMatchObject([{ body: 'We think it is a card.' }, { body: 'A card failed.' }, {}])
})

test.each([
  ['on a phone', PHONE],
  ['on a desk', DESKTOP],
  ['in large text', { viewport: { width: 320, height: 800 } }],
])('the composer can be used by everybody, light and dark, %s', async (size, options) => {
  const looks = await Promise.all(
    Object.entries(composing).map(async ([path, view]) => [path, await render(pageContext(view, path))] as const),
  )
  const site = await host(Object.fromEntries(looks))
  await withPage(options, async (page) => {
    await page.route('**/staff/changes', (route) => route.fulfill({ contentType: 'text/event-stream', body: '' }))
    for (const [path] of looks) {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto(site.url + path)
      if (size === 'in large text')
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%'
        })
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([path, 0])
      if (size === 'in large text') continue
      expect(await axe(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await axe(page, ['color-contrast'])).toEqual([])
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('main :is(button:not(.vh), .option, summary, .tick)')]
          .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)
          .map((it) => it.textContent),
      )
      expect(small).toEqual([])
    }
  }).finally(() => site.close())
})
