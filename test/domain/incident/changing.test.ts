import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChangeCommand, decideChange } from '../../../server/domain/incident/changing.ts'
import type { Incident } from '../../../server/domain/incident/incident.ts'
import { PROMISE_BASES, type PromiseBasis } from '../../../server/domain/promise/promise.ts'
import { DAY, HOUR, PRIORITIES } from '../../../server/domain/vocabulary.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { around, running } from '../../support/incidents.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const LATER = around({ now: START + minutes(30) })
const REASON = 'Several organisations report it.'
const change = (
  incident: Parameters<typeof decideChange>[0],
  command: ChangeCommand,
  by = LATER,
  basis: PromiseBasis = 'cadence',
) => decideChange(incident, command, { at: START, basis }, by)

describe('changing an incident', () => {
  test('takes a new title and vendor, and leaves the rest', () => {
    const { id: _, ...before } = running({ vendor: 'Carrier' })
    expect(accepted(change(running({ vendor: 'Carrier' }), { title: 'Calls fail' }))).toEqual({
      ...before,
      title: 'Calls fail',
    })
    expect(accepted(change(running(), { vendor: 'Carrier' })).vendor).toBe('Carrier')
    expect(accepted(change(running({ vendor: 'Carrier' }), { vendor: null })).vendor).toBeNull()
  })

  test('to the priority it has needs no reason and moves no promise', () => {
    expect(accepted(change(running({ nextUpdateDueAt: START + 1 }), { priority: 'P1G' })).nextUpdateDueAt).toBe(
      START + 1,
    )
  })

  test('to another priority needs a reason', () => {
    expect(fieldsOf(change(running(), { priority: 'P2' }))).toEqual({
      '/reason': 'A change of priority needs a reason.',
    })
  })
})

describe('raising to a P1G', () => {
  const lesser = running({ priority: 'P2', nextUpdateDueAt: START + hours(2) })

  test('brings the promise forward to an hour after the last update', () => {
    expect(accepted(change(lesser, { priority: 'P1G', reason: REASON }))).toMatchObject({
      priority: 'P1G',
      nextUpdateDueAt: START + hours(1),
    })
  })

  test('makes an update due now that would have been due before, and breaks no promise by that', () => {
    const waiting = running({ priority: 'P4', nextUpdateDueAt: START + hours(48) })
    const now = START + hours(5)
    const raised = accepted(change(waiting, { priority: 'P1G', reason: REASON }, around({ now })))
    expect(raised.nextUpdateDueAt).toBe(now)
  })

  test('cuts short a promise that an estimate had extended', () => {
    const waiting = running({ priority: 'P1', etr: START + hours(9), nextUpdateDueAt: START + hours(9) })
    expect(accepted(change(waiting, { priority: 'P1G', reason: REASON })).nextUpdateDueAt).toBe(START + hours(1))
  })

  test('keeps an earlier promise', () => {
    const soon = running({ priority: 'P2', nextUpdateDueAt: START + minutes(10) })
    expect(accepted(change(soon, { priority: 'P1G', reason: REASON })).nextUpdateDueAt).toBe(START + minutes(10))
  })

  test('is for CSS alone', () => {
    const result = change(lesser, { priority: 'P1G', reason: REASON }, around({ role: 'reporter' }))
    expect(refused(result)).toMatchObject({ kind: 'forbidden', code: 'p1g_designation' })
  })

  test('needs a platform that does not work', () => {
    const harmless = running({ priority: 'P2', affected: [{ id: 'teams', impact: 'operational' }] })
    expect(Object.keys(fieldsOf(change(harmless, { priority: 'P1G', reason: REASON })))).toEqual(['/platforms'])
  })
})

describe('lowering a P1G', () => {
  test('is for CSS alone too', () => {
    const result = change(running(), { priority: 'P2', reason: 'One customer only.' }, around({ role: 'reporter' }))
    expect(refused(result)).toMatchObject({ kind: 'forbidden', code: 'p1g_designation' })
  })

  test('breaks no promise already made', () => {
    expect(accepted(change(running(), { priority: 'P3', reason: 'One user only.', confirmed: true }))).toMatchObject({
      priority: 'P3',
      nextUpdateDueAt: START + hours(1),
    })
  })
})

describe('lowering to what concerns one organisation', () => {
  const lower = (priority: 'P2' | 'P3', rest: Partial<ChangeCommand>, before = running({ priority })) =>
    change(before, { priority: 'P4', reason: 'One user.', ...rest })

  test('has to be confirmed, as if it were opened, once', () => {
    expect(Object.keys(fieldsOf(lower('P2', {})))).toEqual(['/confirmed'])
    expect(accepted(lower('P2', { confirmed: true })).priority).toBe('P4')
    expect(accepted(lower('P3', {})).priority).toBe('P4')
    expect(accepted(lower('P2', {}, running({ priority: 'P2', drill: true }))).priority).toBe('P4')
  })
})

describe('a time that was stated with a reason', () => {
  const stated = PROMISE_BASES.filter((basis) => basis !== 'cadence' && basis !== 'earlier')
  const held = running({ priority: 'P1', holdUntil: START + 4 * DAY, nextUpdateDueAt: START + 4 * DAY })

  test.each(stated)('stands below P1G, whatever the priority becomes: %s', (basis) => {
    for (const priority of ['P2', 'P3', 'P4'] as const) {
      const after = accepted(change(held, { priority, reason: 'One floor.', confirmed: true }, LATER, basis))
      expect(after).toMatchObject({ priority, nextUpdateDueAt: START + 4 * DAY, holdUntil: START + 4 * DAY })
    }
    const minor = { ...held, priority: 'P3' as const }
    expect(accepted(change(minor, { priority: 'P1', reason: REASON }, LATER, basis)).nextUpdateDueAt).toBe(
      START + 4 * DAY,
    )
  })

  test.each(stated)('is cut to the hour by a P1G, and still told: %s', (basis) => {
    expect(accepted(change(held, { priority: 'P1G', reason: REASON }, LATER, basis))).toMatchObject({
      nextUpdateDueAt: START + HOUR,
      holdUntil: START + 4 * DAY,
    })
  })
})

test('a P1G whose work is done may be one, though every platform works', () => {
  const done = running({
    ...{ priority: 'P1', caseStatus: 'resolved_follow_up', phase: 'monitoring' },
    affected: [{ id: 'teams', impact: 'operational' }],
  })
  expect(accepted(change(done, { priority: 'P1G', reason: REASON })).priority).toBe('P1G')
})

test('a resolved incident may be given its right priority and owes nothing for it', () => {
  const over = running({ priority: 'P2', phase: 'resolved', resolvedAt: START, nextUpdateDueAt: null, affected: [] })
  expect(accepted(change(over, { priority: 'P1', reason: REASON }))).toMatchObject({
    priority: 'P1',
    nextUpdateDueAt: null,
  })
  expect(accepted(change({ ...over, priority: 'P1G' }, { priority: 'P1', reason: REASON })).priority).toBe('P1')
})

test('what is over becomes no P1G any more: it would promise attention that nobody gives', () => {
  const over = running({ priority: 'P2', phase: 'resolved', resolvedAt: START, nextUpdateDueAt: null })
  expect(refused(change(over, { priority: 'P1G', reason: REASON }))).toMatchObject({
    kind: 'conflict',
    code: 'incident_resolved',
    detail: expect.stringContaining(`Open a new P1G with relatedTo "${over.id}"`),
  })
  const why = (rest: Partial<Incident>) =>
    refused(change({ ...over, ...rest }, { priority: 'P1G', reason: REASON })).detail
  expect(why({ caseStatus: 'closed_no_response' })).toContain('nobody answered')
  expect(why({ caseStatus: 'duplicate', duplicateOf: 'themastercase' })).toContain('goes on in "themastercase"')
})

test('no change of priority ever lets anyone wait longer, and none beyond the hour of a P1G', () => {
  const priority = fc.constantFrom(...PRIORITIES)
  fc.assert(
    fc.property(priority, priority, fc.integer({ min: START + 1, max: START + 99 * HOUR }), (from, to, dueAt) => {
      const after = accepted(
        change(running({ priority: from, nextUpdateDueAt: dueAt }), { priority: to, reason: REASON, confirmed: true }),
      )
      expect(after.nextUpdateDueAt).toBeLessThanOrEqual(dueAt)
      if (to === 'P1G' && from !== 'P1G') expect(after.nextUpdateDueAt).toBeLessThanOrEqual(START + HOUR)
    }),
  )
})
