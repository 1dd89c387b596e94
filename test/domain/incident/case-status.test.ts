import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CASE_COMMANDS, type CaseRequest, nextCase, transitions } from '../../../server/domain/incident/case-status.ts'
import { decideUpdate } from '../../../server/domain/incident/updating.ts'
import { CASE_STATUSES, type CaseStatus, PHASES, type Phase, ROLES } from '../../../server/domain/vocabulary.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { around, running } from '../../support/incidents.ts'
import { randomCases } from '../../support/random-cases.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const OVER: readonly CaseStatus[] = ['closed', 'closed_no_response', 'duplicate']
const ACTIVE = CASE_STATUSES.filter((status) => !OVER.includes(status))
const HOLD = { holdUntil: START + hours(4), reason: 'Parts arrive then.' }
const from = (caseStatus: CaseStatus, request: CaseRequest, phase: Phase = 'identified') =>
  nextCase({ caseStatus, phase: caseStatus === 'resolved_follow_up' ? 'monitoring' : phase }, request, 'agent')

test('the whole table of case statuses, for people to read and correct', async () => {
  await expect(printed()).toMatchFileSnapshot('case-table.txt')
})

describe('an update that names no status', () => {
  test.each<[CaseStatus, CaseStatus]>([
    ['new', 'in_progress'],
    ['in_progress', 'in_progress'],
    ['on_hold', 'in_progress'],
    ['shipping', 'shipping'],
    ['resolved_follow_up', 'resolved_follow_up'],
    ['customer_reopened', 'customer_reopened'],
  ])('takes a case that is %s to %s', (before, after) => {
    expect(accepted(from(before, {})).caseStatus).toBe(after)
  })

  test('closes the case where it resolves, holds it where it says until when, and goes back to work where it says so', () => {
    expect(accepted(from('shipping', { phase: 'resolved' }))).toEqual({ caseStatus: 'closed', phase: 'resolved' })
    expect(accepted(from('in_progress', HOLD))).toEqual({ caseStatus: 'on_hold', phase: 'identified' })
    for (const phase of ['investigating', 'identified'] as const) {
      expect(accepted(from('resolved_follow_up', { phase }))).toEqual({ caseStatus: 'in_progress', phase })
    }
  })
})

describe('hardware that was on its way', () => {
  test('has arrived where what it does is watched from now on', () => {
    const arrived = { caseStatus: 'in_progress', phase: 'monitoring' }
    expect(accepted(from('shipping', { phase: 'monitoring' }))).toEqual(arrived)
    expect(accepted(from('shipping', { phase: 'monitoring' }, 'monitoring'))).toEqual(arrived)
    expect(accepted(from('shipping', { phase: 'identified' }))).toMatchObject({ caseStatus: 'shipping' })
  })

  test('is still so where that is said, and where nothing new is', () => {
    const watched = { caseStatus: 'shipping', phase: 'monitoring' }
    expect(accepted(from('shipping', { phase: 'monitoring', caseStatus: 'shipping' }))).toEqual(watched)
    expect(accepted(from('shipping', {}, 'monitoring'))).toEqual(watched)
  })
})

describe('a named status', () => {
  test('says what it needs', () => {
    expect(fieldsOf(from('in_progress', { caseStatus: 'on_hold' }))).toEqual({
      '/holdUntil': 'A case on hold needs holdUntil.',
      '/reason': 'A case on hold needs a reason.',
    })
    expect(Object.keys(fieldsOf(from('in_progress', { caseStatus: 'duplicate' })))).toEqual(['/duplicateOf'])
    expect(Object.keys(fieldsOf(from('in_progress', { holdUntil: START + hours(4) })))).toEqual(['/reason'])
  })

  test('does not carry what belongs to another', () => {
    expect(Object.keys(fieldsOf(from('in_progress', { caseStatus: 'shipping', ...HOLD })))).toEqual(['/holdUntil'])
    expect(Object.keys(fieldsOf(from('in_progress', { caseStatus: 'closed', duplicateOf: 'x' })))).toEqual([
      '/duplicateOf',
    ])
  })

  test('brings its phase, and is refused beside another one', () => {
    expect(accepted(from('in_progress', { caseStatus: 'resolved_follow_up' })).phase).toBe('monitoring')
    expect(accepted(from('in_progress', { caseStatus: 'closed' })).phase).toBe('resolved')
    expect(accepted(from('resolved_follow_up', { caseStatus: 'customer_reopened' })).phase).toBe('investigating')
    expect(accepted(from('resolved_follow_up', { caseStatus: 'customer_reopened', phase: 'identified' })).phase).toBe(
      'identified',
    )
    for (const [caseStatus, phase] of [
      ['resolved_follow_up', 'investigating'],
      ['closed', 'monitoring'],
      ['closed_no_response', 'identified'],
      ['in_progress', 'resolved'],
    ] as const) {
      expect(Object.keys(fieldsOf(from('in_progress', { caseStatus, phase })))).toEqual(['/phase'])
    }
  })

  test('that cannot be reached from here is refused, with those that can', () => {
    expect(refused(from('in_progress', { caseStatus: 'new' }))).toMatchObject({
      kind: 'conflict',
      code: 'case_transition',
      detail:
        'A case that is in_progress cannot become new by an update. From here: in_progress, on_hold, shipping, resolved_follow_up, closed, closed_no_response, duplicate.',
    })
    expect(refused(from('in_progress', { caseStatus: 'customer_reopened' })).code).toBe('case_transition')
    expect(refused(from('new', { caseStatus: 'closed_no_response' })).code).toBe('case_transition')
  })

  test.each(OVER)('changes nothing about a case that is %s', (status) => {
    for (const caseStatus of CASE_STATUSES.filter((other) => other !== 'customer_reopened')) {
      expect(from(status, { caseStatus, ...HOLD, duplicateOf: 'x' }).ok).toBe(false)
    }
  })

  test('is for agents and above', () => {
    const request = { caseStatus: 'shipping' } as const
    for (const role of ROLES) {
      expect(nextCase({ caseStatus: 'in_progress', phase: 'identified' }, request, role).ok).toBe(role !== 'reporter')
    }
  })
})

test('whatever an update says, an active case is shown as open and a closed one as resolved', () => {
  const request = fc.record({
    phase: fc.option(fc.constantFrom(...PHASES), { nil: undefined }),
    caseStatus: fc.option(fc.constantFrom(...CASE_STATUSES), { nil: undefined }),
    holdUntil: fc.option(fc.constant(START + hours(2)), { nil: undefined }),
    reason: fc.option(fc.constant('Because.'), { nil: undefined }),
    duplicateOf: fc.option(fc.constant('x'), { nil: undefined }),
  })
  const openPhase = fc.constantFrom(...PHASES.filter((phase) => phase !== 'resolved'))
  fc.assert(
    fc.property(fc.constantFrom(...ACTIVE), openPhase, request, (status, phase, said) => {
      const result = from(status, said, phase)
      if (!result.ok) return
      const after = result.value
      expect(after.phase === 'resolved').toBe(OVER.includes(after.caseStatus))
      if (after.caseStatus === 'resolved_follow_up') expect(after.phase).toBe('monitoring')
      expect(after.caseStatus === 'on_hold').toBe(said.holdUntil !== undefined)
      expect(after.caseStatus === 'duplicate').toBe(said.duplicateOf !== undefined)
      if (said.caseStatus) expect(after.caseStatus).toBe(said.caseStatus)
      if (said.phase) expect(after.phase).toBe(said.phase)
    }),
    randomCases(2000),
  )
})

describe('a duplicate', () => {
  const command = { body: 'One and the same.', notify: true, duplicateOf: 'mastermaster' }
  const master = running({ id: 'mastermaster' })
  const pointing = (other: typeof master | null, named = command) =>
    decideUpdate(running(), named, around({ now: START + minutes(5), other }))

  test('of an open incident closes and owes nothing', () => {
    expect(accepted(pointing(master))).toMatchObject({
      incident: { caseStatus: 'duplicate', phase: 'resolved', duplicateOf: 'mastermaster', nextUpdateDueAt: null },
      promise: null,
    })
  })

  test.each([
    ['nothing', null],
    ['a resolved incident', running({ id: 'mastermaster', phase: 'resolved', caseStatus: 'closed' })],
    ['another duplicate', running({ id: 'mastermaster', duplicateOf: 'thirdthirdid' })],
    ['a drill', running({ id: 'mastermaster', drill: true })],
  ])('of %s is refused', (_, other) => {
    expect(Object.keys(fieldsOf(pointing(other)))).toEqual(['/duplicateOf'])
  })

  test('of itself is refused', () => {
    expect(fieldsOf(pointing(running(), { ...command, duplicateOf: running().id }))).toEqual({
      '/duplicateOf': 'An incident cannot be a duplicate of itself.',
    })
  })
})

test('work that awaits its confirmation still owes updates, a P1G by the hour', () => {
  const command = { body: 'Repaired.', notify: true, caseStatus: 'resolved_follow_up' } as const
  expect(accepted(decideUpdate(running(), command, around())).promise).toEqual({
    dueAt: START + hours(1),
    basis: 'cadence',
  })
})

test('a P1G on hold shows it, and the hour stands', () => {
  const command = { body: 'Waiting.', notify: true, caseStatus: 'on_hold', ...HOLD } as const
  const { incident } = accepted(decideUpdate(running(), command, around()))
  expect(incident).toMatchObject({
    caseStatus: 'on_hold',
    holdUntil: HOLD.holdUntil,
    nextUpdateDueAt: START + hours(1),
  })
})

/** Every status × command as text: what it becomes, by whom, with what, and what the public sees. */
function printed(): string {
  const heading = ['from', 'command', 'becomes', 'who', 'with', 'phase']
  const rows = CASE_STATUSES.flatMap((status) => {
    const moves = CASE_COMMANDS.flatMap((command) => {
      const move = transitions[status][command]
      return move ? [[status, command, move.to, move.who, move.needs.join(', ') || '-', move.phase]] : []
    })
    return moves.length > 0 ? moves : [[status, '-', 'stays for ever', '-', '-', 'resolved']]
  })
  const widths = heading.map((title, column) =>
    Math.max(...[heading, ...rows].map((row) => (row[column] ?? title).length)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const ruled = rows.map((row, index) => (row[0] === rows[index - 1]?.[0] ? ['', ...row.slice(1)] : row))
  return `${[heading, widths.map((width) => '-'.repeat(width)), ...ruled].map(line).join('\n')}\n`
}
