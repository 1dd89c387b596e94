import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, PHONE, withPage } from '../support/browser/browser.ts'
import { ordinary } from '../support/site/fixtures.ts'
import { render } from '../support/site/pages.ts'
import { maintenance, monthly } from '../support/site/plan-samples.ts'
import { pageContext } from '../support/site/samples.ts'
import { type Host, host, nowJson } from '../support/site/serve.ts'
import { support } from '../support/site/support-sample.ts'

let site: Host
const soon = Date.now() + 2_500
const chat = support.channels[2]

beforeAll(async () => {
  const desks = [
    { ...chat, desk: { ...chat?.desk, open: true, changes: [soon, soon + 3_600_000] } },
    { ...chat, desk: { ...chat?.desk, open: true, changes: [soon - 9_000_000, soon - 8_000_000, soon + 3_600_000] } },
  ] as typeof support.channels
  site = await host({
    '/now.json': nowJson(41, Date.now()),
    '/month/': await render(ordinary['maintenance-month'] ?? pageContext(maintenance)),
    '/maintenance/skype-certificate-2026-11-13/': await render(pageContext(maintenance, monthly.url)),
    '/window/': await render(pageContext(maintenance, monthly.url)),
    ...(await windowPages()),
    '/promises/': await render(ordinary.promises ?? pageContext(maintenance)),
    '/support/': await render(pageContext({ ...support, channels: desks }, '/support/')),
  })
})
afterAll(() => site.close())

test('the calendar is walked through with the keyboard alone, and each stop says what it is', async () => {
  await withPage({ ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${site.url}/month/`)
    const stops: string[] = []
    for (let presses = 0; presses < 24; presses++) {
      await page.keyboard.press('Tab')
      const focused = page.locator('.calendar a:focus')
      if ((await focused.count()) > 0) stops.push((await focused.textContent()) ?? '')
    }
    expect(stops).toHaveLength(7)
    expect(stops[0]).toContain('00:00 Skype for Business certificate')
    expect(stops).toContainEqual(expect.stringContaining('until 04:00 Monthly maintenance'))
    await page.locator('.calendar a').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/maintenance/skype-certificate-2026-11-13/')
  })
})

test('the calendar prints on paper as words', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.goto(`${site.url}/month/`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.calendar').isVisible()).toBe(true)
    expect(await page.locator('.calendar a span').first().isVisible()).toBe(true)
    expect(await page.locator('.top nav').isVisible()).toBe(false)
  })
})

test('also on a sheet of A4, which is as narrow as a phone to the style', async () => {
  const sheet = { ...DESKTOP, viewport: { width: 640, height: 900 } }
  await withPage(sheet, async (page) => {
    await page.goto(`${site.url}/month/`)
    const width = async () => (await page.locator('.calendar a span').first().boundingBox())?.width
    expect(await width()).toBe(1)
    await page.emulateMedia({ media: 'print' })
    expect(await width()).toBeGreaterThan(30)
  })
})

test('tables are sheets on a phone, and still tables to those who hear them', async () => {
  await withPage(PHONE, async (page) => {
    await page.goto(`${site.url}/promises/`)
    await page.locator('details').evaluateAll((folds) => folds.map((fold) => fold.setAttribute('open', '')))
    const sheet = page.locator('[aria-labelledby=incidents] tbody tr').first()
    const [title, due, opened] = await Promise.all(
      [sheet.locator('th'), sheet.locator('td').first(), sheet.locator('td').last()].map((cell) => cell.boundingBox()),
    )
    expect(due?.y).toBeGreaterThan(title?.y ?? 0)
    expect((opened?.x ?? 0) + (opened?.width ?? 0)).toBeLessThanOrEqual(PHONE.viewport.width)
    // What the browser tells a screen reader.
    const client = await page.context().newCDPSession(page)
    const { nodes } = await client.send('Accessibility.getFullAXTree')
    const heard = (role: string) => nodes.filter((node) => !node.ignored && node.role?.value === role)
    expect(heard('table')).toHaveLength(2)
    expect(heard('columnheader').map((node) => node.name?.value)).toContain('Longest silence')
    expect(heard('rowheader').length).toBe(await page.locator('tbody tr').count())
    expect(heard('cell').map((node) => node.name?.value)).not.toContainEqual(expect.stringContaining('Longest silence'))
  })
})

test('a window shows both of its ends in the reader’s own time first', async () => {
  await withPage({ ...DESKTOP, timezoneId: 'Europe/Berlin' }, async (page) => {
    await page.goto(`${site.url}/window/`)
    expect(await page.locator('.when .window').textContent()).toBe(
      'Sat 19 Dec 2026, 06:00 →to 12:00 CET (Fri 22:00 → Sat 04:00 MST)',
    )
  })
  await withPage({ ...DESKTOP, timezoneId: 'America/Denver' }, async (page) => {
    await page.goto(`${site.url}/window/`)
    expect(await page.locator('.when .theirs').count()).toBe(0)
  })
})

/** Windows that are hard to read, from one instant to another. */
const WINDOWS: Record<string, [string, string]> = {
  'new-year': ['2026-12-31T20:00:00Z', '2027-01-01T02:00:00Z'],
  'summer-ends-here': ['2026-11-01T05:00:00Z', '2026-11-01T11:00:00Z'],
  'summer-ends-there': ['2026-10-24T22:00:00Z', '2026-10-25T04:00:00Z'],
  'a-week': ['2026-12-12T05:00:00Z', '2026-12-19T05:00:00Z'],
}

async function windowPages(): Promise<Record<string, string>> {
  const pages = Object.entries(WINDOWS).map(async ([name, [startsAt, endsAt]]) => {
    const moved = { ...maintenance.maintenance, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }
    return [`/${name}/`, await render(pageContext({ ...maintenance, maintenance: moved }, monthly.url))] as const
  })
  return Object.fromEntries(await Promise.all(pages))
}

test.each([
  ['over New Year there', 'new-year', 'Thu 31 Dec 2026, 21:00 →to Fri 1 Jan 2027, 03:00 CET (Thu 13:00 → 19:00 MST)'],
  [
    'through the night summer ends in Denver',
    'summer-ends-here',
    'Sun 1 Nov 2026, 06:00 →to 12:00 CET (Sat 23:00 MDT → Sun 04:00 MST)',
  ],
  [
    'through the night summer ends there',
    'summer-ends-there',
    'Sun 25 Oct 2026, 00:00 CEST →to 05:00 CET (Sat 16:00 → 22:00 MDT)',
  ],
  [
    'of a week',
    'a-week',
    'Sat 12 Dec 2026, 06:00 →to Sat 19 Dec 2026, 06:00 CET (Fri 22:00 → Fri 18 Dec 2026, 22:00 MST)',
  ],
])('a window %s reads right in Berlin', async (_, name, read) => {
  await withPage({ ...DESKTOP, timezoneId: 'Europe/Berlin' }, async (page) => {
    await page.goto(`${site.url}/${name}/`)
    expect(await page.locator('.when .window').textContent()).toBe(read)
  })
})

test('a desk closes on an open page when its time has come, and reads right on an old one', async () => {
  await withPage(DESKTOP, async (page) => {
    await page.clock.install({ time: soon - 3_600_000 })
    await page.clock.pauseAt(soon - 2_000)
    await page.goto(`${site.url}/support/`)
    const [first, second] = [page.locator('.desk').first(), page.locator('.desk').nth(1)]
    expect(await first.textContent()).toMatch(/Open now\s+until/)
    // Closed and opened again since the page was made.
    expect((await second.textContent())?.trim()).toBe('Open now')
    await page.clock.runFor(25_000)
    expect((await first.textContent())?.trim()).toBe('Closed now')
  })
})
