import { expect, test } from 'vitest'
import { saveDraft } from '../../../server/actions/draft/save-draft.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { newId } from '../../../server/lib/ids.ts'
import { axe, ignoringAborted, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { accepted } from '../../support/result.ts'

const it = desk()

test('a template that was taken before the platforms names them as they are picked, and is never there twice', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  const body = {
    name: 'Problems',
    phase: 'investigating',
    title: 'Problems with {platforms}',
    body: '{platforms} fail.',
  }
  await app.call('POST /templates', { as: 'lead', body })
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(`${it.url}/staff/incidents/new/`)
      const [title, text] = [page.getByLabel('Title'), page.getByLabel('Text')]
      await page.getByRole('button', { name: 'Problems' }).tap()
      await expect.poll(() => text.inputValue()).toBe('{platforms} fail.')
      await page.getByRole('group', { name: 'VOICE' }).getByRole('radio', { name: 'Major' }).tap()
      await expect.poll(() => title.inputValue()).toBe('Problems with VOICE')
      await page.getByRole('group', { name: 'CHAT' }).getByRole('radio', { name: 'Partial' }).tap()
      await expect.poll(() => title.inputValue()).toMatch(/VOICE and|and VOICE/)
      await page.getByRole('button', { name: 'Problems' }).tap()
      await expect.poll(() => text.inputValue()).toMatch(/^\w+ and \w+ fail\.$/)
      await page.getByRole('button', { name: 'Open incident' }).tap()
      await page.locator('#posted').waitFor()
    })
    .catch(ignoringAborted)
  expect((await app.call('GET /incidents')).json.items[0].title).toMatch(
    /^Problems with (VOICE and CHAT|CHAT and VOICE)$/,
  )
})

test.each([
  ['admin', true],
  ['agent', false],
] as const)('without any platform, %s is told so, and how they are added', async (role, isTold) => {
  const app = await it.begin()
  for (const id of ['voice', 'chat']) accepted(await changePlatform(app.ctx(), id, { archived: true }))
  await it.as(await it.somebody(role), PHONE, async (page) => {
    for (const path of ['/staff/', '/staff/incidents/new/', '/staff/maintenance/new/']) {
      await page.goto(it.url + path)
      await page.getByText('There are no platforms yet.').waitFor()
      expect(await page.getByText('platform add').count()).toBe(isTold ? 1 : 0)
      expect(await axe(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    }
  })
})

test('the command that adds a platform is one line, copied whole, with a button that the news leaves where it is', async () => {
  const app = await it.begin({ boards: { look: 20, retry: 100 } })
  for (const id of ['voice', 'chat']) accepted(await changePlatform(app.ctx(), id, { archived: true }))
  const ada = await it.somebody('admin')
  await it.as(ada, { ...PHONE, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await page.goto(`${it.url}/staff/`)
    const command = page.locator('.none-yet pre')
    expect(await command.evaluate((pre) => pre.querySelector('code')?.getClientRects().length)).toBe(1)
    const fields = { title: 'Calls fail' }
    accepted(await saveDraft(app.ctx(), { id: newId(), kind: 'open', object: null, fields, base: 1, revision: 0 }))
    await page.getByText('Calls fail').waitFor()
    await page.getByRole('button', { name: 'Copy' }).tap()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'npm run -s signalpost -- platform add zoom-phone --name "Zoom Phone" --group Voice',
    )
  })
})

test.each([true, false])('of many platforms each is one tap, with JavaScript: %s', async (javaScriptEnabled) => {
  const app = await it.begin()
  for (let n = 1; n <= 12; n++)
    accepted(
      await createPlatform(app.ctx(), { id: `voice-${n}`, name: `Voice ${n}`, group: n % 2 ? 'Voice' : 'Other' }),
    )
  await it.as(await it.somebody('agent'), { ...PHONE, javaScriptEnabled }, async (page) => {
    await page.goto(`${it.url}/staff/incidents/new/`)
    expect((await page.locator('#platforms').boundingBox())?.height).toBeLessThan(1250)
    await page.getByLabel('Title').fill('Calls fail')
    await page.getByLabel('Text').fill('Calls fail.')
    await page.getByRole('group', { name: 'Voice 7' }).getByRole('radio', { name: 'Major' }).tap()
    await page.getByRole('button', { name: 'Open incident' }).tap()
    await page.locator('#posted').waitFor()
  })
  const [{ priority, platforms }] = (await app.call('GET /incidents')).json.items
  expect({ priority, platforms }).toMatchObject({
    priority: 'P1G',
    platforms: [{ id: 'voice-7', impact: 'major_outage' }],
  })
})
