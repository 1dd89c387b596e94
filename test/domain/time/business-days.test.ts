import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addSpan } from '../../../server/domain/time/business-days.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'

const zone = 'America/Denver'

/** Wall times in Denver, for reading. */
function denver(wall: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
}
function inDenver(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}
const later = (wall: string, businessDays: number, holidays: string[] = []) =>
  inDenver(addSpan(denver(wall), { businessDays }, { zone, holidays }))

describe('business days', () => {
  test.each([
    ['an ordinary Tuesday', '2026-11-10T10:00', 1, '2026-11-11T10:00'],
    ['a Friday: the weekend does not count', '2026-11-13T16:45', 1, '2026-11-16T16:45'],
    ['a Thursday, two days', '2026-11-12T09:00', 2, '2026-11-16T09:00'],
    ['a Saturday', '2026-11-14T10:00', 1, '2026-11-16T10:00'],
    ['a Sunday', '2026-11-15T23:59', 1, '2026-11-16T23:59'],
    ['a Friday, two days', '2026-11-13T08:00', 2, '2026-11-17T08:00'],
    ['the last business day of a year', '2026-12-31T12:00', 1, '2027-01-01T12:00'],
  ])('after %s', (_, from, days, expected) => {
    expect(later(from, days)).toBe(expected)
  })

  test('leave out holidays', () => {
    expect(later('2026-11-25T10:00', 1, ['2026-11-26'])).toBe('2026-11-27T10:00')
    expect(later('2026-11-25T10:00', 1, ['2026-11-26', '2026-11-27'])).toBe('2026-11-30T10:00')
  })

  test('keep the time of day when the clocks change over the weekend', () => {
    expect(later('2026-03-06T10:00', 1)).toBe('2026-03-09T10:00')
    expect(later('2026-10-30T10:00', 1)).toBe('2026-11-02T10:00')
  })

  test('keep a time of day that the changing night itself skips', () => {
    expect(later('2026-03-06T02:30', 1)).toBe('2026-03-09T02:30')
  })

  test('are those of the provider, wherever it is', () => {
    const friday = Date.UTC(2026, 10, 13, 15)
    // In Auckland it is Saturday 04:00 already.
    const due = addSpan(friday, { businessDays: 1 }, { zone: 'Pacific/Auckland', holidays: [] })
    expect(due).toBe(Date.UTC(2026, 10, 15, 15))
  })

  test('end on a business day, at the same time of day, with exactly as many business days between', () => {
    const from = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
    const holidays = ['2026-01-19', '2026-05-25', '2026-07-03', '2026-09-07', '2026-11-26', '2026-12-25']
    const isBusiness = (d: Temporal.PlainDate) => d.dayOfWeek < 6 && !holidays.includes(d.toString())
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 10 }), (start, businessDays) => {
        const at = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
        const [begun, due] = [at(start), at(addSpan(start, { businessDays }, { zone, holidays }))]
        expect(isBusiness(due.toPlainDate())).toBe(true)
        expect(due.toPlainTime().toString()).toBe(begun.toPlainTime().toString())
        const days = begun.toPlainDate().until(due.toPlainDate()).days
        const between = Array.from({ length: days }, (_, i) => begun.toPlainDate().add({ days: i + 1 }))
        expect(between.filter(isBusiness)).toHaveLength(businessDays)
      }),
    )
  })
})

test('a span of time is just that, also over a weekend and a change of clocks', () => {
  const saturday = denver('2026-03-07T23:00')
  expect(addSpan(saturday, { ms: 4 * HOUR }, { zone, holidays: [] })).toBe(saturday + 4 * HOUR)
})
