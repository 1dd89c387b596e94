import { describe, expect, test } from 'vitest'
import type { Incident } from '../../../server/domain/incident/incident.ts'
import { decidePostmortem, promisedReport } from '../../../server/domain/incident/postmortem.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { instant, START } from '../../support/clock.ts'
import { running } from '../../support/incidents.ts'
import { refused } from '../../support/result.ts'

const resolved = (differences: Partial<Incident> = {}) =>
  running({ phase: 'resolved', caseStatus: 'closed', resolvedAt: START, nextUpdateDueAt: null, ...differences })

describe('the report on a resolved P1G', () => {
  test('is promised by nobody who does not say so', () => {
    expect(promisedReport(resolved(), { now: START, plan: DEFAULT_PLAN })).toBeNull()
  })

  test.each([
    ['a Tuesday', '2026-11-10T08:00:00-07:00', '2026-11-17T08:00:00-07:00'],
    ['a Saturday', '2026-11-14T08:00:00-07:00', '2026-11-20T08:00:00-07:00'],
    ['the week the clocks change', '2026-10-29T08:00:00-06:00', '2026-11-05T08:00:00-07:00'],
  ])('is due five business days after %s', (_, at, due) => {
    expect(promisedReport(resolved(), { now: instant(at), plan: REPORTING_PLAN })).toBe(instant(due))
  })

  test('is due when the plan says', () => {
    const plan = { ...DEFAULT_PLAN, postmortem: { businessDays: 1 }, holidays: ['2026-11-11'] }
    expect(promisedReport(resolved(), { now: START, plan })).toBe(instant('2026-11-12T08:00:00-07:00'))
  })

  test.each<[string, Partial<Incident>]>([
    ['on any other priority', { priority: 'P1' }],
    ['while it is open', { phase: 'monitoring', resolvedAt: null }],
    ['on a duplicate', { caseStatus: 'duplicate' }],
    ['on a drill', { drill: true }],
  ])('is not owed %s', (_, differences) => {
    expect(promisedReport(resolved(differences), { now: START, plan: REPORTING_PLAN })).toBeNull()
  })
})

test('a report may be published on whatever is over, but on no duplicate', () => {
  expect(decidePostmortem(resolved({ priority: 'P3' })).ok).toBe(true)
  expect(refused(decidePostmortem(running())).code).toBe('incident_open')
  expect(refused(decidePostmortem(resolved({ caseStatus: 'duplicate', duplicateOf: 'x' }))).code).toBe(
    'incident_duplicate',
  )
})
