import { expect, test } from 'vitest'
import { troubledDays } from '../../../server/domain/platform/days.ts'
import { type Interval, lastDays, worstByDay } from '../../../server/domain/platform/uptime.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'

const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-03T20:00:00Z')
/** The clocks go back in Denver on the first of November. */
const days = lastDays(NOW, 5, 'America/Denver')
const told = (intervals: Interval[]) =>
  troubledDays(days, worstByDay(days, intervals, NOW), intervals, NOW).map(({ day, state, lasted }) => [
    day.date,
    state,
    lasted === null ? null : lasted / HOUR,
  ])

test('a day tells how long it was at its worst, overlaps counted once, and on a night with an hour more that hour too', () => {
  const over = { state: 'partial_outage', from: at('2026-11-01T06:00:00Z'), until: at('2026-11-02T07:00:00Z') } as const
  const less = { ...over, state: 'degraded_performance', until: at('2026-11-02T09:00:00Z') } as const
  expect(told([over, { ...over, from: over.from + HOUR, until: over.from + 3 * HOUR }, less])).toEqual([
    ['2026-11-02', 'degraded_performance', 2],
    ['2026-11-01', 'partial_outage', 25],
  ])
})

test('what goes on has no length yet today, and the whole of the days before', () => {
  expect(told([{ state: 'major_outage', from: at('2026-11-02T10:00:00Z'), until: null }])).toEqual([
    ['2026-11-03', 'major_outage', null],
    ['2026-11-02', 'major_outage', 21],
  ])
})
