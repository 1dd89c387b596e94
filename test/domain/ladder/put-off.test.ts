import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_PUT_OFF, putOffChoices } from '../../../server/domain/ladder/put-off.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'

const NOW = Date.UTC(2026, 10, 22, 20, 42)
const minutesTo = (dueAt: number) => putOffChoices({ dueAt }, NOW).map((until) => (until - NOW) / MINUTE)

describe('until when something can be put off', () => {
  test.each([
    [15, [5, 10, 15]],
    [45, [10, 15, 30, 45]],
    [240, [30, 60, 120, 240]],
    [4, [4]],
    [0, []],
    [-5, []],
  ])('%i minutes before it is due', (minutes, choices) => {
    expect(minutesTo(NOW + minutes * MINUTE)).toEqual(choices)
  })

  test('is never after the due time, never past, and never further than the plan allows', () => {
    const anyTime = fc.integer({ min: -DAY, max: 5 * DAY })
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 0, max: HOUR }), (left, odd) => {
        const [now, dueAt] = [NOW + odd, NOW + odd + left]
        const choices = putOffChoices({ dueAt }, now)
        expect(choices.every((until) => until > now && until <= dueAt && until <= now + LONGEST_PUT_OFF)).toBe(true)
        expect(choices.length > 0).toBe(left > 0)
        expect(choices).toEqual([...new Set(choices)].sort((a, b) => a - b))
      }),
    )
  })
})
