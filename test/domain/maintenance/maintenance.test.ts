import { describe, expect, test } from 'vitest'
import {
  MAINTENANCE_STATES,
  MAINTENANCE_STEPS,
  MAINTENANCE_TRANSITIONS,
} from '../../../server/domain/maintenance/maintenance.ts'
import { leadDue, NOTICE_GRACE, noticeStanding, PAGE_ONLY } from '../../../server/domain/maintenance/notice-plan.ts'
import { inWakingHours } from '../../../server/domain/maintenance/unscheduled.ts'
import { type Day, lastDays, maintenanceIntervals, pastDays } from '../../../server/domain/platform/uptime.ts'
import { hours, instant } from '../../support/clock.ts'

test('the whole lifecycle', () => {
  const table = MAINTENANCE_STATES.map((state) => {
    const steps = MAINTENANCE_STEPS.flatMap((step) => {
      const to = MAINTENANCE_TRANSITIONS[state][step]
      return to ? [to === state ? step : `${step} → ${to}`] : []
    })
    return `${state}: ${steps.join(', ')}`
  })
  expect(table).toEqual([
    'planned: announce → announced, move, start → in_progress, cancel → cancelled',
    'announced: remind, move, start → in_progress, note, cancel → cancelled',
    'in_progress: note, extend, overrun, verify → verifying, complete → completed',
    'verifying: note, extend, overrun, resume → in_progress, complete → completed',
    'completed: follow_up',
    'cancelled: ',
  ])
})

describe('notices', () => {
  const denver = 'America/Denver'
  test('a week before is the same time on the wall, 24 hours before are 24 hours', () => {
    const afterAutumn = instant('2026-11-03T05:00:00Z')
    expect(new Date(leadDue(afterAutumn, 'P7D', denver)).toISOString()).toBe('2026-10-27T04:00:00.000Z')
    expect(leadDue(afterAutumn, 'PT24H', denver)).toBe(afterAutumn - hours(24))
  })

  test.each([
    ['ahead', null, 'pending', 0],
    ['ahead', null, 'pending', NOTICE_GRACE],
    ['late', null, 'pending', NOTICE_GRACE + 1],
    ['kept', NOTICE_GRACE, 'told', NOTICE_GRACE * 9],
    ['late', NOTICE_GRACE + 1, 'told', NOTICE_GRACE * 9],
    ['missed', null, 'missed', 0],
    ['withdrawn', null, 'withdrawn', 0],
  ] as const)('%s when told at %s and %s', (standing, toldAt, outcome, now) => {
    expect(noticeStanding({ key: 'start', dueAt: 0, toldAt, outcome }, now)).toBe(standing)
  })

  test.each([
    ['23:00 to 05:00', '2026-11-25T06:00:00Z', '2026-11-25T12:00:00Z', false],
    ['a minute into the morning', '2026-11-25T06:00:00Z', '2026-11-25T12:01:00Z', true],
    ['from 22:59', '2026-11-25T05:59:00Z', '2026-11-25T07:00:00Z', true],
    ['two nights and the day between', '2026-11-25T07:00:00Z', '2026-11-26T07:00:00Z', true],
    ['23:00 to 05:00 in summer', '2026-07-25T05:00:00Z', '2026-07-25T11:00:00Z', false],
  ])('%s in waking hours: %s–%s %s', (_, from, until, inside) => {
    expect(inWakingHours({ startsAt: instant(from), endsAt: instant(until) }, denver)).toBe(inside)
  })
})

describe('a platform while it is maintained', () => {
  const ran = {
    startsAt: hours(10),
    endsAt: hours(14),
    beganAt: hours(10),
    endedAt: hours(15),
    impact: 'under_maintenance',
    announcedAt: 0,
    originalDate: null,
    notices: PAGE_ONLY,
  } as const

  test('is under maintenance as long as it lasts, where there is impact', () => {
    expect(maintenanceIntervals([ran, { ...ran, endedAt: null }])).toEqual([
      { state: 'under_maintenance', from: hours(10), until: hours(15) },
      { state: 'under_maintenance', from: hours(10), until: null },
    ])
    expect(maintenanceIntervals([{ ...ran, impact: 'none' }])).toEqual([])
    expect(maintenanceIntervals([{ ...ran, beganAt: null, endedAt: null }])).toEqual([])
  })

  test.each(['under_maintenance', 'none'] as const)(
    'takes nothing from its uptime (impact: %s), and hides no incident that was posted meanwhile',
    (impact) => {
      const [day] = lastDays(0, 1, 'UTC')
      const days = [{ ...(day as Day), from: 0, until: hours(24) }]
      const record = { createdAt: 0, incidents: [], ran: [{ ...ran, impact }] }
      expect(pastDays(days, record, hours(20)).uptime).toBe(10_000)
      const incidents = [{ state: 'major_outage', from: hours(11), until: hours(13) }] as const
      expect(pastDays(days, { ...record, incidents }, hours(20)).uptime).toBe(9_000)
    },
  )
})
