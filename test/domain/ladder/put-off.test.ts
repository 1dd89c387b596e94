import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LADDER, type Rung } from '../../../server/domain/ladder/ladder.ts'
import { isPutOff, LONGEST_PUT_OFF, putOffChoices } from '../../../server/domain/ladder/put-off.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'

const NOW = Date.UTC(2026, 10, 22, 20, 42)
/** Promises of which a rung is to come at once, unless another ladder is named. */
function choicesOf(dueAt: number, now = NOW, ladder: Rung[] = [{ after: now + 1 - dueAt, roles: ['desk'] }]) {
  return putOffChoices({ kind: 'update', madeAt: 0, dueAt }, ladder, [], now)
}
const minutesTo = (dueAt: number) => choicesOf(dueAt).map((until) => (until - NOW) / MINUTE)

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

  test('skips the next rung, and is offered only while one is to come before the due time', () => {
    const owed = { kind: 'update' as const, madeAt: 0, dueAt: NOW + 40 * MINUTE }
    const minutes = (done: number[], now = NOW) =>
      putOffChoices(owed, DEFAULT_LADDER, done, now).map((until) => (until - NOW) / MINUTE)
    expect(minutes([])).toEqual([30, 40])
    expect(minutes([-15 * MINUTE], NOW + 25 * MINUTE)).toEqual([])
    expect(putOffChoices({ ...owed, kind: 'no_answer' }, DEFAULT_LADDER, [], NOW)).toEqual([])
  })

  test('is never after the due time, never past, and never further than the plan allows', () => {
    const anyTime = fc.integer({ min: -DAY, max: 5 * DAY })
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 0, max: HOUR }), (left, odd) => {
        const [now, dueAt] = [NOW + odd, NOW + odd + left]
        const choices = choicesOf(dueAt, now)
        expect(choices.every((until) => until > now && until <= dueAt && until <= now + LONGEST_PUT_OFF)).toBe(true)
        expect(choices.length > 0).toBe(left > 1)
        expect(choices).toEqual([...new Set(choices)].sort((a, b) => a - b))
      }),
    )
  })
})

test('a rung was put off only if that was said before it was skipped, and until after it', () => {
  const dueAt = NOW + HOUR
  const skipped = (at: number, until: number) =>
    isPutOff({ rung: -15 * MINUTE, at: NOW + 45 * MINUTE }, { dueAt }, { at, until })
  expect(skipped(NOW, dueAt)).toBe(true)
  expect(skipped(NOW, NOW + 45 * MINUTE)).toBe(false)
  // Down time had skipped it: what is said afterwards rewrites nothing.
  expect(skipped(NOW + 46 * MINUTE, dueAt)).toBe(false)
})
