import { describe, expect, test } from 'vitest'
import { decideOpen, type OpenCommand } from '../../../server/domain/incident/opening.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { PHASES, PRIORITIES, ROLES } from '../../../server/domain/vocabulary.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { around, opening, running } from '../../support/incidents.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

describe('opening an incident', () => {
  test('begins it as stated, with the promise of its priority', () => {
    expect(accepted(decideOpen(opening(), around()))).toEqual({
      incident: {
        title: 'Calls to Teams fail',
        priority: 'P1G',
        phase: 'investigating',
        caseStatus: 'in_progress',
        caseNumber: null,
        vendor: null,
        openedAt: START,
        startedAt: null,
        resolvedAt: null,
        nextUpdateDueAt: START + hours(1),
        etr: null,
        holdUntil: null,
        drill: false,
        affected: [{ id: 'teams', impact: 'major_outage' }],
      },
      promise: { dueAt: START + hours(1), basis: 'cadence' },
      reportDueAt: null,
      changes: [{ id: 'teams', from: null, to: 'major_outage' }],
    })
  })

  test('may say that it began this very moment', () => {
    const now = accepted(decideOpen(opening({ openedAt: START, startedAt: START }), around()))
    expect(now.incident).toMatchObject({ openedAt: START, startedAt: START })
  })

  test('may name an incident that readers of this one may read', () => {
    const related = (drill: boolean, otherDrill: boolean) => {
      const other = running({ drill: otherDrill })
      return decideOpen(opening({ drill, relatedTo: other.id }), around({ other })).ok
    }
    expect([related(false, false), related(true, true)]).toEqual([true, true])
    expect([related(false, true), related(true, false)]).toEqual([false, false])
  })

  test('keeps everything else staff state', () => {
    const command = opening({
      priority: 'P2',
      caseNumber: 'CS-1042',
      vendor: 'Carrier',
      openedAt: START - minutes(20),
      startedAt: START - hours(2),
      drill: true,
      platforms: [
        { id: 'sip', impact: 'operational' },
        { id: 'zoom', impact: 'partial_outage' },
      ],
      update: { body: 'x', phase: 'identified', etr: START + hours(6), holdUntil: START + hours(3), reason: 'Parts.' },
    })
    const { incident, promise, changes } = accepted(decideOpen(command, around()))
    expect(incident).toMatchObject({
      caseNumber: 'CS-1042',
      vendor: 'Carrier',
      openedAt: START - minutes(20),
      startedAt: START - hours(2),
      phase: 'identified',
      etr: START + hours(6),
      holdUntil: START + hours(3),
      nextUpdateDueAt: START + hours(6),
      drill: true,
      affected: command.platforms,
    })
    expect(promise).toEqual({ dueAt: START + hours(6), basis: 'etr' })
    expect(changes).toEqual([
      { id: 'sip', from: null, to: 'operational' },
      { id: 'zoom', from: null, to: 'partial_outage' },
    ])
  })

  test('that is over already owes nothing', () => {
    const update = { body: 'It was a short one.', phase: 'resolved', etr: START + 1, holdUntil: START + 1 } as const
    const { incident, promise } = accepted(decideOpen(opening({ update, platforms: [] }), around()))
    expect(promise).toBeNull()
    expect(incident).toMatchObject({
      phase: 'resolved',
      caseStatus: 'closed',
      resolvedAt: START,
      nextUpdateDueAt: null,
      etr: null,
      holdUntil: null,
    })
  })
})

describe('only CSS designates a P1G', () => {
  test.each(ROLES)('may a %s?', (role) => {
    expect(decideOpen(opening(), around({ role })).ok).toBe(role !== 'reporter')
  })

  test('and nobody below the lead where the plan says so', () => {
    const plan = { ...DEFAULT_PLAN, p1gRole: 'lead' } as const
    expect(refused(decideOpen(opening(), around({ plan, role: 'agent' })))).toMatchObject({
      kind: 'forbidden',
      code: 'p1g_designation',
      detail: 'Only lead and above may designate or withdraw a P1G.',
    })
    expect(decideOpen(opening(), around({ plan, role: 'lead' })).ok).toBe(true)
  })

  test('while any other priority is open to all staff', () => {
    for (const priority of PRIORITIES.filter((p) => p !== 'P1G')) {
      expect(decideOpen(opening({ priority, confirmed: true }), around({ role: 'reporter' })).ok).toBe(true)
    }
  })
})

describe('what concerns one organisation becomes public only by intent', () => {
  test.each([
    ['P1G', true],
    ['P1', true],
    ['P2', true],
    ['P3', false],
    ['P4', false],
  ] as const)('is a %s posted without being confirmed?', (priority, posted) => {
    expect(decideOpen(opening({ priority }), around()).ok).toBe(posted)
    expect(decideOpen(opening({ priority, confirmed: true }), around()).ok).toBe(true)
  })

  test('and whoever did not confirm is told how, and that several organisations make a P1G', () => {
    expect(fieldsOf(decideOpen(opening({ priority: 'P3', confirmed: false }), around()))).toEqual({
      '/confirmed':
        'A P3 is public only if you confirm it with "confirmed": true. If several organisations have this problem, it is a P1G. Do not name a customer.',
    })
  })

  test('while a drill, which nobody outside sees, needs no confirmation', () => {
    expect(decideOpen(opening({ priority: 'P4', drill: true }), around()).ok).toBe(true)
  })

  test('and the plan may ask for it on a P2 too, or on none', () => {
    const { P2, P3 } = DEFAULT_PLAN.priorities
    const priorities = { ...DEFAULT_PLAN.priorities, P2: { ...P2, confirm: true }, P3: { ...P3, confirm: false } }
    const plan = { ...DEFAULT_PLAN, priorities }
    expect(decideOpen(opening({ priority: 'P2' }), around({ plan })).ok).toBe(false)
    expect(decideOpen(opening({ priority: 'P3' }), around({ plan })).ok).toBe(true)
  })
})

describe('opening is refused', () => {
  const refusals: [string, Partial<OpenCommand>, Record<string, string>][] = [
    [
      'for a platform nobody knows',
      {
        platforms: [
          { id: 'teams', impact: 'major_outage' },
          { id: 'fax', impact: 'major_outage' },
        ],
      },
      { '/platforms/1/id': 'There is no platform "fax".' },
    ],
    [
      'for a platform named twice',
      {
        platforms: [
          { id: 'teams', impact: 'major_outage' },
          { id: 'teams', impact: 'operational' },
        ],
      },
      { '/platforms/1/id': 'Platform "teams" is named twice.' },
    ],
    [
      'when it was opened in the future',
      { openedAt: START + minutes(3) },
      { '/openedAt': 'openedAt must not be in the future.' },
    ],
    [
      'when it started in the future',
      { startedAt: START + minutes(3) },
      { '/startedAt': 'startedAt must not be in the future.' },
    ],
    [
      'for a P1G that touches nothing',
      { platforms: [] },
      { '/platforms': 'An open P1G needs at least one platform that is not operational.' },
    ],
    [
      'for a P1G under which everything works',
      { platforms: [{ id: 'teams', impact: 'operational' }] },
      { '/platforms': 'An open P1G needs at least one platform that is not operational.' },
    ],
    [
      'for a promise in the past, pointing into the update',
      { update: { body: 'x', nextUpdateBy: START } },
      { '/update/nextUpdateBy': 'nextUpdateBy must be in the future.' },
    ],
    [
      'for a promise beyond the hour, pointing into the update',
      { update: { body: 'x', nextUpdateBy: START + hours(2), reason: 'Agreed.' } },
      {
        '/update/nextUpdateBy':
          'On a P1G the next update cannot be promised later than usual: give a time up to 2026-11-10T16:00:00Z.',
      },
    ],
  ]
  test.each(refusals)('%s', (_, differences, fields) => {
    expect(fieldsOf(decideOpen(opening(differences), around()))).toEqual(fields)
  })

  test('with everything that is wrong at once', () => {
    const command = opening({
      platforms: [{ id: 'fax', impact: 'operational' }],
      openedAt: START + minutes(3),
      startedAt: START + minutes(3),
    })
    expect(Object.keys(fieldsOf(decideOpen(command, around())))).toEqual([
      '/platforms/0/id',
      '/openedAt',
      '/startedAt',
      '/platforms',
    ])
  })
})

test.each(PHASES)('a lesser incident may begin as %s and touch no platform', (phase) => {
  const command = opening({ priority: 'P2', platforms: [], update: { body: 'x', phase } })
  expect(accepted(decideOpen(command, around())).incident.phase).toBe(phase)
})
