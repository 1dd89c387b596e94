import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ledgerBetween, ledgerOf, type PromisingUpdate, type Timeline } from '../../../server/domain/promise/ledger.ts'
import { summarise, summariseByIncident, summariseByMonth } from '../../../server/domain/promise/summary.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { hours, instant, minutes, START } from '../../support/clock.ts'

/** An update at minute `at` that promises the next by minute `due`; null: it resolves. */
function update(id: string, at: number, due: number | null): PromisingUpdate {
  const dueAt = due === null ? null : START + minutes(due)
  return {
    id,
    at: START + minutes(at),
    priority: 'P1G',
    dueAt,
    basis: dueAt === null ? null : 'cadence',
    reportDueAt: null,
  }
}

/** Opened five minutes before the first word, which was promised within fifteen. */
function timeline(...updates: PromisingUpdate[]): Timeline {
  return {
    incidentId: 'incident',
    title: 'Calls fail',
    openedAt: START - minutes(5),
    responseDueAt: START + minutes(10),
    responseUnder: null,
    updates,
    reportedAt: null,
  }
}

const states = (told: Timeline, now: number) =>
  ledgerOf(told, START + minutes(now)).map(({ id, state, lateness }) => [id, state, lateness / minutes(1)])

describe('the ledger of an incident', () => {
  const told = timeline(update('u1', 0, 60), update('u2', 60, 120), update('u3', 140, 200), update('u4', 150, null))

  test('has its first response and every promise of a next update, kept or late', () => {
    expect(states(told, 500)).toEqual([
      ['incident', 'kept', 0],
      ['u1', 'kept', 0],
      ['u2', 'late', 20],
      ['u3', 'kept', 0],
    ])
  })

  test('has one promise open while the incident is, and it is overdue from the moment after its time', () => {
    const open = timeline(update('u1', 0, 60))
    expect(states(open, 60).at(-1)).toEqual(['u1', 'open', 0])
    expect(ledgerOf(open, START + minutes(60) + 1).at(-1)).toMatchObject({
      state: 'overdue',
      lateness: 1,
      keptAt: null,
    })
    expect(states(open, 95).at(-1)).toEqual(['u1', 'overdue', 35])
  })

  test('counts no report twice: one that was there before leaves a later resolution nothing to promise', () => {
    const resolved = (id: string, at: number) => ({ ...update(id, at, null), reportDueAt: START + hours(100) })
    const told = timeline(resolved('u1', 0), update('u2', 90, 150), resolved('u3', 120))
    const reports = ledgerOf({ ...told, reportedAt: START + minutes(60) }, START + hours(200)).filter(
      ({ kind }) => kind === 'report',
    )
    expect(reports.map(({ id, state }) => [id, state])).toEqual([['u1', 'kept']])
  })

  test('tells all that became of a promise', () => {
    expect(ledgerOf(told, START + hours(9))[2]).toEqual({
      id: 'u2',
      incidentId: 'incident',
      title: 'Calls fail',
      priority: 'P1G',
      kind: 'next_update',
      basis: 'cadence',
      madeAt: START + minutes(60),
      dueAt: START + minutes(120),
      keptAt: START + minutes(140),
      state: 'late',
      lateness: minutes(20),
      waited: minutes(80),
    })
  })

  test('counts the first response from when the case was opened', () => {
    expect(ledgerOf({ ...told, responseUnder: 'P2' }, START)[0]).toMatchObject({
      kind: 'first_response',
      priority: 'P2',
    })
    const late = { ...told, openedAt: START - minutes(40), responseDueAt: START - minutes(25) }
    expect(ledgerOf(late, START)[0]).toMatchObject({
      id: 'incident',
      kind: 'first_response',
      state: 'late',
      lateness: minutes(25),
      waited: minutes(40),
    })
    expect(ledgerOf({ ...told, responseDueAt: null }, START)[0]?.kind).toBe('next_update')
  })

  test('does not count the time in which a closed case rested', () => {
    const reopened = timeline(
      update('u1', 0, 60),
      update('u2', 30, null),
      update('u3', 3000, 3060),
      update('u4', 3050, null),
    )
    expect(states(reopened, 9999)).toEqual([
      ['incident', 'kept', 0],
      ['u1', 'kept', 0],
      ['u3', 'kept', 0],
    ])
  })
})

describe('a summary', () => {
  const told = timeline(update('u1', 0, 60), update('u2', 60, 120), update('u3', 140, 200))

  test('adds up', () => {
    expect(summarise(ledgerOf(told, START + minutes(230)))).toEqual({
      due: 4,
      kept: 2,
      late: 1,
      overdue: 1,
      open: 0,
      worstLateness: minutes(30),
      worstGap: minutes(90),
      firstResponse: { due: 1, kept: 1, late: 0, slowest: minutes(5) },
    })
    expect(summarise(ledgerOf(told, START + minutes(150)))).toMatchObject({
      due: 3,
      open: 1,
      worstLateness: minutes(20),
    })
  })

  test('counts a first response that came late, and does not take the wait for it for a gap', () => {
    const slow = { ...timeline(update('u1', 0, 30), update('u2', 30, null)), openedAt: START - minutes(45) }
    expect(summarise(ledgerOf({ ...slow, responseDueAt: START - minutes(30) }, START + minutes(60)))).toMatchObject({
      due: 2,
      kept: 1,
      late: 1,
      worstGap: minutes(30),
      firstResponse: { due: 1, kept: 0, late: 1, slowest: minutes(45) },
    })
  })

  test('of nothing says nothing', () => {
    expect(summarise([])).toMatchObject({ due: 0, worstGap: null, firstResponse: { due: 0, slowest: null } })
  })

  test('belongs to the month, in the provider’s zone, in which the promise was due', () => {
    const at = instant('2026-11-30T23:30:00-07:00')
    const promise = { ...update('u1', 0, 0), at, dueAt: at + minutes(29) }
    const next = { ...promise, id: 'u2', at: at + minutes(10), dueAt: at + minutes(31) }
    const entries = ledgerOf({ ...timeline(promise, next), responseDueAt: null }, at + minutes(20))
    const months = summariseByMonth(entries, 'America/Denver').map(({ month, summary }) => [month, summary.kept])
    expect(months).toEqual([
      ['2026-12', 0],
      ['2026-11', 1],
    ])
    expect(summariseByMonth(entries, 'UTC').map(({ month }) => month)).toEqual(['2026-12'])
  })

  test('can be had per incident', () => {
    const other = { ...timeline(update('v1', 0, 60)), incidentId: 'other' }
    const entries = [...ledgerOf(told, START), ...ledgerOf(other, START)]
    expect(summariseByIncident(entries).map(({ incidentId }) => incidentId)).toEqual(['incident', 'other'])
  })
})

test('the ledger of a time holds what was due in it, its end excluded, by due time', () => {
  const told = timeline(update('u1', 0, 60), update('u2', 60, 120), update('u3', 110, 180))
  const between = (from: number, to: number) =>
    ledgerBetween([told], { from: START + minutes(from), to: START + minutes(to) }, START + hours(9)).map((e) => e.id)
  expect(between(0, 180)).toEqual(['incident', 'u1', 'u2'])
  expect(between(60, 61)).toEqual(['u1'])
  expect(between(180, 999)).toEqual(['u3'])
})

test('across both nights the clocks change an hour is an hour', () => {
  for (const night of ['2026-03-08T08:30:00Z', '2026-11-01T07:30:00Z']) {
    const at = instant(night)
    const updates = [0, 1, 2, 3].map((n) => ({
      ...update(`u${n}`, 0, 0),
      at: at + n * HOUR,
      dueAt: at + (n + 1) * HOUR,
    }))
    const entries = ledgerOf({ ...timeline(...updates), responseDueAt: null }, at + 4 * HOUR)
    expect(entries.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept', 'open'])
  }
})

test('however updates fall, every promise is in exactly one state and due adds up', () => {
  const gaps = fc.array(fc.record({ wait: fc.nat(300), promise: fc.option(fc.integer({ min: 1, max: 200 })) }), {
    minLength: 1,
    maxLength: 20,
  })
  fc.assert(
    fc.property(gaps, fc.nat(500), (steps, rest) => {
      let at = 0
      const updates = steps.map(({ wait, promise }, index) => {
        at += wait
        return update(`u${index}`, at, promise === null ? null : at + promise)
      })
      const entries = ledgerOf(timeline(...updates), START + minutes(at + rest))
      const { due, kept, late, overdue, open } = summarise(entries)
      expect(due + open).toBe(entries.length)
      expect(kept + late + overdue).toBe(due)
      expect(open + overdue).toBe(updates.at(-1)?.dueAt === null ? 0 : 1)
      for (const entry of entries) {
        expect(entry.lateness > 0).toBe(entry.state === 'late' || entry.state === 'overdue')
        expect(entry.keptAt === null).toBe(entry.state === 'open' || entry.state === 'overdue')
      }
    }),
  )
})
