import { describe, expect, test } from 'vitest'
import { awaitedSince, escalatesAt, type FollowUp, noAnswerSince } from '../../../server/domain/incident/follow-up.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { CaseStatus } from '../../../server/domain/vocabulary.ts'
import { hours, instant, START } from '../../support/clock.ts'

/** A case whose updates took these statuses, an hour apart. */
function story(statuses: readonly CaseStatus[], contacts: Partial<FollowUp> = {}): FollowUp {
  const updates = statuses.map((caseStatus, index) => ({ at: START + hours(index), caseStatus }))
  return { updates, askedAt: null, answeredAt: null, ...contacts }
}

describe('a case waits for its customers', () => {
  test.each<[string, FollowUp, number | null]>([
    ['not while the desk is at work', story(['in_progress', 'in_progress']), null],
    ['from when the work was done', story(['in_progress', 'resolved_follow_up']), START + hours(1)],
    [
      'from then on, whatever we post meanwhile',
      story(['in_progress', 'resolved_follow_up', 'resolved_follow_up', 'resolved_follow_up']),
      START + hours(1),
    ],
    [
      'from the last time the work was done',
      story(['resolved_follow_up', 'customer_reopened', 'in_progress', 'resolved_follow_up']),
      START + hours(3),
    ],
    ['from when the desk asked', story(['in_progress'], { askedAt: START + 5 }), START + 5],
    ['no longer once somebody answered', story(['in_progress'], { askedAt: START + 5, answeredAt: START + 6 }), null],
    [
      'anew from an answer that did not confirm',
      story(['in_progress', 'resolved_follow_up'], { answeredAt: START + hours(2) }),
      START + hours(2),
    ],
    [
      'from the work done, not from an earlier answer',
      story(['in_progress', 'resolved_follow_up'], { answeredAt: START }),
      START + hours(1),
    ],
    ['no longer once they reopened it', story(['resolved_follow_up', 'customer_reopened'], { askedAt: START }), null],
    [
      'from a question asked after that',
      story(['customer_reopened', 'customer_reopened'], { askedAt: START + 1 }),
      START + 1,
    ],
    ['no longer once it is closed', story(['resolved_follow_up', 'closed'], { askedAt: START }), null],
    [
      'from a question that is as old as the last answer',
      story(['in_progress'], { askedAt: START + 5, answeredAt: START + 5 }),
      null,
    ],
    ['no longer once it is a duplicate', story(['resolved_follow_up', 'duplicate'], { askedAt: START }), null],
    ['no longer once it is closed for want of an answer', story(['resolved_follow_up', 'closed_no_response']), null],
  ])('%s', (_, followUp, since) => {
    expect(awaitedSince(followUp)).toBe(since)
  })
})

describe('the desk is told', () => {
  const doneAt = (iso: string): FollowUp => ({
    updates: [{ at: instant(iso), caseStatus: 'resolved_follow_up' }],
    askedAt: null,
    answeredAt: null,
  })
  test.each([
    ['Tuesday to Thursday', '2026-11-10T10:00:00-07:00', '2026-11-12T10:00:00-07:00'],
    ['Thursday over the weekend to Monday', '2026-11-12T10:00:00-07:00', '2026-11-16T10:00:00-07:00'],
    ['Saturday to Tuesday', '2026-11-14T10:00:00-07:00', '2026-11-17T10:00:00-07:00'],
    ['Friday over the night without an hour', '2026-03-06T02:30:00-07:00', '2026-03-10T02:30:00-06:00'],
  ])('after two business days: %s', (_, done, due) => {
    expect(escalatesAt(doneAt(done), DEFAULT_PLAN)).toBe(instant(due))
    expect(noAnswerSince(doneAt(done), instant(due) - 1, DEFAULT_PLAN)).toBeNull()
    expect(noAnswerSince(doneAt(done), instant(due), DEFAULT_PLAN)).toBe(instant(done))
  })

  test('not on a holiday', () => {
    const plan = { ...DEFAULT_PLAN, holidays: ['2026-11-26', '2026-11-27'] }
    expect(escalatesAt(doneAt('2026-11-25T09:00:00-07:00'), plan)).toBe(instant('2026-12-01T09:00:00-07:00'))
  })

  test('never about a case that waits for nobody', () => {
    expect(noAnswerSince(story(['in_progress']), START + hours(9999), DEFAULT_PLAN)).toBeNull()
  })
})
