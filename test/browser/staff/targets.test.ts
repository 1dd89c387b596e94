import { expect, test } from 'vitest'
import { makeOrganisationLink } from '../../../server/actions/organisation/make-organisation-link.ts'
import { nightWork } from '../../support/app/maintenance-api.ts'
import { outage } from '../../support/app/test-app.ts'
import { PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { accepted } from '../../support/result.ts'

const it = desk()

/** Every page of the desk of somebody who may open all, with something on it. */
async function pages(): Promise<string[]> {
  const app = await it.begin()
  const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage() })).json
  const [{ id: update }] = (await app.call(`GET /incidents/${id}`)).json.updates
  const over = (await app.call('POST /incidents', { as: 'lead', body: outage({ title: 'Messages fail' }) })).json.id
  await app.call(`POST /incidents/${over}/updates`, { as: 'lead', body: { body: 'It works.', phase: 'resolved' } })
  const window = (await app.call('POST /maintenances', { as: 'lead', body: nightWork() })).json.id
  const body = { name: 'Problems', phase: 'investigating', title: 'Problems', body: 'They fail.' }
  const template = (await app.call('POST /templates', { as: 'lead', body })).json.id
  const acme = await addOrganisation(app.db, 'Acme Freight', ['voice'])
  const alice = await addContact(app.db, acme, 'alice@customer.example', { phone: '+1 303 555 0100' })
  await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'mailbox full' }).execute()
  const twin = await addOrganisation(app.db, 'Acme Freight (Denver)')
  accepted(await makeOrganisationLink(app.ctx(), acme))
  await it.somebody('agent', 'Bartholomew Featherstonehaugh-Cholmondeley')
  const incidents = [`${id}/`, `${id}/priority/`, `${id}/times/`, `${id}/contacts/`, `${id}/updates/${update}/`]
  const ended = [`${over}/`, `${over}/report/`, `${over}/reopen/`]
  const customers = ['', 'new/', 'coverage/', `${acme}/`, `${acme}/contacts/new/`, `${acme}/contacts/${alice}/`]
  const merging = [`${acme}/merge/?q=acme`, `${acme}/merge/?with=${twin}`]
  return [
    ...[...customers, ...merging].map((path) => `organisations/${path}`),
    ...['', 'incidents/', 'incidents/new/', 'maintenance/', 'maintenance/new/', `maintenance/${window}/`],
    ...[...incidents, ...ended].map((path) => `incidents/${path}`),
    ...[
      'templates/',
      'templates/new/',
      `templates/${template}/`,
      'people/',
      'tokens/',
      'account/',
      'account/factor/',
      'mail/',
    ],
  ].map((path) => `/staff/${path}`)
}

test('what stands alone on a page of the desk is large enough for a thumb', async () => {
  const paths = [...(await pages()), '/staff/sign-in/', '/staff/forgotten/', '/staff/setup/nothing']
  const ada = await it.somebody('admin', 'Ada Quill')
  await it.as(ada, { ...PHONE, viewport: { width: 390, height: 6000 } }, async (page) => {
    const small: string[] = []
    for (const path of paths) {
      if (path === '/staff/sign-in/') await page.context().clearCookies()
      await page.goto(it.url + path).catch(() => undefined)
      for (const fold of await page.locator('main details').all())
        await fold.evaluate((one) => one.setAttribute('open', ''))
      small.push(...(await page.evaluate(smallTargets)).map((one) => `${path} ${one}`))
    }
    expect(small).toEqual([])
  })
})

/** What can be pressed and is no part of a sentence, and takes a thumb for less than 44 pixels. */
function smallTargets(): string[] {
  const isAlone = (one: Element) => {
    const around = one.closest('p, li, dd, dt, h1, h2, h3, h4, td') ?? one
    const other = around.cloneNode(true) as Element
    for (const link of other.querySelectorAll('a, button, summary, .vh, .icon')) link.remove()
    return one === around || other.textContent.replaceAll(/[\s·]/g, '') === '' || one.matches('button, summary')
  }
  const found: string[] = []
  for (const one of document.querySelectorAll<HTMLElement>('a, button, summary, select, input, textarea')) {
    if (one.closest('.vh, .skip, dialog:not([open])') || one.matches('.skip, [type=hidden]') || !one.checkVisibility())
      continue
    const target = (one instanceof HTMLInputElement && one.closest('label')) || one
    const { x, y, width, height } = target.getBoundingClientRect()
    // The whole entry of a list is the way to it.
    const isWhole = getComputedStyle(one, '::after').position === 'absolute'
    if (!isAlone(one) || isWhole || height >= 43.9) continue
    const hits = [-21.5, 0, 21.5].every((by) => {
      const hit = document.elementFromPoint(x + width / 2, y + height / 2 + by)
      return (
        hit !== null && (target.contains(hit) || (hit.contains(target) === false && hit.closest('a, button') === one))
      )
    })
    if (!hits) found.push(`${one.tagName} “${one.textContent.trim().slice(0, 40)}”: ${Math.round(height)}`)
  }
  return found
}

test('the head of the desk is two lines on a phone, also with large text, and nothing of a name or a pill is cut off', async () => {
  const app = await it.begin()
  app.deps.site.demo = true
  const ada = await it.somebody('admin', 'Bartholomew Featherstonehaugh-Cholmondeley')
  await app.db.updateTable('people').set({ totp_secret: 'sealed' }).execute()
  for (const [width, size, most] of [
    [390, 100, 100],
    [320, 100, 100],
    [390, 200, 190],
  ] as const) {
    await it.as(ada, { ...PHONE, viewport: { width, height: 844 } }, async (page) => {
      await page.goto(`${it.url}/staff/people/`)
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size}%`
      }, size)
      const head = page.locator('body > header')
      expect([width, size, ((await head.boundingBox())?.height ?? 0) <= most]).toEqual([width, size, true])
      await page.locator('.menu summary').tap()
      expect(await page.getByRole('link', { name: 'Your account' }).boundingBox()).toMatchObject({
        x: expect.any(Number),
      })
      await page.locator('.menu summary').tap()
      const pills = await page.locator('.tag').evaluateAll((all) => all.map((one) => one.getClientRects().length))
      expect(pills.length).toBeGreaterThan(2)
      expect(new Set(pills)).toEqual(new Set([1]))
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    })
  }
})
