import { describe, expect, test } from 'vitest'
import { DEFAULT_LADDER, putOffUntil, type Rung, stepDue } from '../../../server/domain/ladder/ladder.ts'
import { byDueTime, OWED_KINDS, type Owed } from '../../../server/domain/ladder/owed.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'

const DUE = Date.UTC(2026, 10, 10, 16)

const promise = (more: Partial<Owed> = {}): Owed => ({
  ...{ id: 'update', kind: 'update', object: { type: 'incident', id: 'case', title: 'Calls fail' }, priority: 'P1G' },
  ...{ madeAt: DUE - HOUR, dueAt: DUE, standing: 'on_time', platforms: ['zoom'], ...more },
})

/** Whom the ladder tells of a promise at so many minutes from its due time, and whom it skips: "duty lead (desk)". */
function told(owed: Owed, minutes: number, done: number[] = [], from: number | null = null, ladder = DEFAULT_LADDER) {
  const climbed = { done: done.map((rung) => rung * MINUTE), from }
  const step = stepDue(owed, ladder, climbed, owed.dueAt + minutes * MINUTE)
  if (step === null) return null
  const roles = (rungs: readonly Rung[]) => rungs.flatMap((rung) => rung.roles).join(', ')
  return step.skipped.length === 0 ? roles(step.rungs) : `${roles(step.rungs)} (${roles(step.skipped)})`
}

describe('the ladder of a promise', () => {
  const WITH_RUNGS = OWED_KINDS.filter((kind) => kind !== 'no_answer')
  const CLIMB: [minutes: number, done: number[], roles: string | null][] = [
    [-16, [], null],
    [-15, [], 'author, desk'],
    [-1, [-15], null],
    [0, [-15], 'duty lead'],
    [14, [-15, 0], null],
    [15, [-15, 0], 'support manager'],
    [30, [-15, 0, 15], 'vice-president'],
    [60, [-15, 0, 15, 30], 'chief executive'],
    [10_000, [-15, 0, 15, 30, 60], null],
  ]
  test.each(WITH_RUNGS)('of kind %s is climbed rung by rung, at the moment and not before', (kind) => {
    for (const [minutes, done, roles] of CLIMB) expect(told(promise({ kind }), minutes, done), `${minutes}`).toBe(roles)
  })

  test.each(['P1', 'P2', 'P3', 'P4'] as const)('is the same for a %s', (priority) => {
    const day = promise({ priority, madeAt: DUE - DAY })
    expect([told(day, -15), told(day, 0, [-15]), told(day, -15, [-15])]).toEqual(['author, desk', 'duty lead', null])
  })

  test('of a case that nobody answers tells the desk when it is due, and nobody else', () => {
    const case_ = promise({ kind: 'no_answer' })
    expect([-15, 0, 90].map((minutes) => told(case_, minutes))).toEqual([null, 'desk', 'desk'])
    expect(told(case_, 90, [0])).toBeNull()
  })

  test('counts a moment that was past when the promise was made as now', () => {
    const short = promise({ madeAt: DUE - 3 * MINUTE })
    expect([-4, -3, 0].map((minutes) => told(short, minutes))).toEqual([
      null,
      'author, desk',
      'duty lead (author, desk)',
    ])
  })

  test('tells the rungs of the same moment in one step', () => {
    const late = promise({ kind: 'notice', madeAt: DUE + 5 * MINUTE })
    expect([4, 5, 14].map((minutes) => told(late, minutes))).toEqual([
      null,
      'author, desk, duty lead',
      'author, desk, duty lead',
    ])
    expect(told(late, 15, [0])).toBe('support manager')
  })

  test('tells after down time the highest rung that is due, and says what was skipped', () => {
    expect(told(promise(), 45)).toBe('vice-president (author, desk, duty lead, support manager)')
    expect(told(promise(), 45, [-15, 0])).toBe('vice-president (support manager)')
  })

  test('does not come back to what is below a rung that was told', () => {
    expect(told(promise(), 20, [30])).toBeNull()
    expect(told(promise(), 60, [30])).toBe('chief executive')
  })

  test('goes on where a higher priority moves the due time forward; told rungs stay told', () => {
    const raised = promise({ dueAt: DUE - 30 * MINUTE })
    expect(told(raised, 0, [-15])).toBe('duty lead')
    expect(told(raised, -10, [-15])).toBeNull()
  })

  test('skips what is put off before the due time, and nothing from then on', () => {
    const from = (minutes: number) => putOffUntil(DUE + minutes * MINUTE, { dueAt: DUE })
    expect(putOffUntil(null, { dueAt: DUE })).toBeNull()
    expect([from(-5), from(0), from(90)]).toEqual([DUE - 5 * MINUTE, DUE, DUE])
    expect([-15, -5, -1].map((minutes) => told(promise(), minutes, [], from(90)))).toEqual([null, null, null])
    expect(told(promise(), 0, [], from(90))).toBe('duty lead (author, desk)')
    const early: Rung[] = [{ after: -HOUR, roles: ['desk'] }, ...DEFAULT_LADDER]
    const day = promise({ madeAt: DUE - DAY })
    expect(told(day, -60, [], from(-15), early)).toBeNull()
    expect(told(day, -15, [], from(-15), early)).toBe('author, desk (desk)')
  })

  test('does not tell anew what fell due before there was a ladder, only what comes after it', () => {
    const since = DUE + 20 * MINUTE
    expect([16, 20, 29].map((minutes) => told(promise(), minutes, [], since))).toEqual([null, null, null])
    expect(told(promise(), 30, [], since)).toContain('vice-president')
    expect(told(promise(), 10_000, [], DUE + 61 * MINUTE)).toBeNull()
  })

  test('is climbed at night and on Sunday as well: what lies in business days is the due time', () => {
    const sunday = promise({ priority: 'P4', dueAt: Date.UTC(2026, 10, 15, 10), madeAt: Date.UTC(2026, 10, 12) })
    expect(told(sunday, 0, [-15])).toBe('duty lead')
  })
})

test('what is owed is in the order of due times, and always in the same one', () => {
  const all = [promise({ id: 'b' }), promise({ id: 'c', dueAt: DUE - 1 }), promise({ id: 'a' })]
  expect(all.sort(byDueTime).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
})
