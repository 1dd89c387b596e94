import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import {
  nextPromise,
  type PromiseRequest,
  standing,
  standingChangesAt,
} from '../../../server/domain/promise/promise.ts'
import { HOUR, MINUTE, PRIORITIES, type Priority } from '../../../server/domain/vocabulary.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { accepted, fieldsOf } from '../../support/result.ts'

const promise = (priority: Priority, request: PromiseRequest = {}) =>
  accepted(nextPromise(priority, DEFAULT_PLAN, START, request))
const refusal = (priority: Priority, request: PromiseRequest) =>
  fieldsOf(nextPromise(priority, DEFAULT_PLAN, START, request))

describe('every public update promises the next one', () => {
  test.each([
    ['P1G', '2026-11-10T16:00:00Z'],
    ['P1', '2026-11-10T16:00:00Z'],
    ['P2', '2026-11-10T17:00:00Z'],
    ['P3', '2026-11-11T15:00:00Z'],
    ['P4', '2026-11-12T15:00:00Z'],
  ] as const)('of a %s posted on Tuesday 15:00 UTC by %s', (priority, due) => {
    expect(promise(priority)).toEqual({ dueAt: Date.parse(due), basis: 'cadence' })
  })

  test('or by an earlier time that staff name, whatever the priority', () => {
    for (const priority of PRIORITIES) {
      const nextUpdateBy = START + minutes(20)
      expect(promise(priority, { nextUpdateBy })).toEqual({ dueAt: nextUpdateBy, basis: 'earlier' })
    }
  })

  test('naming the very hour is the cadence', () => {
    expect(promise('P1G', { nextUpdateBy: START + HOUR })).toEqual({ dueAt: START + HOUR, basis: 'cadence' })
  })
})

describe('with a stated reason the promise of a P1 or lower reaches further', () => {
  const reason = 'Nothing changes before the parts arrive.'

  test('to the estimated time of resolution', () => {
    const etr = START + hours(5)
    expect(promise('P1', { etr, reason })).toEqual({ dueAt: etr, basis: 'etr' })
  })

  test('to the end of a hold', () => {
    const holdUntil = START + hours(30)
    expect(promise('P2', { holdUntil, reason })).toEqual({ dueAt: holdUntil, basis: 'hold' })
  })

  test('to the estimate rather than the hold when both are stated', () => {
    const request = { etr: START + hours(3), holdUntil: START + hours(9), reason }
    expect(promise('P2', request)).toEqual({ dueAt: request.etr, basis: 'etr' })
  })

  test("to the vendor's next word", () => {
    const nextUpdateBy = START + hours(8)
    expect(promise('P1', { nextUpdateBy, vendor: 'Carrier', reason })).toEqual({ dueAt: nextUpdateBy, basis: 'vendor' })
  })

  test('to what was agreed with the customer', () => {
    const nextUpdateBy = START + hours(8)
    expect(promise('P1', { nextUpdateBy, reason })).toEqual({ dueAt: nextUpdateBy, basis: 'agreement' })
  })

  test('to a time within the estimate, which stays its ground', () => {
    const nextUpdateBy = START + hours(3)
    expect(promise('P1', { nextUpdateBy, etr: START + hours(5), reason })).toEqual({
      dueAt: nextUpdateBy,
      basis: 'etr',
    })
  })
})

describe('without a reason', () => {
  test('an estimate or a hold is shown and the cadence stands', () => {
    const cadence = { dueAt: START + HOUR, basis: 'cadence' }
    expect(promise('P1', { etr: START + hours(5) })).toEqual(cadence)
    expect(promise('P1', { holdUntil: START + hours(5) })).toEqual(cadence)
    expect(promise('P1', { vendor: 'Carrier' })).toEqual(cadence)
  })

  test('a later time is refused, with the latest possible one', () => {
    expect(refusal('P1', { nextUpdateBy: START + hours(2) })).toEqual({
      '/nextUpdateBy':
        'A later time needs a reason (ETR, hold, vendor or agreement). Without one, give a time up to 2026-11-10T16:00:00Z.',
    })
  })
})

describe('on a P1G nothing extends the hour', () => {
  const requests: [string, PromiseRequest][] = [
    ['an estimate', { etr: START + hours(5) }],
    ['a hold', { holdUntil: START + hours(5) }],
    ['a vendor', { vendor: 'Carrier' }],
  ]
  test.each(requests)('not %s with a reason', (_, request) => {
    expect(promise('P1G', { ...request, reason: 'Waiting.' })).toEqual({ dueAt: START + HOUR, basis: 'cadence' })
  })

  test.each(requests)('a later time is refused even with %s and a reason', (_, request) => {
    const fields = refusal('P1G', { ...request, reason: 'Waiting.', nextUpdateBy: START + HOUR + 1 })
    expect(fields['/nextUpdateBy']).toMatch(
      /the next update cannot be promised later than usual: give a time up to 2026-11-10T16:00:00Z\.$/,
    )
  })

  test('whatever staff say', () => {
    fc.assert(
      fc.property(anyRequest(), (request) => {
        const result = nextPromise('P1G', DEFAULT_PLAN, START, request)
        if (result.ok) expect(result.value.dueAt).toBeLessThanOrEqual(START + HOUR)
      }),
    )
  })
})

describe('any promise', () => {
  test('lies in the future, and beyond the cadence only with a reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRIORITIES), anyRequest(), (priority, request) => {
        const result = nextPromise(priority, DEFAULT_PLAN, START, request)
        if (!result.ok) return
        expect(result.value.dueAt).toBeGreaterThan(START)
        if (result.value.dueAt > promise(priority).dueAt) expect(request.reason).toBeTruthy()
      }),
    )
  })

  test.each(['nextUpdateBy', 'etr', 'holdUntil'] as const)('refuses a past or present %s', (name) => {
    for (const at of [START, START - 1]) {
      expect(refusal('P2', { [name]: at, reason: 'x' })).toEqual({ [`/${name}`]: `${name} must be in the future.` })
    }
  })

  test('refuses all that is impossible at once', () => {
    expect(Object.keys(refusal('P1G', { nextUpdateBy: START, etr: 0, holdUntil: 1 }))).toEqual([
      '/nextUpdateBy',
      '/etr',
      '/holdUntil',
    ])
  })
})

describe('the standing of a promise due at four', () => {
  const due = START + HOUR
  const soon = DEFAULT_PLAN.dueSoon
  test.each([
    [due - soon - 1, 'on_time'],
    [due - soon, 'due_soon'],
    [due, 'due_soon'],
    [due + 1, 'overdue'],
    [due + 100 * HOUR, 'overdue'],
  ] as const)('at %d is %s', (now, expected) => {
    expect(standing(due, now, soon)).toBe(expected)
  })

  test('is none when nothing is owed', () => {
    expect(standing(null, START, soon)).toBe('none')
    expect(standingChangesAt(null, START, soon)).toBeNull()
  })

  test('changes exactly when it says it will', () => {
    const span = fc.integer({ min: 0, max: 2 * HOUR })
    fc.assert(
      fc.property(span, span, fc.integer({ min: 0, max: 30 * MINUTE }), (dueAt, now, dueSoon) => {
        const next = standingChangesAt(dueAt, now, dueSoon)
        const here = standing(dueAt, now, dueSoon)
        if (next === null) {
          expect(here).toBe('overdue')
          return
        }
        expect(next).toBeGreaterThan(now)
        expect(standing(dueAt, next, dueSoon)).not.toBe(here)
        expect(standing(dueAt, next - 1, dueSoon)).toBe(here)
      }),
    )
  })
})

function anyRequest(): fc.Arbitrary<PromiseRequest> {
  const instant = fc.integer({ min: START - HOUR, max: START + 100 * HOUR })
  return fc.record(
    { nextUpdateBy: instant, etr: instant, holdUntil: instant, reason: fc.string(), vendor: fc.string() },
    { requiredKeys: [] },
  )
}
