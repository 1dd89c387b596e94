import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { climbAt, DANA, DESK, LONG_LADDER, linkOf } from '../../support/app/ladder.ts'
import { NOON, outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { axe, PHONE, withPage } from '../../support/browser/browser.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { headerPolicy, render } from '../../support/site/pages.ts'

const FILES = join(import.meta.dirname, '../../../dist/client')

let app: TestApp
let server: Server
let url: string
beforeAll(async () => {
  // What the pages load lies beside them, as behind any web server.
  const files = (path: string) => new Response(readFileSync(join(FILES, path)))
  const isFile = (path: string) => /\.(svg|png|webmanifest|js|css|woff2)$/.test(path)
  const fetch: Parameters<typeof createAdaptorServer>[0]['fetch'] = (request, env) => {
    const { pathname } = new URL(request.url)
    return isFile(pathname) ? files(pathname) : app.hono.fetch(request, env)
  }
  server = createAdaptorServer({ fetch }) as Server
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** A P1G of a quarter of an hour before its next update is due, and the link that the desk was told. */
async function told(): Promise<{ incident: string; desk: string }> {
  const { db } = await sqliteInMemory()
  app = await testApp(db, { plan: LONG_LADDER, renderer: { render, headerPolicy } })
  app.deps.site.url = url
  const body = outage({ caseNumber: 'CS-204411' })
  const incident = (await app.call('POST /incidents', { as: 'agent', body })).json.id as string
  await climbAt(app, NOON + 45 * MINUTE)
  return { incident, desk: url + (await linkOf(app, DESK)).slice(1) }
}

async function fits(page: Page, hasAxe: boolean): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  if (!hasAxe) return
  expect(await axe(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axe(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('somebody of staff who was woken up, with a phone, %s', (_, javaScriptEnabled) => {
  const surfing = { ...PHONE, javaScriptEnabled }

  test('sees what is owed, puts it off once with a reason, and is on it with one press; then it is kept', async () => {
    const { incident, desk } = await told()
    await withPage(surfing, async (page) => {
      await page.goto(desk)
      await page.getByRole('heading', { name: 'Calls fail' }).waitFor()
      await page.getByText('Nobody has said yet').waitFor()
      await fits(page, javaScriptEnabled)

      const form = page.locator('form', { hasText: 'Put it off, once' })
      await form.getByLabel('Until').selectOption({ index: 1 })
      await form.getByLabel('Why it has to wait').fill('On the phone with the carrier.')
      await form.getByRole('button').click()
      await page.getByText('Put off until').waitFor()
      await page.getByText('You are on it').waitFor()
      expect(await form.count()).toBe(0)
      await fits(page, javaScriptEnabled)

      await climbAt(app, NOON + HOUR)
      await page.goto(url + (await linkOf(app, DANA)).slice(1))
      await page.getByLabel('Note for colleagues (optional)').fill('I have the carrier on the phone.')
      await fits(page, javaScriptEnabled)
      await page.getByRole('button', { name: 'I am on it instead' }).click()
      await page.getByText('You are on it').waitFor()
      await page.getByText('Note: I have the carrier on the phone.').waitFor()
      await page.goto(desk)
      await page.getByText('Dana Reyes (duty lead) is on it').waitFor()
      expect(await page.locator('#answer').textContent()).toContain(`incident update ${incident} --body`)
      await fits(page, javaScriptEnabled)

      app.clock.now += 7 * MINUTE
      await app.call(`POST /incidents/${incident}/updates`, { as: 'agent', body: { body: 'A card was replaced.' } })
      expect((await page.reload())?.status()).toBe(410)
      await page.getByText(/An update was posted at .*06:07 MST/).waitFor()
      expect(await page.locator('form').count()).toBe(0)
      await fits(page, javaScriptEnabled)
    })
  })

  test('is told what to put right of a form, and nothing is saved', async () => {
    const { desk } = await told()
    await withPage(surfing, async (page) => {
      await page.goto(desk)
      await page.getByLabel('Why it has to wait').evaluate((input) => input.removeAttribute('required'))
      await page.getByRole('button', { name: 'Put it off' }).click()
      await page.getByRole('alert').getByRole('link', { name: 'Say why it has to wait.' }).waitFor()
      expect(await page.locator(':focus').getAttribute('name')).toBe('reason')
      await page.getByText('Nobody has said yet').waitFor()
      await fits(page, javaScriptEnabled)
    })
  })
})
