import type { ConsoleView, HandoverView, WaitingView } from '../../../../src/views.ts'

/** Sun 22 Nov 2026, 13:42 in Denver. */
const NOW = Date.parse('2026-11-22T20:42:00Z')
const MINUTE = 60_000
const frame = { me: { name: 'Rosa Delgado', role: 'agent' }, faults: [] } as const

const waiting: WaitingView = {
  ...{ ...frame, faults: [], kind: 'console/shift/waiting', id: 'draft0000001', of: 'update', priority: 'P1G' },
  ...{ title: 'Calls fail on Teams Direct Routing', url: '/staff/incidents/k3v9q2m1x8za/', author: 'staff/Lee Okafor' },
  ...{ writeUrl: '/staff/incidents/k3v9q2m1x8za/', isMine: false, state: 'waiting', submittedAt: NOW - 4 * MINUTE },
  ...{ goesAt: NOW + 12 * MINUTE, overtakenBy: null, returned: null, mayDiscard: false, reason: '' },
  ...{ body: '<p>A fibre was cut.</p>', preview: null, refused: ['Choose a platform.'] },
}

const items: HandoverView['now'] = {
  owed: [
    {
      ...{ kind: 'update', priority: 'P1G', dueAt: NOW + 9 * MINUTE, standing: 'due_soon', acknowledgedBy: null },
      ...{ putOffUntil: null, object: { type: 'incident', id: 'k3v9q2m1x8za', title: 'Calls fail' } },
    },
  ],
  open: [{ id: 'k3v9q2m1x8za', title: 'Calls fail', priority: 'P1G', phase: 'identified', dueAt: NOW + 9 * MINUTE }],
  windows: [
    { id: 'window000001', title: 'Exchange of a card', startsAt: NOW + 60 * MINUTE, endsAt: NOW + 90 * MINUTE },
  ],
  waiting: [
    { id: 'draft0000001', title: 'Calls fail', author: 'staff/Lee Okafor', state: 'waiting', goesAt: NOW + 4 * MINUTE },
  ],
}

const handover: HandoverView = {
  ...{
    ...frame,
    faults: [],
    kind: 'console/shift/handover',
    once: 'aaaaaaaaaaaa',
    note: '',
    now: items,
    isFirst: true,
  },
  older: '/staff/handover/?before=1.aaaaaaaaaaaa',
  past: [
    {
      ...{ id: 'handover0002', author: 'staff/Lee Okafor', isMine: false, at: NOW - 20 * MINUTE, items },
      ...{ note: 'The carrier calls back at two.', acknowledgedBy: null, acknowledgedAt: null },
    },
    {
      ...{ id: 'handover0001', author: 'staff/Rosa Delgado', isMine: true, at: NOW - 600 * MINUTE, note: null },
      items: { owed: [], open: [], windows: [], waiting: [] },
      ...{ acknowledgedBy: 'staff/Lee Okafor', acknowledgedAt: NOW - 590 * MINUTE },
    },
  ],
}

/** Texts that wait for a second person, and a change of shift. */
export const shiftViews: Record<string, ConsoleView> = {
  '/staff/drafts/waiting/': waiting,
  '/staff/drafts/returned/': {
    ...{ ...waiting, isMine: true, mayDiscard: true, state: 'returned', goesAt: null },
    returned: { by: 'staff/Rosa Delgado', at: NOW - MINUTE, reason: 'What was cut?' },
  },
  '/staff/drafts/overtaken/': {
    ...waiting,
    overtakenBy: 3,
    faults: [{ field: 'reason', says: 'It must not be empty.' }],
  },
  '/staff/handover/': handover,
  '/staff/handover/none/': {
    ...{ ...handover, past: [], older: null },
    now: { owed: [], open: [], windows: [], waiting: [] },
  },
}
