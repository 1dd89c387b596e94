import { expect, test } from 'vitest'
import { unansweredCases, type WaitingCase } from '../../../server/domain/incident/worklist.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { instant, START } from '../../support/clock.ts'

test('a case that nobody answers is to be closed from the second business day on', () => {
  const updates = [{ at: START, caseStatus: 'resolved_follow_up' as const }]
  const waiting: WaitingCase = {
    ...{ id: 'i', title: 'Calls fail', priority: 'P1G', updates, askedAt: null, answeredAt: null },
  }
  const dueAt = instant('2026-11-12T15:00:00Z')
  expect(unansweredCases([waiting], new Map(), dueAt - 1, DEFAULT_PLAN)).toEqual([])
  expect(unansweredCases([waiting], new Map(), dueAt, DEFAULT_PLAN)).toMatchObject([
    { object: { id: 'i' }, madeAt: START, dueAt },
  ])
})
