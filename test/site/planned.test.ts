import { describe, expect, test } from 'vitest'
import { partsOf } from '../../server/domain/maintenance/recurrence.ts'
import { contactLink, contactText } from '../../server/domain/plan/contact-link.ts'
import { weekdays, weeksOf } from '../../src/components/maintenance/calendar.ts'
import { sharePercent } from '../../src/components/promise/figures.ts'
import { openingText, spanOf } from '../../src/components/support/hours.ts'
import { whenText } from '../../src/components/support/programme.ts'
import { dictionary } from '../../src/i18n/index.ts'
import { duration, ends } from '../../src/i18n/time.ts'
import type { ProgrammeView } from '../../src/views.ts'
import { hard, ordinary } from '../support/site/fixtures.ts'
import { render, texts } from '../support/site/pages.ts'
import { done, maintenance, monthly } from '../support/site/plan-samples.ts'
import { pageContext, ZONE } from '../support/site/samples.ts'
import { support } from '../support/site/support-sample.ts'
import { words } from '../support/site/words.ts'

const t = dictionary('en')
const at = (text: string) => Date.parse(text)

describe('a window as people read it', () => {
  test.each([
    ['2026-11-21T05:00:00Z', '2026-11-21T11:00:00Z', 'Fri 20 Nov 2026, 22:00', 'Sat 04:00 MST'],
    ['2026-11-13T07:00:00Z', '2026-11-13T07:30:00Z', 'Fri 13 Nov 2026, 00:00', '00:30 MST'],
    ['2026-11-01T04:00:00Z', '2026-11-01T11:00:00Z', 'Sat 31 Oct 2026, 22:00 MDT', 'Sun 04:00 MST'],
    ['2027-01-01T05:00:00Z', '2027-01-01T11:00:00Z', 'Thu 31 Dec 2026, 22:00', 'Fri 1 Jan 2027, 04:00 MST'],
    ['2026-11-13T07:00:00Z', '2026-11-20T07:00:00Z', 'Fri 13 Nov 2026, 00:00', 'Fri 20 Nov 2026, 00:00 MST'],
  ])('%s to %s', (from, until, first, last) => {
    expect(ends(at(from), at(until), ZONE, 'en')).toEqual({ from: first, until: last })
  })

  test('says when it was, and when it is now', async () => {
    const html = await render(pageContext(maintenance, monthly.url))
    expect(texts(html, 's').join()).toContain('Fri 11 Dec 2026, 22:00')
    expect(texts(html, 'h3').slice(0, 2)).toEqual(['Moved', 'Announced'])
  })

  test('is told in the provider’s zone, as the grid and the foot of the page are, and in its programme’s beside it', async () => {
    const view = { ...maintenance, maintenance: { ...monthly, zone: 'Europe/Berlin' } }
    const text = words(await render(pageContext(view, monthly.url)))
    expect(text).toContain('Fri 18 Dec 2026, 22:00 →to Sat 04:00 MST (Sat 19 Dec 2026, 06:00 to 12:00 CET)')
    expect(text).toContain('The time zone of this page is America/Denver.')
  })

  test('is told as it was once it is over, beside what was planned; what was to be expected is gone', async () => {
    const endsAt = monthly.endsAt + 3 * 3_600_000
    const over = { ...maintenance, maintenance: { ...monthly, state: 'completed' as const, endsAt } }
    const html = await render(pageContext({ ...over, beganAt: monthly.startsAt, endedAt: endsAt }, monthly.url))
    const text = words(html)
    expect(text).toContain('Monthly maintenance Fri 18 Dec 2026, 22:00 →to Sat 07:00 MST')
    expect(text).toContain('PlannedFri 18 Dec 2026, 22:00 →to Sat 04:00 MST')
    expect(text).toContain('What was done')
    expect(text).not.toMatch(/may be interrupted|is expected/)
    const off = { ...maintenance, maintenance: { ...monthly, state: 'cancelled' as const } }
    expect(words(await render(pageContext(off, monthly.url)))).not.toContain('may be interrupted')
  })

  test('says of one platform what it says of several', async () => {
    const of = async (platforms: typeof monthly.platforms) =>
      words(await render(pageContext({ ...maintenance, maintenance: { ...monthly, platforms } }, monthly.url)))
    expect(await of(monthly.platforms)).toContain('The platforms show “Under maintenance” while it runs. They may')
    expect(await of(monthly.platforms.slice(1, 2))).toContain(
      'The platform shows “Under maintenance” while it runs. It may',
    )
  })

  test('that promised no notice is on the page only, unless somebody was told all the same', async () => {
    const of = async (told: boolean) =>
      words(await render(pageContext({ ...maintenance, notices: [], told }, monthly.url)))
    expect(await of(false)).toContain('This maintenance is on the page only; no message is sent of it.')
    expect(await of(true)).not.toContain('nobody is notified')
    const late = pageContext({ ...maintenance, notices: [], told: true, afterwards: true }, monthly.url)
    expect(words(await render(late))).toContain('This was told afterwards: no notice was owed.')
  })

  test('work that was told at once says so', async () => {
    const { startsAt: dueAt } = monthly
    const notices = [{ when: 'at_once' as const, dueAt, toldAt: dueAt, standing: 'kept' as const }]
    expect(words(await render(pageContext({ ...maintenance, notices }, monthly.url)))).toContain(
      'As soon as it was planned or movedFri 18 Dec 2026, 22:00 MST · sent',
    )
  })

  test('offers to follow the maintenance of its platforms, and nothing else', async () => {
    const html = await render(pageContext(maintenance, monthly.url))
    const values = [...html.matchAll(/<input type="hidden" name="(scope|kinds)" value="([^"]+)"/g)].map(([, , v]) => v)
    expect(values).toEqual([
      'platform:teams-direct-routing',
      'platform:sip-trunking',
      'platform:voicemail',
      'maintenance',
    ])
  })
})

describe('the calendar', () => {
  const weeks = weeksOf('2026-11', [done], ZONE, at('2026-11-22T20:42:00Z'))

  test('has whole weeks from Monday on', () => {
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7])
    expect(weeks[0]?.map((day) => day?.day ?? null)).toEqual([null, null, null, null, null, null, 1])
    expect(weeksOf('2027-02', [], ZONE, 0)).toHaveLength(4)
    expect(weekdays('en')[0]).toEqual({ short: 'Mon', long: 'Monday' })
  })

  test('shows a window on each of its days, with its beginning and its end', () => {
    const days = weeks.flat().filter((day) => (day?.entries.length ?? 0) > 0)
    expect(days.map((day) => [day?.day, day?.entries[0]?.begins, day?.entries[0]?.ends])).toEqual([
      [20, true, false],
      [21, false, true],
    ])
    expect(
      weeks
        .flat()
        .filter((day) => day?.today)
        .map((day) => day?.day),
    ).toEqual([22])
  })

  test('a window that ends at midnight is not on the day that begins then', () => {
    const window = { ...done, endsAt: at('2026-11-21T07:00:00Z') }
    const days = weeksOf('2026-11', [window], ZONE, 0).flat()
    expect(days.filter((day) => (day?.entries.length ?? 0) > 0).map((day) => day?.day)).toEqual([20])
  })

  test('is a table with a caption that names the zone', async () => {
    const html = await render(ordinary['maintenance-month'] ?? pageContext(maintenance))
    expect(texts(html, 'caption')).toEqual(['November 2026, times of America/Denver'])
    expect(texts(html, 'th')).toHaveLength(7)
    expect(texts(html, 'td').join(' ')).toContain('22:00 Monthly maintenance')
    expect(texts(html, 'td').join(' ')).toContain('until 04:00 Monthly maintenance')
  })
})

describe('what is empty says so', () => {
  test.each([
    ['noMaintenance', 'No maintenance is planned.'],
    ['noMonth', 'No maintenance lies in this month.'],
    ['silentWindow', 'This maintenance is on the page only; no message is sent of it.'],
    ['noPromises', 'Nothing was promised in the last twelve months.'],
    ['bareSupport', 'How fast we promise to answer, and what you can expect of us.'],
  ])('%s', async (name, text) => expect(await render(hard[name] ?? pageContext(maintenance))).toContain(text))
})

describe('the support page', () => {
  test.each([
    [['mon', 'tue', 'wed', 'thu', 'fri'], 'Mon–Fri 05:00–24:00'],
    [['sat', 'mon'], 'Mon, Sat 05:00–24:00'],
  ] as const)('opening days read naturally: %j', (days, text) => {
    expect(openingText({ days, from: '05:00', to: '24:00' }, t)).toBe(text)
  })

  test.each([
    ['FREQ=MONTHLY;BYDAY=3FR', 'Usually the third Friday of each month'],
    ['FREQ=MONTHLY;BYDAY=-1SU,1MO', 'Usually the last Sunday and first Monday of each month'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=-2TU', 'Usually the second last Tuesday of every 3rd month'],
    ['FREQ=MONTHLY', 'Usually the 6th of each month'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,22,-1', 'Usually the 1st, 22nd, and last day of each month'],
    ['FREQ=WEEKLY', 'Usually every Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', 'Usually every 2 weeks on Monday and Friday'],
    ['FREQ=DAILY', 'Usually every day'],
    ['FREQ=DAILY;INTERVAL=10', 'Usually every 10 days'],
    ['FREQ=DAILY;INTERVAL=7', 'Usually every Tuesday'],
    ['FREQ=DAILY;INTERVAL=21', 'Usually every 3 weeks on Tuesday'],
  ])('%s of a programme is said in words: %s', (rule, words) => {
    const hours = { wallStart: '21:00', wallEnd: '23:00', zone: ZONE }
    const [programme] = support.programmes
    const said = whenText({ ...(programme as ProgrammeView), ...hours, rule: partsOf(rule, '2026-01-06') }, t)
    expect(said).toBe(`${words}, 21:00 to 23:00 (America/Denver)`)
  })

  test('spans are real time or business days', () => {
    const print = (ms: number) => duration(ms, 'en')
    expect(spanOf({ ms: 900_000 }, t, print)).toBe('15 min')
    expect(spanOf({ businessDays: 1 }, t, print)).toBe('1 business day')
  })

  test.each([
    ['https://support.example/', 'https://support.example/', 'support.example'],
    ['desk@example.org', 'mailto:desk@example.org', 'desk@example.org'],
    ['+1 (303) 555-0100 ext. 7', 'tel:+13035550100;ext=7', '+1 (303) 555-0100 ext. 7'],
  ])('%s is a link', (contact, link, text) => {
    expect(contactLink(contact)).toBe(link)
    expect(contactText(contact)).toBe(text)
  })
})

test.each([
  [9, 9, '100%'],
  [999, 1000, '99.9%'],
  [9999, 10_000, '99.9%'],
  [287, 1000, '28.7%'],
  [0, 3, '0.0%'],
])('%d of %d promises kept are never flattered: %s', (kept, due, text) => {
  expect(t.words.percent(...sharePercent(kept, due))).toBe(text)
})

test('who follows an incident is promised that incident, and no maintenance', async () => {
  const kinds = ['incident', 'maintenance'] as const
  const view = {
    ...({ kind: 'confirm', state: 'ask', address: 'a…@example.org', manageUrl: null } as const),
    ...{ more: 0, incidents: [] },
    follows: [
      { scope: { type: 'incident', id: 'k3v9q2m1x8za' } as const, name: 'Calls fail', kinds: [...kinds] },
      { scope: { type: 'platform', id: 'fax' } as const, name: 'Fax', kinds: [...kinds] },
    ],
  }
  const html = await render(pageContext(view))
  expect(texts(html, 'li')).toEqual(expect.arrayContaining(['Calls fail', 'Fax (incidents and planned maintenance)']))
})

test('who followed an incident is led back to it by where its case stands, not by its phase', async () => {
  const html = await render(hard.confirmed ?? pageContext(maintenance))
  expect(html).toMatch(/href="\/incidents\/x\/"[\s\S]*Closed without an answer/)
  expect(html).not.toContain('Resolved')
})

test('a moved page names where it went, for people, browsers and search engines', async () => {
  const html = await render(ordinary.moved ?? pageContext(maintenance))
  expect(html).toContain('<meta http-equiv="refresh" content="0; url=/incidents/k3v9q2m1x8za/">')
  expect(html).toContain('rel="canonical" href="https://status.northline.example/incidents/k3v9q2m1x8za/"')
  expect(html).toContain('<a href="/incidents/k3v9q2m1x8za/">Go to that incident</a>')
})
