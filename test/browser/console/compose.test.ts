import { expect, test } from 'vitest'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { outage } from '../../support/app/test-app.ts'
import { PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()
const opened = async () => (await it.app().call('POST /incidents', { as: 'agent', body: outage() })).json.id as string
const updates = async (id: string) =>
  (await it.app().call(`GET /incidents/${id}`)).json.updates as { body: string; phase: string }[]

test('look', async () => {
  const app = await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  const id = await opened()
  app.clock.now += 50 * MINUTE
  for (const [name, size] of [
    ['390', PHONE],
    ['1280', { viewport: { width: 1280, height: 900 } }],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      await it.as(rosa, { ...size, colorScheme, deviceScaleFactor: 1 }, async (page) => {
        page.on('console', (m) => process.stderr.write(`C ${m.text()}\n`))
        page.on('pageerror', (m) => process.stderr.write(`E ${m.message}\n`))
        page.on('response', (m) => process.stderr.write(`R ${m.status()} ${m.request().method()} ${m.url()}\n`))
        await page.goto(`${it.url}/staff/incidents/${id}/`)
        await page.screenshot({ path: `/tmp/h14/comp-shots/update-${name}-${colorScheme}.png` })
        await page.locator('#body').fill('Calls still fail for **some** customers.')
        await page.locator('[data-preview] .reach').waitFor({ timeout: 4000 })
        await page.screenshot({ path: `/tmp/h14/comp-shots/typed-${name}-${colorScheme}.png`, fullPage: true })
        await page.goto(`${it.url}/staff/incidents/new/`)
        await page.screenshot({ path: `/tmp/h14/comp-shots/new-${name}-${colorScheme}.png`, fullPage: true })
      })
  expect(await updates(id)).toHaveLength(1)
})
