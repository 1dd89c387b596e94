import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type Maintenance, planned } from '../../../server/domain/maintenance/maintenance.ts'
import { occurrenceOn } from '../../../server/domain/maintenance/programme.ts'
import { calendarText } from '../../../server/publish/calendars/ics.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { DEFAULT_PROGRAMMES } from '../../support/programmes.ts'

const { maintenance, words } = dictionary('en')

const MONTHLY = {
  ...DEFAULT_PROGRAMMES[0],
  zone: 'America/Denver',
  platforms: ['trunks', 'fax'],
  computedFrom: 0,
  revision: 2,
  updatedAt: START,
}

function window(date: string, rest: Partial<Maintenance> = {}): Maintenance {
  const occurrence = occurrenceOn(MONTHLY, date) ?? expect.fail('a third Friday')
  return { ...planned(occurrence, MONTHLY), ...rest }
}

function feed(maintenances: Maintenance[], name = 'Northline maintenance'): string {
  return calendarText({
    name,
    url: 'https://status.example/calendar.ics',
    site: 'https://status.example',
    maintenances,
    platformNames: new Map([['trunks', 'SIP trunking']]),
    notes: new Map(),
    words: { ...maintenance, ...maintenance.entry, names: words.list },
  })
}

/** As a calendar program would read it. */
function events(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
}

/** A calendar program that subscribes: the entry with the higher SEQUENCE takes the place of the one with the same UID. */
function subscribe(...texts: string[]): Map<string, ICAL.Event> {
  const held = new Map<string, ICAL.Event>()
  for (const event of texts.flatMap(events)) {
    const before = held.get(event.uid)
    if (!before || event.sequence > before.sequence) held.set(event.uid, event)
  }
  return held
}

const at = (time: ICAL.Time) => time.toJSDate().toISOString()
const textOf = (event: ICAL.Event | undefined, name: string) => event?.component.getFirstPropertyValue(name)?.toString()

describe('a calendar of maintenance', () => {
  test('tells another program when, what, why and where', () => {
    const [event] = events(feed([window('2026-11-20', { state: 'announced' })]))
    expect(event?.uid).toBe('monthly-2026-11-20@status.example')
    expect(event?.summary).toBe('Monthly maintenance')
    expect([event?.startDate, event?.endDate].map((time) => time && at(time))).toEqual([
      '2026-11-21T05:00:00.000Z',
      '2026-11-21T11:00:00.000Z',
    ])
    expect(event?.startDate.zone.tzid).toBe('UTC')
    expect(event?.description).toBe(
      [
        'Updates and security fixes are installed on our platforms.',
        'Reason for the work: Regular updates keep the service secure and reliable.',
        'Platforms: SIP trunking and fax',
        'The platforms show “Under maintenance” while it runs. They may be interrupted.',
        'https://status.example/maintenance/monthly-2026-11-20/',
      ].join('\n\n'),
    )
    expect(textOf(event, 'status')).toBe('CONFIRMED')
    expect(textOf(event, 'transp')).toBe('TRANSPARENT')
    expect(textOf(event, 'url')).toBe('https://status.example/maintenance/monthly-2026-11-20/')
    const alarm = event?.component.getFirstSubcomponent('valarm')
    expect(alarm?.getFirstPropertyValue('trigger')?.toString()).toBe('-PT1H')
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY')
  })

  test('the same data give the same bytes; its stamp is when the window last changed', () => {
    const windows = [window('2026-11-20'), window('2026-12-18')]
    expect(feed(windows)).toBe(feed(windows))
    expect(textOf(events(feed(windows))[0], 'dtstamp')).toBe('2026-11-10T15:00:00Z')
  })

  test('a window that moved takes the place of what was imported before', () => {
    const before = window('2026-11-20', { state: 'announced', revision: 3 })
    const startsAt = instant('2026-12-05T05:00:00Z')
    const moved = { ...before, startsAt, endsAt: startsAt + hours(6), revision: 4, updatedAt: START + hours(1) }
    const held = subscribe(feed([window('2026-11-20')]), feed([before]), feed([moved]))
    expect([...held.values()].map((event) => [event.uid, at(event.startDate), event.sequence])).toEqual([
      ['monthly-2026-11-20@status.example', '2026-12-05T05:00:00.000Z', 4],
    ])
  })

  test('one that was called off stays in as cancelled, without a reminder', () => {
    const off = window('2026-11-20', { state: 'cancelled', revision: 9 })
    const [event] = subscribe(feed([window('2026-11-20')]), feed([off])).values()
    expect(textOf(event, 'status')).toBe('CANCELLED')
    expect(event?.component.getFirstSubcomponent('valarm')).toBeNull()
  })

  test('what is only planned is tentative', () => {
    expect(textOf(events(feed([window('2026-11-20')]))[0], 'status')).toBe('TENTATIVE')
  })

  test('a window without impact says so', () => {
    expect(events(feed([window('2026-11-20', { impact: 'none' })]))[0]?.description).toContain(
      'No interruption is expected.',
    )
  })

  test('a window that is over is in it as it was, and nothing is to be expected of it any more', () => {
    const [beganAt, endedAt] = [Date.parse('2026-11-21T05:00:00Z'), Date.parse('2026-11-21T14:00:00Z')]
    const [event] = events(feed([window('2026-11-20', { state: 'completed', impact: 'none', beganAt, endedAt })]))
    expect(event && at(event.endDate)).toBe('2026-11-21T14:00:00.000Z')
    expect(event?.description).not.toContain('is expected')
  })

  test('no text breaks out of its field, and lines are short in octets without cutting a character', () => {
    const title = 'Größe, Länge; "Höhe" \\ 📞\r\nATTENDEE:mailto:eve@example.org'
    const description = `Zeile\n\n${'ÄÖÜß📞'.repeat(60)}\u0007\n- BEGIN:VALARM`
    const text = feed([window('2026-11-20', { title, description })], 'Ours, yours; theirs\nX-EVIL:1')
    const lines = text.split('\r\n')
    expect(lines.at(-1)).toBe('')
    for (const control of ['\r', '\n', '\u0007']) expect(text.replaceAll('\r\n', '')).not.toContain(control)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\uFFFD')
    expect(lines.filter((line) => /^(ATTENDEE|X-EVIL|BEGIN:VALARM)/.test(line))).toEqual(['BEGIN:VALARM'])
    const [event] = events(text)
    expect(event?.summary).toBe('Größe, Länge; "Höhe" \\ 📞 ATTENDEE:mailto:eve@example.org')
    expect(event?.description).toContain('ÄÖÜß📞'.repeat(60))
    expect(lines).toContain('NAME:Ours\\, yours\\; theirs X-EVIL:1')
  })

  test('an empty one is still a calendar, with the one component that the format demands', () => {
    expect(events(feed([]))).toEqual([])
    expect(feed([])).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/)
    const [zone, ...more] = new ICAL.Component(ICAL.parse(feed([]))).getAllSubcomponents()
    expect([zone?.name, more]).toEqual(['vtimezone', []])
    expect(new ICAL.Timezone(zone as ICAL.Component).utcOffset(ICAL.Time.now())).toBe(0)
    expect(feed([window('2026-11-20')])).not.toContain('VTIMEZONE')
  })
})
