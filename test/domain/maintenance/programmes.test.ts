import { describe, expect, test } from 'vitest'
import { PAGE_ONLY } from '../../../server/domain/maintenance/notice-plan.ts'
import {
  decideProgramme,
  occurrenceOn,
  occurrences,
  type Programme,
  type ProgrammeFields,
  readOccurrenceId,
} from '../../../server/domain/maintenance/programme.ts'
import { datesOf, readRule } from '../../../server/domain/maintenance/recurrence.ts'
import { windowOn } from '../../../server/domain/time/window.ts'
import { instant } from '../../support/clock.ts'
import { DEFAULT_PROGRAMMES } from '../../support/programmes.ts'

const [MONTHLY, SKYPE, CONNECT] = DEFAULT_PROGRAMMES.map((fields) => programme({ ...fields, zone: 'America/Denver' }))

function programme(fields: ProgrammeFields): Programme {
  return { ...fields, computedFrom: 0, revision: 0, updatedAt: 0 }
}

const TEN_YEARS = { startsAt: instant('2026-01-01T07:00:00Z'), endsAt: instant('2036-01-01T07:00:00Z') }

/** Time zone arithmetic that shares nothing with the program: which UTC instant shows this on a wall in Denver? */
function denver(date: Date, hour: number): number {
  const wall = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), hour)
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/Denver',
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const shown = `${new Date(wall).toISOString().slice(0, 10)}, ${String(hour).padStart(2, '0')}:00`
  return [6, 7].map((offset) => wall + offset * 3_600_000).find((at) => format.format(at) === shown) ?? Number.NaN
}

function daysOf(years: readonly [number, number], take: (day: Date) => boolean): Date[] {
  const days: Date[] = []
  for (let at = Date.UTC(years[0], 0, 1); at < Date.UTC(years[1], 0, 1); at += 86_400_000) days.push(new Date(at))
  return days.filter(take)
}

const windows = (p: Programme | undefined) =>
  occurrences(p as Programme, TEN_YEARS).map(({ startsAt, endsAt }) => [startsAt, endsAt])

describe('ten years of the support plan', () => {
  test('third Fridays from 22:00 to 04:00 on Saturday', () => {
    const fridays = daysOf([2026, 2036], (d) => d.getUTCDay() === 5 && d.getUTCDate() >= 15 && d.getUTCDate() <= 21)
    const next = (d: Date) => new Date(d.getTime() + 86_400_000)
    expect(windows(MONTHLY)).toEqual(fridays.map((d) => [denver(d, 22), denver(next(d), 4)]))
    expect(fridays).toHaveLength(120)
  })

  test('every Friday from 00:00 for half an hour', () => {
    const fridays = daysOf([2026, 2036], (d) => d.getUTCDay() === 5)
    expect(windows(SKYPE)).toEqual(fridays.map((d) => [denver(d, 0), denver(d, 0) + 1_800_000]))
  })

  test('every third Tuesday since 6 January 2026 from 21:00 to 23:00', () => {
    const since = Date.UTC(2026, 0, 6)
    const tuesdays = daysOf(
      [2026, 2036],
      (d) => d.getTime() >= since && (d.getTime() - since) % (21 * 86_400_000) === 0,
    )
    expect(tuesdays.every((d) => d.getUTCDay() === 2)).toBe(true)
    expect(windows(CONNECT)).toEqual(tuesdays.map((d) => [denver(d, 21), denver(d, 23)]))
  })
})

describe('when the clocks change', () => {
  const night = { zone: 'America/Denver', wallStart: '22:00', wallEnd: '04:00' }
  const hours = (from: string, until: string, date: string, zone = 'America/Denver') => {
    const { startsAt, endsAt } = windowOn(date, { zone, wallStart: from, wallEnd: until })
    return [new Date(startsAt).toISOString(), (endsAt - startsAt) / 3_600_000]
  }

  test.each([
    ['an ordinary night lasts six hours', '2026-03-06', 6],
    ['the night in spring five', '2026-03-07', 5],
    ['the night in autumn seven', '2026-10-31', 7],
  ])('%s', (_, date, length) => {
    const { startsAt, endsAt } = windowOn(date, night)
    expect((endsAt - startsAt) / 3_600_000).toBe(length)
  })

  test('a start in the hour that spring skips is an hour later, and its window still there', () => {
    expect(hours('02:30', '04:00', '2026-03-08')).toEqual(['2026-03-08T09:30:00.000Z', 0.5])
    const daily = programme({
      ...(SKYPE as Programme),
      rule: 'FREQ=DAILY',
      anchor: '2026-03-01',
      wallStart: '02:30',
      wallEnd: '02:50',
    })
    const interval = { startsAt: instant('2026-03-07T00:00:00Z'), endsAt: instant('2026-03-10T00:00:00Z') }
    expect(occurrences(daily, interval).map((o) => o.date)).toEqual(['2026-03-07', '2026-03-08', '2026-03-09'])
  })

  test('a window that the gap would swallow keeps its length', () => {
    expect(hours('02:30', '03:00', '2026-03-08')).toEqual(['2026-03-08T09:30:00.000Z', 0.5])
  })

  test('of the hour that autumn repeats the first counts', () => {
    expect(hours('01:30', '02:30', '2026-11-01')).toEqual(['2026-11-01T07:30:00.000Z', 2])
    expect(hours('00:30', '01:30', '2026-11-01')).toEqual(['2026-11-01T06:30:00.000Z', 1])
  })

  test('right in other zones too', () => {
    expect(hours('22:00', '04:00', '2026-03-28', 'Europe/Berlin')).toEqual(['2026-03-28T21:00:00.000Z', 5])
    expect(hours('22:00', '04:00', '2026-03-28', 'Pacific/Kiritimati')).toEqual(['2026-03-28T08:00:00.000Z', 6])
  })
})

describe('rules', () => {
  test.each([
    ['FREQ=MONTHLY;BYDAY=3FR', '2026-01-16', ['2026-01-16', '2026-02-20', '2026-03-20']],
    ['rrule:freq=weekly;byday=mo,fr', '2026-03-20', ['2026-03-20', '2026-03-23', '2026-03-27', '2026-03-30']],
    ['FREQ=MONTHLY;BYDAY=-1SU', '2026-01-25', ['2026-01-25', '2026-02-22', '2026-03-29']],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-31', ['2026-01-31', '2026-03-31']],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1', '2026-01-31', ['2026-01-31', '2026-03-31']],
    ['FREQ=WEEKLY;INTERVAL=6', '2026-01-06', ['2026-01-06', '2026-02-17', '2026-03-31']],
  ])('%s from %s', (text, anchor, dates) => {
    const rule = readRule(text)
    expect(rule.ok && datesOf(rule.value, anchor, '2026-01-01', '2026-04-01')).toEqual(dates)
  })

  test.each([
    'FREQ=HOURLY',
    'FREQ=YEARLY',
    'FREQ=WEEKLY;COUNT=3',
    'FREQ=WEEKLY;UNTIL=20270101',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;INTERVAL=400',
    'FREQ=WEEKLY;BYDAY=3FR',
    'FREQ=MONTHLY;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=3FR;BYMONTHDAY=3',
    'FREQ=DAILY;BYDAY=FR',
    'BYDAY=FR;FREQ=WEEKLY',
    'FREQ=WEEKLY;FREQ=WEEKLY',
    'FREQ=WEEKLY\nDTSTART:20260101',
    '',
  ])('refuses %j', (text) => {
    expect(readRule(text)).toMatchObject({ ok: false, refusal: { kind: 'invalid', fields: [{ pointer: '/rule' }] } })
  })
})

describe('a programme', () => {
  const known = { knownPlatforms: new Set(['sip-trunking']), archivedPlatforms: new Set<string>() }
  const monthly = {
    ...DEFAULT_PROGRAMMES[0],
    zone: 'America/Denver',
    platforms: ['sip-trunking'],
  } satisfies ProgrammeFields

  test('with an anchor that does not fit its rule is refused', () => {
    expect(decideProgramme({ ...monthly, anchor: '2026-01-15' }, known)).toMatchObject({
      ok: false,
      refusal: { fields: [{ pointer: '/anchor', detail: expect.stringContaining('Thursday') }] },
    })
    expect(decideProgramme({ ...monthly, anchor: '2026-01-09' }, known)).toMatchObject({ ok: false })
    expect(decideProgramme(monthly, known)).toMatchObject({ ok: true })
  })

  test('names every other fault at once', () => {
    const faulty = {
      ...monthly,
      platforms: ['sip-trunking', 'tea'],
      notices: { ...PAGE_ONLY, before: ['P7D', 'soon', '-PT1H', 'P7D', 'P90D'] },
      freezes: [{ from: '2026-12-31', until: '2026-12-20', reason: 'Year end' }],
    }
    const decided = decideProgramme(faulty, known)
    expect(decided.ok || decided.refusal.fields?.map((field) => field.pointer)).toEqual([
      '/notices/before/1',
      '/notices/before/2',
      '/notices/before/3',
      '/notices/before/4',
      '/freezes/0/until',
      '/platforms/1',
    ])
  })

  test('tells the longest notice first, however they are named', () => {
    const decided = decideProgramme({ ...monthly, notices: { ...PAGE_ONLY, before: ['PT24H', 'P7D'] } }, known)
    expect(decided.ok && decided.value.notices.before).toEqual(['P7D', 'PT24H'])
  })

  test('has no windows in a freeze', () => {
    const frozen = programme({ ...monthly, freezes: [{ from: '2026-12-19', until: '2027-01-05', reason: 'Year end' }] })
    // The December window reaches into the frozen Saturday.
    expect(occurrenceOn(frozen, '2026-12-18')).toBeNull()
    expect(occurrenceOn(frozen, '2026-11-20')).not.toBeNull()
    expect(occurrenceOn(frozen, '2027-01-15')).not.toBeNull()
  })

  test('has ids that say which occurrence it is', () => {
    const occurrence = occurrenceOn(MONTHLY as Programme, '2026-12-18')
    expect(occurrence?.id).toBe('monthly-2026-12-18')
    expect(readOccurrenceId('skype-certificate-2026-12-18')).toEqual({
      programmeId: 'skype-certificate',
      date: '2026-12-18',
    })
    expect(readOccurrenceId('k3j9x0a1b2c3')).toBeNull()
    expect(occurrenceOn(MONTHLY as Programme, '2026-13-99')).toBeNull()
    expect(occurrenceOn(MONTHLY as Programme, '2026-12-17')).toBeNull()
  })

  test('has none once archived, and none that began before it was made', () => {
    expect(occurrences({ ...(MONTHLY as Programme), archived: true }, TEN_YEARS)).toEqual([])
    const late = { ...(MONTHLY as Programme), computedFrom: instant('2035-11-01T00:00:00Z') }
    expect(occurrences(late, TEN_YEARS).map((o) => o.date)).toEqual(['2035-11-16', '2035-12-21'])
  })
})
