import { describe, expect, test } from 'vitest'
import { unchanged } from '../../../server/domain/incident/affected.ts'
import type { Incident } from '../../../server/domain/incident/incident.ts'
import { decideReopen, reopenableUntil } from '../../../server/domain/incident/reopening.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, type Impact } from '../../../server/domain/vocabulary.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { around, running } from '../../support/incidents.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const ZONE = 'America/Denver'
const closed = (differences: Partial<Incident> = {}) =>
  running({ phase: 'resolved', caseStatus: 'closed', resolvedAt: START, nextUpdateDueAt: null, ...differences })
const BEFORE = [
  { id: 'teams', impact: 'major_outage' },
  { id: 'sip', impact: 'operational' },
] as const
const AGAIN = { body: 'It is back.', notify: true }
const reopen = (incident: Incident, now = START + hours(1), command = AGAIN) =>
  decideReopen(incident, BEFORE, command, { ...around({ now }), closedAt: START })

describe('seven calendar days', () => {
  test.each([
    ['an ordinary Tuesday morning', '2026-11-10T08:00:00-07:00', '2026-11-17T08:00:00-07:00'],
    ['a Friday evening: weekends count', '2026-11-13T17:30:00-07:00', '2026-11-20T17:30:00-07:00'],
    ['the last moment of a day', '2026-11-10T23:59:59.999-07:00', '2026-11-17T23:59:59.999-07:00'],
    ['a week with the repeated hour of autumn', '2026-10-30T12:00:00-06:00', '2026-11-06T12:00:00-07:00'],
    ['a week without an hour in spring', '2026-03-05T12:00:00-07:00', '2026-03-12T12:00:00-06:00'],
    ['a time of day that the seventh day skips', '2026-03-01T02:30:00-07:00', '2026-03-08T03:30:00-06:00'],
  ])('after %s end at the same time of day', (_, at, end) => {
    expect(reopenableUntil(instant(at), ZONE)).toBe(instant(end))
  })

  test('are counted in the provider’s zone, not in UTC', () => {
    const closedAt = instant('2026-10-30T12:00:00-06:00')
    expect(reopenableUntil(closedAt, ZONE)).toBe(closedAt + 7 * DAY + hours(1))
    expect(reopenableUntil(closedAt, 'Asia/Tokyo')).toBe(closedAt + 7 * DAY)
  })

  test('let a case be reopened until their last millisecond, and not one later', () => {
    const end = reopenableUntil(START, ZONE)
    expect(end).toBe(START + 7 * DAY)
    expect(reopen(closed(), end).ok).toBe(true)
    expect(refused(reopen(closed(), end + 1))).toMatchObject({
      kind: 'conflict',
      code: 'reopen_too_late',
      detail: expect.stringContaining('open a new incident with relatedTo "abcdefghijkl"'),
    })
  })
})

describe('a reopened case', () => {
  test('is investigated again, does what it did before, and promises anew', () => {
    const { incident, promise, changes } = accepted(reopen(closed()))
    expect(incident).toMatchObject({
      phase: 'investigating',
      caseStatus: 'customer_reopened',
      resolvedAt: null,
      nextUpdateDueAt: START + hours(2),
      affected: [{ id: 'teams', impact: 'major_outage' }],
    })
    expect(promise).toEqual({ dueAt: START + hours(2), basis: 'cadence' })
    expect(changes).toEqual([{ id: 'teams', from: 'operational', to: 'major_outage' }])
  })

  test('does what the text says instead', () => {
    const command = {
      ...AGAIN,
      phase: 'identified' as const,
      platforms: [{ id: 'teams', impact: 'degraded_performance' as const }],
    }
    expect(accepted(reopen(closed(), START + 1, command)).incident).toMatchObject({
      phase: 'identified',
      affected: [{ id: 'teams', impact: 'degraded_performance' }],
    })
    expect(Object.keys(fieldsOf(reopen(closed(), START + 1, { ...AGAIN, phase: 'resolved' } as typeof AGAIN)))).toEqual(
      ['/phase'],
    )
  })

  const archived = {
    ...around({ now: START + 1, knownPlatforms: new Set(['sip']), archivedPlatforms: new Set(['teams']) }),
    closedAt: START,
  }

  test.each(['P1G', 'P2'] as const)('is about a platform in use: %s', (priority) => {
    const again = (impact?: Impact, id = 'sip') =>
      decideReopen(closed({ priority }), BEFORE, { ...AGAIN, ...(impact && { platforms: [{ id, impact }] }) }, archived)
    for (const nothing of [again(), again('operational')]) {
      const { kind, code, detail } = refused(nothing)
      expect([kind, code]).toEqual(['conflict', 'platform_archived'])
      expect(detail).toMatch(/^Platform "teams" is archived: un-archive it .* relatedTo "abcdefghijkl"\.$/)
    }
    expect(accepted(again('partial_outage')).changes).toEqual([{ id: 'sip', from: null, to: 'partial_outage' }])
    expect(Object.values(fieldsOf(again('partial_outage', 'teams')))[0]).toContain('is archived')
  })

  test('leaves out platforms that are archived by now, beside one that it affects', () => {
    const both = [...BEFORE.slice(0, 1), { id: 'sip', impact: 'degraded_performance' }] as const
    const { changes } = accepted(decideReopen(closed(), both, AGAIN, archived))
    expect(changes).toEqual([{ id: 'sip', from: null, to: 'degraded_performance' }])
  })
})

describe('a case is not reopened', () => {
  test.each<[string, Partial<Incident>, string]>([
    ['while it is open', { phase: 'monitoring', caseStatus: 'resolved_follow_up', resolvedAt: null }, 'incident_open'],
    ['after it was closed for want of an answer', { caseStatus: 'closed_no_response' }, 'reopen_too_late'],
    ['when it is a duplicate', { caseStatus: 'duplicate', duplicateOf: 'mastermaster' }, 'incident_duplicate'],
  ])('%s', (_, differences, code) => {
    expect(refused(reopen(closed(differences)))).toMatchObject({ kind: 'conflict', code })
  })

  test('by a reporter, nor a P1G by somebody who may not designate one', () => {
    const p2 = closed({ priority: 'P2' })
    const by = (incident: Incident, differences: Parameters<typeof around>[0]) =>
      refused(decideReopen(incident, BEFORE, AGAIN, { ...around({ now: START + 1, ...differences }), closedAt: START }))
        .code
    expect(by(p2, { role: 'reporter' })).toBe('case_role')
    expect(by(closed(), { plan: { ...DEFAULT_PLAN, p1gRole: 'lead' } })).toBe('p1g_designation')
  })
})

test('what a resolving update ended is known from what it changed', () => {
  const after = [
    { id: 'teams', impact: 'operational' },
    { id: 'sip', impact: 'degraded_performance' },
    { id: 'zoom', impact: 'operational' },
  ] as const
  const changes = [
    { id: 'teams', from: 'major_outage', to: 'operational' },
    { id: 'zoom', from: null, to: 'operational' },
  ] as const
  expect(unchanged(after, changes)).toEqual([
    { id: 'teams', impact: 'major_outage' },
    { id: 'sip', impact: 'degraded_performance' },
    { id: 'zoom', impact: 'operational' },
  ])
})
