import { expect, test } from 'vitest'
import { missingReports, unansweredCases, type WaitingCase } from '../../../server/domain/incident/worklist.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { instant, START } from '../../support/clock.ts'

const CASE = { id: 'i', title: 'Calls fail', toldAt: null, priority: 'P1G' } as const

test('a report is owed from the resolution on, and overdue the moment after it was due', () => {
  const dueAt = instant('2026-11-17T15:00:00Z')
  const resolved = { id: 'i', title: 'Calls fail', toldAt: null, resolvedAt: START, dueAt, platforms: [] }
  const overdue = (now: number) => missingReports([resolved], now).map((report) => report.overdue)
  expect(missingReports([resolved], START)).toMatchObject([{ id: 'i', resolvedAt: START, dueAt }])
  expect([overdue(dueAt), overdue(dueAt + 1)]).toEqual([[false], [true]])
})

test('a case that nobody answers is to be closed from the second business day on', () => {
  const updates = [{ at: START, caseStatus: 'resolved_follow_up' as const }]
  const waiting: WaitingCase = { ...CASE, caseStatus: 'resolved_follow_up', updates, askedAt: null, answeredAt: null }
  const dueAt = instant('2026-11-12T15:00:00Z')
  expect(unansweredCases([waiting], dueAt - 1, DEFAULT_PLAN)).toEqual([])
  expect(unansweredCases([waiting], dueAt, DEFAULT_PLAN)).toMatchObject([{ id: 'i', since: START, dueAt }])
})
