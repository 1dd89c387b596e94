import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { axe, DESKTOP, PHONE, withPage } from '../../support/browser/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { type RunningServer, startServer } from '../../support/process/server.ts'

const PLAN = '/maintenance/'

/** The demonstration provider: three programmes, eighty windows in a year. */
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ env: { SEED: 'demo' } })
  await eventually(async () => (await fetch(server.url + PLAN)).ok || undefined)
})

describe('the plan of maintenance', () => {
  test('is three screens of a phone at most, and what nobody notices is folded', async () => {
    await withPage({ ...PHONE, javaScriptEnabled: false }, async (page) => {
      for (const path of [PLAN, `/pt${PLAN}`, `/es${PLAN}`]) {
        await eventually(async () => (await fetch(server.url + path)).ok || undefined)
        await page.goto(server.url + path)
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        expect([path, height, height <= 3 * PHONE.viewport.height]).toEqual([path, height, true])
      }
      await page.goto(server.url + PLAN)
      expect(await page.locator('#unfelt a').first().isVisible()).toBe(false)
      await page.getByText('No interruption expected').first().click()
      expect(await page.locator('#unfelt').textContent()).toContain('Skype for Business certificate')
      expect(await page.locator('#later').textContent()).not.toContain('Skype for Business certificate')
      expect(await page.locator('#later').textContent()).toContain('Monthly maintenance')
    })
  })

  test('is three sheets of paper at most, with all that is folded', async () => {
    await withPage(DESKTOP, async (page) => {
      await page.goto(server.url + PLAN)
      const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(3)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('#unfelt a').last().isVisible()).toBe(true)
    })
  })

  test('says how long it is until the next window, and gives that one alone for a calendar', async () => {
    await withPage(PHONE, async (page) => {
      await page.goto(server.url + PLAN)
      const card = page.locator('.upcoming')
      expect(await card.locator('.left').textContent()).toMatch(/^in \d+ (days|h \d+ min|min)$/)
      const link = card.getByRole('link', { name: 'Add to calendar' })
      // Calendars follow the pages at the first start.
      const ready = async () => (await fetch(server.url + ((await link.getAttribute('href')) ?? ''))).ok || undefined
      await eventually(ready)
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(download.suggestedFilename()).toMatch(/\.ics$/)
      const href = (await link.getAttribute('href')) ?? ''
      const answer = await fetch(server.url + href)
      expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/)
      const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent')
      expect(events).toHaveLength(1)
      const starts = Date.parse((await card.locator('time').first().getAttribute('datetime')) ?? '')
      expect(new ICAL.Event(events[0]).startDate.toJSDate().getTime()).toBe(starts)
      expect(await axe(page)).toEqual([])
    })
  })
})
