import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { saveDraft } from '../../../server/actions/draft/save-draft.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import { MONTHLY, NOVEMBER, nightWork } from '../../support/app/maintenance-api.ts'
import { NOON, outage, type TestApp } from '../../support/app/test-app.ts'
import { DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()
const QUICK = { boards: { look: 20, retry: 100 } }

const open = (app: TestApp, body = outage()) => app.call('POST /incidents', { as: 'agent', body })

/** The board of Dana, open and live; `use` moves the clock. */
async function watching(options: typeof PHONE | typeof DESKTOP, use: (page: Page) => Promise<void>): Promise<void> {
  await it.as(await it.somebody('agent', 'Dana Reyes'), options, async (page) => {
    await page.goto(`${it.url}/staff/`)
    await page.locator('#state', { hasText: /^Live$/ }).waitFor()
    await use(page)
  })
}

describe('a board that stays open', () => {
  test('moves by itself when a promise is due soon, and when it is overdue', async () => {
    const app = await it.begin(QUICK)
    await open(app)
    await watching(PHONE, async (page) => {
      expect(await page.locator('.due.first.calm').count()).toBe(1)
      app.clock.now = NOON + HOUR - 10 * MINUTE
      await page.locator('.due.first.monitoring').waitFor()
      app.clock.now = NOON + HOUR + MINUTE
      await page.locator('.due.first.late', { hasText: 'overdue since' }).waitFor()
      await page.locator('.cases .major_outage').waitFor()
    })
  })

  test('shows a window once it is about to start', async () => {
    const app = await it.begin(QUICK)
    const body = nightWork()
    await app.call('POST /maintenances', { as: 'agent', body })
    app.clock.now = Date.parse(body.startsAt) - DAY - MINUTE
    await watching(DESKTOP, async (page) => {
      expect(await page.locator('.cases').getByText(body.title).count()).toBe(0)
      app.clock.now += 2 * MINUTE
      await page.locator('.cases .under_maintenance', { hasText: body.title }).waitFor()
    })
  })

  test('no longer says that somebody is writing once their browser has been closed for two minutes', async () => {
    const app = await it.begin(QUICK)
    const about = { type: 'incident', id: (await open(app)).json.id } as const
    await watching(PHONE, async (page) => {
      const ctx = { ...app.ctx(), actor: { name: 'staff/Lee Park', role: 'agent' } as const }
      await saveDraft(ctx, { id: newId(), kind: 'update', object: about, fields: { body: 'x' }, base: 1, revision: 0 })
      await page.locator('.cases .writing', { hasText: 'Lee Park: writing now' }).waitFor()
      app.clock.now = NOON + 3 * MINUTE
      await page.getByText('writing now').first().waitFor({ state: 'hidden' })
      expect(await page.getByText('Lee Park, since').count()).toBe(1)
    })
  })

  test('says when messages begin to fail, and when they go out again', async () => {
    const app = await it.begin(QUICK)
    await watching(PHONE, async (page) => {
      app.standIns.problems.dispatcher = ['email: 10,000 messages failed']
      await page.locator('#troubles', { hasText: '10,000 messages failed' }).waitFor()
      app.standIns.problems.dispatcher = []
      await page.locator('#troubles').waitFor({ state: 'detached' })
    })
  })

  test('asks for nothing more once its session has ended, and goes on after a sign-in elsewhere', async () => {
    const app = await it.begin(QUICK)
    await open(app)
    await watching(PHONE, async (page) => {
      await page.clock.install()
      const sessions = await app.db.selectFrom('sessions').selectAll().execute()
      await app.db.deleteFrom('sessions').execute()
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await page.evaluate(() => dispatchEvent(new Event('offline')))
      await page.clock.fastForward(10_000)
      await page.getByText('Your session has ended. What you see is as of').waitFor()
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.clock.fastForward(600_000)
      await page.clock.fastForward(600_000)
      expect(asked).toEqual([])
      expect(await page.locator('.due').count()).toBe(1)
      await app.db.insertInto('sessions').values(sessions).execute()
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      await page.locator('#ended').waitFor({ state: 'hidden' })
      await page.locator('#state', { hasText: /^Live$/ }).waitFor()
    }).catch((error: Error) => {
      if (!/Failed to load resource.*401/.test(error.message)) throw error
    })
  })
})

describe('what is due', () => {
  test('is begun with one tap, in every row, at the form that answers it', async () => {
    const app = await it.begin(QUICK)
    await open(app)
    await open(
      app,
      outage({ title: 'Slow chat', priority: 'P2', platforms: [{ id: 'chat', impact: 'partial_outage' }] }),
    )
    await app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
    app.clock.now = Date.parse('2026-11-12T12:00:00Z')
    await watching(PHONE, async (page) => {
      const rows = page.locator('.due')
      expect(await rows.locator('.act a').count()).toBe(await rows.count())
      expect(await page.locator('.due .button:not(.second)').count()).toBe(1)
      await rows
        .nth(1)
        .getByRole('link', { name: /^Post the / })
        .click()
      await page.waitForURL(/\/staff\/incidents\/\w+\/$/)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('body')
      await page.goBack()
      await page.getByRole('link', { name: 'Write the details: Monthly maintenance' }).click()
      await page.waitForURL(`**/staff/maintenance/${NOVEMBER}/#details.description`)
      expect(await page.locator('[id="details.description"]').isVisible()).toBe(true)
    })
  })
})
