import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastDays } from '../../server/domain/platform/uptime.ts'
import { PLATFORM_STATES, type PlatformState } from '../../server/domain/vocabulary.ts'
import { path, runsOfTrouble, runTitle, troubledDays } from '../../src/components/platform/bar.ts'
import { byMonth } from '../../src/components/platform/months.ts'
import { affectedCount, uptimePercent, worstState } from '../../src/components/promise/figures.ts'
import { dictionary, localeOf } from '../../src/i18n/index.ts'

const t = dictionary('en')
const anyHistory = fc.array(fc.constantFrom(...PLATFORM_STATES), { maxLength: 400 })

describe('the history bar', () => {
  test('neighbouring days of one state are one stroke', () => {
    const history: PlatformState[] = ['operational', 'major_outage', 'major_outage', 'partial_outage', 'operational']
    expect(runsOfTrouble(history)).toEqual([
      { state: 'major_outage', start: 1, length: 2 },
      { state: 'partial_outage', start: 3, length: 1 },
    ])
    expect(path('major_outage', 1, 2)).toBe('M5 12h9')
    expect(path('partial_outage', 1, 2)).toBe('M5 20h9M5 9h9')
  })

  test('strokes tell exactly the days they were made from', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const drawn = history.map((): PlatformState => 'operational')
        for (const { state, start, length } of runsOfTrouble(history)) drawn.fill(state, start, start + length)
        expect(drawn).toEqual(history)
      }),
    )
  })

  test('maintenance is shown, and is no trouble', () => {
    expect(troubledDays(['under_maintenance', 'operational', 'degraded_performance'])).toBe(1)
  })

  test.each([
    ['en', 'Today: no trouble.', 'Today: trouble.'],
    ['pt', 'Hoje: sem problemas.', 'Hoje: problemas.'],
    ['es', 'Hoy: sin problemas.', 'Hoy: problemas.'],
  ] as const)('the bar of one day alone is today’s (%s)', (locale, fine, trouble) => {
    const { platform } = dictionary(locale)
    expect([platform.barFine(1), platform.barTrouble(1, 1)]).toEqual([fine, trouble])
    expect(platform.barTrouble(90, 1)).toMatch(/90 d.*\b1 d/)
  })

  test('a stroke says which days it is', () => {
    const days = [1, 2, 3].map((n) => ({ date: `2026-11-0${n}`, from: n, until: n + 1 }))
    const print = (instant: number) => `day ${instant}`
    expect(runTitle({ state: 'major_outage', start: 1, length: 1 }, days, t, print)).toBe('day 2: Major outage')
    expect(runTitle({ state: 'major_outage', start: 0, length: 3 }, days, t, print)).toBe(
      'day 1 to day 3: Major outage',
    )
  })
})

describe('the year', () => {
  const days = lastDays(Date.parse('2026-11-22T20:42:00Z'), 365, 'America/Denver')

  test('falls into calendar months, newest first, without losing a day', () => {
    const months = byMonth(
      days,
      days.map(() => 'operational'),
    )
    expect(months.map(({ month }) => month).slice(0, 2)).toEqual(['2026-11', '2026-10'])
    expect(months).toHaveLength(13)
    expect(months.flatMap((month) => month.days)).toHaveLength(365)
    expect(months.at(-1)).toMatchObject({ month: '2025-11', firstDay: 23 })
  })
})

describe('figures', () => {
  test.each([
    [10_000, '100%'],
    [9_999, '99.99%'],
    [9_300, '93.00%'],
    [0, '0.00%'],
  ])('an uptime of %d is never flattered: %s', (uptime, text) =>
    expect(t.words.percent(...uptimePercent(uptime))).toBe(text),
  )

  test('every hundredth of a percent is told as it is', () => {
    for (let uptime = 0; uptime < 10_000; uptime++) {
      const text = `${Math.floor(uptime / 100)}.${String(uptime % 100).padStart(2, '0')}%`
      expect(t.words.percent(...uptimePercent(uptime))).toBe(text)
    }
  })

  test('the worst state stands for all', () => {
    expect(worstState([])).toBe('operational')
    expect(worstState(['under_maintenance', 'partial_outage', 'operational'])).toBe('partial_outage')
    expect(affectedCount([{ state: 'operational' }, { state: 'under_maintenance' }])).toBe(1)
  })
})

test.each([
  ['en-GB', 'en'],
  ['EN', 'en'],
  ['xx', 'en'],
  [null, 'en'],
])('a reader who asks for %s is answered in %s', (tag, locale) => expect(localeOf(tag)).toBe(locale))
