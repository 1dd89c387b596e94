import { describe, expect, test } from 'vitest'
import { momentsOf, nextMoment, type Pending, timeTags } from '../../../server/publish/documents/moments.ts'
import { minutes, START } from '../../support/clock.ts'

const NOTHING: Pending = {
  ...{
    zone: 'America/Denver',
    dueSoon: minutes(15),
    promises: [],
    reports: [],
    reopenable: [],
    shared: [],
    running: [],
    calledOff: [],
  },
  ...{ notices: [], hours: [], midnights: [] },
}
const DUE = 'promises report:2026-11 window:w'
const GRACE = minutes(5)

/** What changes, by how long after the start; the moments before and after each change nothing. */
function changes(pending: Partial<Pending>): Record<string, string> {
  const moments = momentsOf({ ...NOTHING, ...pending })
  return Object.fromEntries(moments.map(({ at, tags }) => [at - START, [...tags].sort().join(' ')]))
}

describe('time alone changes', () => {
  test('how a promise stands: when it is due soon, the moment after it was due, and after an estimate has passed', () => {
    const promises = [{ incident: 'i', dueAt: START, stated: [START + minutes(5)], platforms: ['fax', 'sip'] }]
    const standing = 'standing standing-of:i standing-on:fax standing-on:sip'
    expect(changes({ promises })).toEqual({
      [-minutes(15)]: standing,
      [minutes(5) + 1]: `overdue overdue-of:i overdue-on:fax overdue-on:sip ${standing}`,
      1: `overdue overdue-of:i overdue-on:fax overdue-on:sip report:2026-11 ${standing}`,
    })
  })

  test('that the promise of a report is broken, the moment after it was due, wherever that shows', () => {
    const reports = [{ incident: 'i', dueAt: START, platforms: ['fax'] }]
    expect(changes({ reports })).toEqual({ 1: 'overdue overdue-of:i overdue-on:fax report:2026-11 standing-of:i' })
  })

  test('that a closed case can no longer be reopened, the moment after, wherever that shows', () => {
    const reopenable = [{ incident: 'i', until: START, platforms: ['fax'] }]
    expect(changes({ reopenable })).toEqual({ 1: 'overdue overdue-of:i overdue-on:fax standing-of:i' })
  })

  test.each([
    ['hand', 0],
    ['clock', GRACE],
  ] as const)('that a window overruns, which is ended by %s, after its grace', (endsBy, grace) => {
    const running = [
      { id: 'w', state: 'in_progress' as const, endsAt: START, endsBy, platforms: ['fax'], months: ['2026-11'] },
    ]
    expect(changes({ running })).toEqual({
      [grace + 1]: 'history history:2026-11 overrun report:2026-11 window:w windows-on:fax',
    })
  })

  test('that a window which was called off would have begun', () => {
    expect(changes({ calledOff: [{ startsAt: START }] })).toEqual({ 0: 'maintenance' })
  })

  test('how a notice stands: early until it is due, and late after its grace if nobody was told', () => {
    const notice = { key: 'P7D', dueAt: START, toldAt: null, maintenanceId: 'w' }
    const about = (outcome: 'pending' | 'told' | 'withdrawn') => changes({ notices: [{ ...notice, outcome }] })
    expect(about('pending')).toEqual({ 1: DUE, [GRACE + 1]: DUE })
    expect(about('told')).toEqual({ 1: DUE })
    expect(about('withdrawn')).toEqual({})
  })

  test('whether the desk is open', () => {
    expect(changes({ hours: [START] })).toEqual({ 0: 'hours' })
  })

  test('the day, and with it what says "tomorrow", what comes into sight, and perhaps the month', () => {
    const midnight = { at: START, months: ['2026-11'], open: ['i'], inSight: ['w'] }
    expect(changes({ midnights: [{ ...midnight, newMonth: false }] })).toEqual({
      0: 'day history history:2026-11 report:2026-11 standing-of:i window:w',
    })
    expect(changes({ midnights: [{ ...midnight, newMonth: true }] })).toEqual({
      0: 'day history history:2026-11 months report:2026-11 standing-of:i window:w',
    })
  })
})

describe('of some moments', () => {
  const moments = [
    { at: START + 2, tags: ['hours' as const] },
    { at: START, tags: ['day' as const] },
    { at: START + 1, tags: ['standing' as const] },
  ]

  test('those count that came since the last look, the present included', () => {
    expect([...timeTags(moments, START - 1, START)]).toEqual(['day'])
    expect([...timeTags(moments, START, START + 1)]).toEqual(['standing'])
    expect([...timeTags(moments, START - 1, START + 2)]).toEqual(['hours', 'day', 'standing'])
    expect([...timeTags(moments, START + 2, START + 9)]).toEqual([])
  })

  test('the next is the earliest to come', () => {
    expect(nextMoment(moments, START - 9)).toBe(START)
    expect(nextMoment(moments, START)).toBe(START + 1)
    expect(nextMoment(moments, START + 2)).toBe(Number.POSITIVE_INFINITY)
  })
})
