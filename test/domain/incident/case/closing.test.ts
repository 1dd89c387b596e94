import { describe, expect, test } from 'vitest'
import { closesTooSoon } from '../../../../server/domain/incident/case/closing.ts'
import { outlookOf } from '../../../../server/domain/incident/case/outlook.ts'
import type { FollowUp } from '../../../../server/domain/incident/follow-up.ts'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { hours, instant, START } from '../../../support/clock.ts'

/** Thursday 12 November 2026, 08:00 in Denver: two business days after the start. */
const TWO_DAYS_ON = instant('2026-11-12T15:00:00Z')
const silent: FollowUp = { updates: [{ at: START, caseStatus: 'in_progress' }], askedAt: null, answeredAt: null }
const close = (now: number, followUp = silent, confirmed?: boolean) =>
  closesTooSoon({ caseStatus: 'closed_no_response', confirmed }, followUp, now, DEFAULT_PLAN)

describe('closing a case without an answer', () => {
  test('has to be confirmed until two business days after the last that was heard of it', () => {
    expect(close(TWO_DAYS_ON - 1)).toMatchObject({ kind: 'conflict', code: 'confirmation_needed' })
    expect(close(TWO_DAYS_ON - 1)?.detail).toContain('from 2026-11-12 08:00 MST on')
    expect(close(TWO_DAYS_ON)).toBeNull()
    expect(close(START + 1, silent, true)).toBeNull()
  })

  test('counts from an answer anew', () => {
    const answered = { ...silent, answeredAt: START + hours(3) }
    expect(close(TWO_DAYS_ON, answered)?.code).toBe('confirmation_needed')
    expect(close(TWO_DAYS_ON + hours(3), answered)).toBeNull()
  })

  test('counts from the question, however much is posted meanwhile', () => {
    const updates = [0, 1, 2].map((n) => ({ at: START + n * DAY, caseStatus: 'resolved_follow_up' as const }))
    expect(close(TWO_DAYS_ON, { ...silent, updates })).toBeNull()
    expect(close(TWO_DAYS_ON, { updates, askedAt: START + DAY, answeredAt: null })?.code).toBe('confirmation_needed')
  })

  test('is the only closing that asks', () => {
    expect(closesTooSoon({ caseStatus: 'closed' }, silent, START, DEFAULT_PLAN)).toBeNull()
  })
})

describe('what is left to customers', () => {
  const outlook = (caseStatus: 'closed' | 'closed_no_response' | 'resolved_follow_up' | 'in_progress') => {
    const updates = [{ at: START, caseStatus }]
    return outlookOf({ caseStatus, updates }, DEFAULT_PLAN, START)
  }

  test('is to confirm within two business days, to reopen within seven days, or nothing', () => {
    expect(outlook('resolved_follow_up')).toEqual({ answerBy: TWO_DAYS_ON, reopenUntil: null })
    expect(outlook('closed')).toEqual({ answerBy: null, reopenUntil: START + 7 * DAY })
    expect(outlook('closed_no_response')).toEqual({ answerBy: null, reopenUntil: null })
    expect(outlook('in_progress')).toEqual({ answerBy: null, reopenUntil: null })
  })
})
