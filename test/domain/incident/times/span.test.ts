import { describe, expect, test } from 'vitest'
import { lengthOf, openTimes, spanOf } from '../../../../server/domain/incident/times/span.ts'
import { hours, START } from '../../../support/clock.ts'

const TIMES = { openedAt: START, startedAt: null, resolvedAt: null }

describe('the time that an incident touches', () => {
  test('begins with its case, or with the problem where that came first', () => {
    const from = (startedAt: number | null) => spanOf({ ...TIMES, startedAt }, START + hours(5)).from
    expect([from(null), from(START - hours(2)), from(START + hours(1))]).toEqual([START, START - hours(2), START])
  })

  test('ends with its resolution, and is now while it is open', () => {
    const until = (resolvedAt: number | null) => spanOf({ ...TIMES, resolvedAt }, START + hours(5)).until
    expect([until(START + hours(3)), until(null)]).toEqual([START + hours(3), START + hours(5)])
  })

  test('is as long as it was open, whatever is stored of the times in which it was closed', () => {
    const span = { from: START, until: START + hours(10) }
    const closed = (from: number, until: number) => ({ from: START + hours(from), until: START + hours(until) })
    expect(lengthOf(span, [closed(2, 5)])).toBe(hours(7))
    expect(lengthOf(span, [closed(2, 5), closed(4, 6), closed(9, 12)])).toBe(hours(5))
    expect(lengthOf(span, [closed(-3, 11)])).toBe(0)
    expect(openTimes(span, [closed(2, 5), closed(4, 6)])).toEqual([closed(0, 2), closed(6, 10)])
    expect(openTimes(span, [closed(-3, 11)])).toEqual([closed(10, 10)])
    // Of no length, but there.
    expect(openTimes(closed(1, 1), [])).toEqual([closed(1, 1)])
    expect(openTimes(span, [closed(2, 10)])).toEqual([closed(0, 2), closed(10, 10)])
  })
})
