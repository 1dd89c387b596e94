import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Affected } from '../../../server/domain/incident/incident.ts'
import { decideUpdate, type UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { HOUR, IMPACTS, PHASES, PRIORITIES } from '../../../server/domain/vocabulary.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { around, running } from '../../support/incidents.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const saying = (differences: Partial<UpdateCommand> = {}): UpdateCommand => ({
  body: 'News.',
  notify: true,
  ...differences,
})
const LATER = around({ now: START + minutes(50) })

describe('an update', () => {
  test('that says no more than its text keeps everything and promises anew', () => {
    const before = running()
    const { incident, promise, changes } = accepted(decideUpdate(before, saying(), LATER))
    expect(incident).toMatchObject({ ...before, nextUpdateDueAt: LATER.now + hours(1) })
    expect(promise).toEqual({ dueAt: LATER.now + hours(1), basis: 'cadence' })
    expect(changes).toEqual([])
  })

  test('moves the phase, also back', () => {
    for (const phase of ['identified', 'monitoring', 'investigating'] as const) {
      const { incident } = accepted(decideUpdate(running({ phase: 'monitoring' }), saying({ phase }), LATER))
      expect(incident).toMatchObject({ phase, caseStatus: 'in_progress', resolvedAt: null })
    }
  })

  test('that resolves closes the case and owes nothing more', () => {
    const before = running({ etr: START + hours(9), holdUntil: START + hours(9) })
    const { incident, promise } = accepted(decideUpdate(before, saying({ phase: 'resolved' }), LATER))
    expect(promise).toBeNull()
    expect(incident).toMatchObject({
      phase: 'resolved',
      caseStatus: 'closed',
      resolvedAt: LATER.now,
      nextUpdateDueAt: null,
      etr: null,
      holdUntil: null,
    })
  })

  test('keeps an estimate, also one that has passed, until there is a new one, it is withdrawn, or all rests on hold', () => {
    const estimate = (etr: number, command = saying()) =>
      accepted(decideUpdate(running({ etr }), command, LATER)).incident.etr
    expect(estimate(LATER.now + 1)).toBe(LATER.now + 1)
    expect(estimate(START)).toBe(START)
    expect(estimate(LATER.now + 1, saying({ etr: null }))).toBeNull()
    expect(estimate(LATER.now + 1, saying({ holdUntil: LATER.now + 9, reason: 'A part is awaited.' }))).toBeNull()
    expect(estimate(LATER.now + 1, saying({ etr: LATER.now + 2 }))).toBe(LATER.now + 2)
  })

  test('ends an estimate where the work is done, and takes no other', () => {
    for (const etr of [undefined, LATER.now + hours(2)]) {
      const command = saying({ caseStatus: 'resolved_follow_up', etr })
      const { incident, promise } = accepted(decideUpdate(running({ etr: LATER.now + hours(9) }), command, LATER))
      expect([incident.etr, promise?.basis]).toEqual([null, 'cadence'])
    }
  })

  test('ends a hold unless it states one again', () => {
    const held = running({ priority: 'P2', holdUntil: START + hours(9) })
    expect(accepted(decideUpdate(held, saying(), LATER)).incident.holdUntil).toBeNull()
    const again = saying({ holdUntil: START + hours(12), reason: 'Parts are late.' })
    const { incident, promise } = accepted(decideUpdate(held, again, LATER))
    expect(incident.holdUntil).toBe(START + hours(12))
    expect(promise).toEqual({ dueAt: START + hours(12), basis: 'hold' })
  })

  test("rests on the incident's vendor where a later time is named", () => {
    const later = saying({ nextUpdateBy: LATER.now + hours(4), reason: 'The carrier reports every four hours.' })
    const { promise } = accepted(decideUpdate(running({ priority: 'P1', vendor: 'Carrier' }), later, LATER))
    expect(promise?.basis).toBe('vendor')
  })

  test('changes only the platforms it names', () => {
    const before = running({
      affected: [
        { id: 'teams', impact: 'major_outage' },
        { id: 'sip', impact: 'degraded_performance' },
      ],
    })
    const platforms: Affected[] = [
      { id: 'sip', impact: 'operational' },
      { id: 'zoom', impact: 'partial_outage' },
      { id: 'teams', impact: 'major_outage' },
    ]
    const { incident, changes } = accepted(decideUpdate(before, saying({ platforms }), LATER))
    expect(incident.affected).toEqual([
      { id: 'teams', impact: 'major_outage' },
      { id: 'sip', impact: 'operational' },
      { id: 'zoom', impact: 'partial_outage' },
    ])
    expect(changes).toEqual([
      { id: 'sip', from: 'degraded_performance', to: 'operational' },
      { id: 'zoom', from: null, to: 'partial_outage' },
    ])
  })
})

describe('an update is refused', () => {
  test('once the incident is resolved', () => {
    const over = running({ phase: 'resolved', caseStatus: 'closed' })
    expect(refused(decideUpdate(over, saying(), LATER))).toMatchObject({ kind: 'conflict', code: 'incident_resolved' })
  })

  test.each([
    ['closed', null, 'is resolved. Reopen it, or open a new one'],
    ['closed_no_response', null, 'closed because nobody answered, and cannot be reopened'],
    ['duplicate', 'themastercase', 'closed as a duplicate: it goes on in "themastercase"'],
  ] as const)('once it is over, and says in which way: %s', (caseStatus, duplicateOf, says) => {
    const over = running({ phase: 'resolved', caseStatus, duplicateOf })
    expect(refused(decideUpdate(over, saying(), LATER)).detail).toContain(says)
  })

  test.each<[string, Partial<UpdateCommand>, string[]]>([
    ['for an unknown platform', { platforms: [{ id: 'fax', impact: 'operational' }] }, ['/platforms/0/id']],
    [
      'for a platform named twice',
      {
        platforms: [
          { id: 'sip', impact: 'operational' },
          { id: 'sip', impact: 'operational' },
        ],
      },
      ['/platforms/1/id'],
    ],
    [
      'when it would leave an open P1G without impact',
      { platforms: [{ id: 'teams', impact: 'operational' }] },
      ['/platforms'],
    ],
    ['for a promise in the past', { nextUpdateBy: START }, ['/nextUpdateBy']],
    ['for a promise beyond the hour', { nextUpdateBy: START + hours(3), reason: 'Agreed.' }, ['/nextUpdateBy']],
  ])('%s', (_, differences, pointers) => {
    expect(Object.keys(fieldsOf(decideUpdate(running(), saying(differences), LATER)))).toEqual(pointers)
  })

  test('but not for a P1G whose work is done, and whose customers are asked to confirm it', () => {
    const platforms: Affected[] = [{ id: 'teams', impact: 'operational' }]
    const done = accepted(decideUpdate(running(), saying({ caseStatus: 'resolved_follow_up', platforms }), LATER))
    const waiting = running(done.incident)
    expect(waiting).toMatchObject({ phase: 'monitoring', nextUpdateDueAt: LATER.now + HOUR })
    expect(decideUpdate(waiting, saying(), LATER).ok).toBe(true)
    expect(Object.keys(fieldsOf(decideUpdate(waiting, saying({ caseStatus: 'in_progress' }), LATER)))).toEqual([
      '/platforms',
    ])
  })

  test('but not for a P1G that resolves with everything working', () => {
    const command = saying({ phase: 'resolved', platforms: [{ id: 'teams', impact: 'operational' }] })
    expect(decideUpdate(running(), command, LATER).ok).toBe(true)
  })
})

describe('whatever an update says', () => {
  const instant = fc.option(fc.integer({ min: START, max: START + 50 * HOUR }), { nil: undefined })
  const impact = fc.constantFrom(...IMPACTS)
  const platforms = fc.uniqueArray(fc.record({ id: fc.constantFrom('teams', 'sip', 'zoom'), impact }), {
    selector: ({ id }) => id,
  })
  const command: fc.Arbitrary<UpdateCommand> = fc.record({
    body: fc.constant('x'),
    notify: fc.boolean(),
    phase: fc.option(fc.constantFrom(...PHASES), { nil: undefined }),
    platforms: fc.option(platforms, { nil: undefined }),
    nextUpdateBy: instant,
    etr: instant,
    holdUntil: instant,
    reason: fc.option(fc.string(), { nil: undefined }),
  })
  const incident = fc
    .record({ priority: fc.constantFrom(...PRIORITIES), affected: platforms, vendor: fc.option(fc.string()) })
    .map((differences) => running(differences))

  test('the incident owes an update exactly while it is open, and a P1G within the hour', () => {
    fc.assert(
      fc.property(incident, command, (before, said) => {
        const result = decideUpdate(before, said, LATER)
        if (!result.ok) return
        const { incident: after, promise } = result.value
        expect(promise === null).toBe(after.phase === 'resolved')
        expect(after.nextUpdateDueAt).toBe(promise?.dueAt ?? null)
        expect(after.resolvedAt === null).toBe(after.phase !== 'resolved')
        if (promise && after.priority === 'P1G') expect(promise.dueAt).toBeLessThanOrEqual(LATER.now + HOUR)
      }),
    )
  })

  test('platforms it names have the impact it says, all others the one they had, and the changes tell the difference', () => {
    fc.assert(
      fc.property(incident, command, (before, said) => {
        const result = decideUpdate(before, said, LATER)
        if (!result.ok) return
        const had = new Map(before.affected.map((a) => [a.id, a.impact]))
        const named = new Map((said.platforms ?? []).map((a) => [a.id, a.impact]))
        const has = new Map(result.value.incident.affected.map((a) => [a.id, a.impact]))
        expect(has).toEqual(new Map([...had, ...named]))
        expect(result.value.incident.affected).toHaveLength(has.size)
        for (const { id, from, to } of result.value.changes) {
          expect([from, to]).toEqual([had.get(id) ?? null, named.get(id)])
          expect(from).not.toBe(to)
        }
        const changed = [...named].filter(([id, to]) => had.get(id) !== to)
        expect(result.value.changes).toHaveLength(changed.length)
      }),
    )
  })

  test('saying it again changes no platform', () => {
    fc.assert(
      fc.property(incident, command, (before, said) => {
        const first = decideUpdate(before, { ...said, phase: undefined }, LATER)
        if (!first.ok) return
        const again = accepted(
          decideUpdate({ ...before, ...first.value.incident }, { ...said, phase: undefined }, LATER),
        )
        expect(again.changes).toEqual([])
        expect(again.incident.affected).toEqual(first.value.incident.affected)
      }),
    )
  })
})
