import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Interval,
  lastDays,
  pastDays,
  standingOf,
  uptime,
  worstByDay,
} from '../../../server/domain/platform/uptime.ts'
import { HOUR, PLATFORM_STATES, type PlatformState } from '../../../server/domain/vocabulary.ts'
import { instant } from '../../support/clock.ts'

const zone = 'America/Denver'
const hoursOf = ({ from, until }: { from: number; until: number }) => (until - from) / HOUR

describe('the last days', () => {
  test('end with today in the provider’s zone', () => {
    // In Denver it is still the evening of the ninth.
    const days = lastDays(instant('2026-11-10T05:00:00Z'), 3, zone)
    expect(days.map((day) => day.date)).toEqual(['2026-11-07', '2026-11-08', '2026-11-09'])
  })

  test('touch without a gap and include now', () => {
    const now = instant('2026-11-10T15:00:00Z')
    const days = lastDays(now, 90, zone)
    expect(days).toHaveLength(90)
    for (const [index, day] of days.slice(1).entries()) expect(day.from).toBe(days[index]?.until)
    expect(days.at(-1)?.from).toBeLessThanOrEqual(now)
    expect(days.at(-1)?.until).toBeGreaterThan(now)
  })

  test('have 23 hours when the clocks go forward and 25 when they go back', () => {
    expect(lastDays(instant('2026-03-09T18:00:00Z'), 3, zone).map(hoursOf)).toEqual([24, 23, 24])
    expect(lastDays(instant('2026-11-02T18:00:00Z'), 3, zone).map(hoursOf)).toEqual([24, 25, 24])
  })

  test('begin at one where midnight itself is skipped', () => {
    const [day] = lastDays(instant('2018-11-04T12:00:00Z'), 1, 'America/Sao_Paulo')
    expect(day).toEqual({
      date: '2018-11-04',
      from: instant('2018-11-04T03:00:00Z'),
      until: instant('2018-11-05T02:00:00Z'),
    })
  })
})

describe('a day shows the worst of what happened on it', () => {
  const now = instant('2026-11-10T15:00:00Z')
  const days = lastDays(now, 4, zone)
  const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
  const show = (...intervals: Interval[]) => worstByDay(days, intervals, now)

  test('and is operational without trouble', () => {
    expect(show()).toEqual(['operational', 'operational', 'operational', 'operational'])
  })

  test('when trouble spans midnight, on both days', () => {
    const night: Interval = { state: 'partial_outage', from: at('2026-11-07T23:00'), until: at('2026-11-08T01:00') }
    expect(show(night)).toEqual(['partial_outage', 'partial_outage', 'operational', 'operational'])
  })

  test('when it ends at midnight, not on the next', () => {
    const evening: Interval = { state: 'major_outage', from: at('2026-11-08T20:00'), until: at('2026-11-09T00:00') }
    expect(show(evening)).toEqual(['operational', 'major_outage', 'operational', 'operational'])
  })

  test('when it still lasts, up to today', () => {
    const open: Interval = { state: 'degraded_performance', from: at('2026-11-09T12:00'), until: null }
    expect(show(open)).toEqual(['operational', 'operational', 'degraded_performance', 'degraded_performance'])
  })

  test('when it has just begun, today', () => {
    expect(show({ state: 'major_outage', from: now, until: null }).at(-1)).toBe('major_outage')
  })

  test('when it begins as the day does', () => {
    const midnight = at('2026-11-10T00:00')
    const begun: Interval = { state: 'major_outage', from: midnight, until: null }
    expect(worstByDay(lastDays(midnight, 2, zone), [begun], midnight)).toEqual(['operational', 'major_outage'])
  })

  test('when two overlap, the worse', () => {
    const mild: Interval = {
      state: 'degraded_performance',
      from: at('2026-11-08T08:00'),
      until: at('2026-11-08T20:00'),
    }
    const short: Interval = { state: 'major_outage', from: at('2026-11-08T09:00'), until: at('2026-11-08T09:05') }
    expect(show(mild, short)[1]).toBe('major_outage')
  })
})

describe('uptime', () => {
  const down = (state: PlatformState, from: number, until: number | null): Interval => ({ state, from, until })

  test('is whole without trouble, and over no time at all', () => {
    expect(uptime(0, 100, [])).toBe(10_000)
    expect(uptime(100, 100, [down('major_outage', 0, null)])).toBe(10_000)
  })

  test.each([
    ['a major outage counts whole', 'major_outage', 9_000],
    ['a partial one for three tenths', 'partial_outage', 9_700],
    ['degraded performance not at all', 'degraded_performance', 10_000],
    ['maintenance not at all', 'under_maintenance', 10_000],
  ] as const)('%s', (_, state, expected) => {
    expect(uptime(0, 100, [down(state, 20, 30)])).toBe(expected)
  })

  test('counts only what lies within the span, and what lasts up to its end', () => {
    expect(uptime(0, 100, [down('major_outage', -50, 10)])).toBe(9_000)
    expect(uptime(0, 100, [down('major_outage', 90, null)])).toBe(9_000)
    expect(uptime(0, 100, [down('major_outage', 100, null), down('major_outage', -5, 0)])).toBe(10_000)
  })

  test('counts an overlap once, by the worse', () => {
    const both = [down('partial_outage', 0, 20), down('major_outage', 10, 30)]
    expect(uptime(0, 100, both)).toBe(7_700)
  })

  test('of a day of 25 hours is measured against 25 hours', () => {
    const [, day] = lastDays(instant('2026-11-02T18:00:00Z'), 3, zone)
    if (!day) throw new Error('no day')
    expect(uptime(day.from, day.until, [down('major_outage', day.from, day.from + 5 * HOUR)])).toBe(8_000)
  })

  test('tells every exact hundredth of a percent as it is, and less than one never as more', () => {
    for (let hundredths = 0; hundredths < 10_000; hundredths++) {
      const lost = (10_000 - hundredths) * HOUR
      expect(uptime(0, 10_000 * HOUR, [down('major_outage', 0, lost)])).toBe(hundredths)
      expect(uptime(0, 10_000 * HOUR, [down('major_outage', 0, lost - 1)])).toBe(hundredths)
    }
  })

  test('is what counting every moment gives', () => {
    const LENGTH = 30
    const moment = fc.integer({ min: -5, max: LENGTH + 5 })
    const interval = fc
      .tuple(fc.constantFrom(...PLATFORM_STATES), moment, fc.option(fc.nat(20)))
      .map(([state, from, length]) => down(state, from, length === null ? null : from + length))
    const TENTHS: Record<string, number> = { major_outage: 10, partial_outage: 3 }
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 6 }),
        fc.integer({ min: 1, max: 13 * 24 * HOUR }),
        (intervals, scale) => {
          const lost = Array.from({ length: LENGTH }, (_, t) =>
            Math.max(
              0,
              ...intervals.filter((i) => i.from <= t && (i.until ?? LENGTH) > t).map((i) => TENTHS[i.state] ?? 0),
            ),
          )
          const total = 10n * BigInt(LENGTH)
          const up = lost.reduce((left, weight) => left - BigInt(weight), total)
          const expected = (up * 10_000n) / total
          const scaled = intervals.map((i) => ({
            ...i,
            from: i.from * scale,
            until: i.until === null ? null : i.until * scale,
          }))
          expect(uptime(0, LENGTH * scale, scaled)).toBe(Number(expected))
        },
      ),
    )
  })
})

test('a state has run since its last break, and not since what was worse or better before', () => {
  const was = (state: 'major_outage' | 'degraded_performance', from: number, until: number | null) => ({
    state,
    from,
    until,
  })
  expect(standingOf([])).toEqual({ state: 'operational', since: null })
  expect(standingOf([was('major_outage', 1, 4), was('degraded_performance', 2, 3)])).toEqual({
    state: 'operational',
    since: 4,
  })
  const running = [was('degraded_performance', 1, 3), was('major_outage', 3, 6), was('major_outage', 5, null)]
  expect(standingOf([...running, was('degraded_performance', 2, null)])).toEqual({ state: 'major_outage', since: 3 })
  expect(standingOf([was('major_outage', 1, 2), was('major_outage', 3, null)])).toEqual({
    state: 'major_outage',
    since: 3,
  })
})

describe('how a platform fared on some days', () => {
  const day = (n: number) => ({ date: `2026-11-0${n}`, from: n * 24 * HOUR, until: (n + 1) * 24 * HOUR })
  const days = [day(1), day(2), day(3), day(4)]
  const none = { createdAt: 0, incidents: [], ran: [] }
  const begin = (days[0] as { from: number }).from

  test('is told since it was set up; of days before nothing is known', () => {
    expect(pastDays(days, none, 100 * HOUR)).toMatchObject({ from: null, unknown: 0 })
    expect(pastDays(days, { ...none, createdAt: begin }, 100 * HOUR)).toMatchObject({ from: null, unknown: 0 })
    expect(pastDays(days, { ...none, createdAt: 80 * HOUR }, 100 * HOUR)).toMatchObject({ from: 80 * HOUR, unknown: 2 })
    expect(pastDays(days, { ...none, createdAt: 72 * HOUR }, 100 * HOUR)).toMatchObject({ from: 72 * HOUR, unknown: 2 })
  })

  test('is told since the trouble that is on record from before it was set up, as far as that lies in these days', () => {
    const made = { ...none, createdAt: 80 * HOUR }
    const was = (from: number, until: number | null) => [{ state: 'major_outage' as const, from, until }]
    expect(pastDays(days, { ...made, incidents: was(60 * HOUR, 62 * HOUR) }, 100 * HOUR)).toMatchObject({
      from: 60 * HOUR,
      unknown: 1,
      uptime: 9_500,
    })
    expect(pastDays(days, { ...made, incidents: was(1, 2) }, 100 * HOUR)).toMatchObject({ from: 80 * HOUR })
    expect(pastDays(days, { ...made, incidents: was(1, begin + HOUR) }, 100 * HOUR)).toMatchObject({ from: null })
  })
})
