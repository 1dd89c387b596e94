import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { readBoard } from '../../../server/queries/desk/board.ts'
import { climbAt, DESK, LADDER } from '../../support/app/ladder.ts'
import { MONTHLY, nightWork } from '../../support/app/maintenance-api.ts'
import { NOON, outage } from '../../support/app/test-app.ts'
import { DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()
const QUICK = { boards: { look: 20, retry: 100 }, plan: LADDER }

/** The open, live board of Dana; it is the same document at the end. */
async function watching(options: typeof PHONE | typeof DESKTOP, use: (page: Page) => Promise<void>): Promise<void> {
  await it.as(await it.somebody('agent', 'Dana Reyes'), options, async (page) => {
    await page.goto(`${it.url}/staff/`)
    await page.locator('#state', { hasText: /^Live$/ }).waitFor()
    await page.evaluate('window.sameAsBefore = true')
    await use(page)
    expect(await page.evaluate('window.sameAsBefore')).toBe(true)
  })
}

describe('as time passes, an open board says', () => {
  test('that the details of a window are overdue', async () => {
    const app = await it.begin(QUICK)
    await app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
    const { due } = await readBoard(app.db, LADDER, NOON + 2 * DAY)
    const dueAt = due.find(({ kind }) => kind === 'details')?.dueAt ?? Number.NaN
    app.clock.now = dueAt - 2 * HOUR
    await watching(PHONE, async (page) => {
      const details = page.locator('.due', { hasText: 'Monthly maintenance' })
      expect([await details.count(), await details.and(page.locator('.late')).count()]).toEqual([1, 0])
      app.clock.now = dueAt + MINUTE
      await details.and(page.locator('.late')).getByText('overdue since').waitFor()
    })
  })

  test('that a window runs longer than it was announced', async () => {
    const app = await it.begin(QUICK)
    const body = nightWork({ endsBy: 'hand' })
    const made = await app.call('POST /maintenances', { as: 'agent', body })
    expect(made.status).toBe(201)
    const at = async (now: number) => {
      app.clock.now = now
      await runMaintenanceClock(app.ctx())
    }
    await at(Date.parse(body.startsAt) + MINUTE)
    await watching(DESKTOP, async (page) => {
      const end = page.locator('.due', { hasText: 'Complete or extend it' })
      expect(await end.and(page.locator('.late')).count()).toBe(0)
      await at(Date.parse(body.endsAt) + HOUR)
      await end.and(page.locator('.late')).getByText('overdue since').waitFor()
    })
  })

  test('that a mail to staff does not go out', async () => {
    const app = await it.begin(QUICK)
    await app.call('POST /incidents', { as: 'agent', body: outage() })
    await climbAt(app, NOON + HOUR + MINUTE)
    await app.db.updateTable('deliveries').set({ error: 'timeout', attempts: 1 }).execute()
    await watching(PHONE, async (page) => {
      const told = page.locator('.due.first .told')
      expect(await told.and(page.locator('.major_outage')).count()).toBe(0)
      app.clock.now += 3 * MINUTE
      await told.and(page.locator('.major_outage')).waitFor()
      await told.locator('summary').click()
      expect(await told.textContent()).toContain('(not sent yet)')
    })
  })
})

test('names a role of two addresses once, and says where only one of them could be reached', async () => {
  const plan = { ...LADDER, staff: { leads: [], desk: [DESK, 'night@northline.example'] } }
  const app = await it.begin({ ...QUICK, plan })
  await app.call('POST /incidents', { as: 'agent', body: outage() })
  app.clock.now = NOON + 46 * MINUTE
  await climbLadder({ ...app.ctx(), plan })
  await watching(PHONE, async (page) => {
    const told = page.locator('.due.first .told')
    await told.locator('summary').click()
    await told.getByText(/^Told at .*: desk \(not sent yet\)$/).waitFor()
    const of = app.db.selectFrom('subscribers').select('id').where('address', '=', DESK)
    await app.db
      .updateTable('deliveries')
      .set({ state: 'failed', error: 'SMTP: 550', attempts: 1, settled_at: app.clock.now })
      .where('subscriber_id', 'in', of)
      .execute()
    app.clock.now += 3 * MINUTE
    await told.getByText(/: desk, which could not be delivered to every address$/).waitFor()
  })
})

test('whose role no longer may read it stops asking, says so, and goes on once they may again', async () => {
  const app = await it.begin(QUICK)
  await app.call('POST /incidents', { as: 'agent', body: outage() })
  await watching(PHONE, async (page) => {
    await page.clock.install()
    const as = (role: 'agent' | 'reporter') => app.db.updateTable('people').set({ role }).execute()
    await as('reporter')
    await page.evaluate(() => dispatchEvent(new Event('offline')))
    await page.clock.fastForward(10_000)
    await page.getByText('Your role is no longer one of the desk. What you see is as of').waitFor()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.clock.fastForward(600_000)
    await page.clock.fastForward(600_000)
    expect([asked, await page.locator('.due').count()]).toEqual([[], 1])
    await as('agent')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('#ended').waitFor({ state: 'hidden' })
  }).catch((error: Error) => {
    if (!/Failed to load resource.*403/.test(error.message)) throw error
  })
})

test('two browsers see each other write, and that it was posted', async () => {
  const app = await it.begin(QUICK)
  const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
  const lee = await it.somebody('agent', 'Lee Park')
  await watching(DESKTOP, (board) =>
    it.as(lee, PHONE, async (page) => {
      await page.goto(`${it.url}/staff/incidents/${id}/`)
      await page.locator('#body:focus').waitFor()
      await page.keyboard.type('A card was replaced in Dallas.')
      await board.locator('.cases .writing', { hasText: 'Lee Park: writing now' }).waitFor()
      await page.getByRole('button', { name: 'Post update' }).tap()
      await page.locator('#posted').waitFor()
      await board.locator('.cases', { hasText: 'A card was replaced in Dallas.' }).waitFor()
      await board.getByText('writing now').first().waitFor({ state: 'hidden' })
    }),
  )
})

describe.each([
  ['text as usual', '100%'],
  ['text of twice the size', '200%'],
])('at 320 pixels, with %s,', (_, fontSize) => {
  test('the bar at the bottom shows all its words and covers nothing for good', async () => {
    const app = await it.begin(QUICK)
    for (const title of ['Calls fail', 'One-way audio'])
      await app.call('POST /incidents', {
        as: 'agent',
        body: outage({
          title,
          platforms: [{ id: title === 'Calls fail' ? 'voice' : 'chat', impact: 'partial_outage' }],
        }),
      })
    await watching({ ...PHONE, viewport: { width: 320, height: 568 } }, async (page) => {
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size
      }, fontSize)
      const bar = page.locator('.sections')
      expect(
        await bar.evaluate((one) => [
          one.scrollWidth - one.clientWidth,
          document.documentElement.scrollWidth - innerWidth,
        ]),
      ).toEqual([0, 0])
      expect(
        await bar
          .locator('a')
          .evaluateAll((all) =>
            all
              .filter(
                (a) =>
                  a.getBoundingClientRect().height < 44 ||
                  a.scrollWidth > a.clientWidth ||
                  a.scrollHeight > a.clientHeight + 1,
              )
              .map((a) => a.textContent),
          ),
      ).toEqual([])
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
      const [top, height, end] = await bar.evaluate((one) => [
        one.getBoundingClientRect().top,
        one.getBoundingClientRect().height,
        document.getElementById('content')?.getBoundingClientRect().bottom ?? 0,
      ])
      expect(height).toBeLessThanOrEqual(568 / 4)
      expect(end).toBeLessThanOrEqual(top ?? 0)
    })
  })
})
