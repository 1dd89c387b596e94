import type { OwedView } from '../../../src/views.ts'

/** Sun 22 Nov 2026, 13:42 in Denver. */
const NOW = Date.parse('2026-11-22T20:42:00Z')
const MIN = 60_000

/** What the link in a message to staff shows half an hour after the first of them was told. */
export const owed: OwedView = {
  kind: 'owed',
  state: 'open',
  promise: 'update',
  title: 'Calls fail on Teams Direct Routing in the western region',
  url: 'https://status.northline.example/incidents/k3v9q2m1x8za/',
  dueAt: NOW + 25 * MIN,
  isOverdue: false,
  priority: 'P1G',
  caseNumber: 'CS-204411',
  affects: ['Teams Direct Routing', 'SIP Trunking'],
  followers: 1842,
  window: null,
  waitingSince: null,
  resolvedAt: null,
  saidLast: {
    at: NOW - 35 * MIN,
    body: '<p>The carrier is moving traffic to Dallas. <strong>Until then:</strong> use the mobile app.</p>',
  },
  isToldOn: true,
  told: [
    { at: NOW - 6 * MIN, people: [{ name: 'Dana Reyes', role: 'desk', result: 'sent' }], gaps: [] },
    {
      at: NOW - MIN,
      people: [
        { name: 'Lee Okafor', role: 'duty lead', result: 'failed' },
        { name: null, role: 'desk', result: 'sent' },
      ],
      gaps: [],
    },
  ],
  notTold: { put_off: [], skipped: [] },
  onIt: null,
  putOff: null,
  choices: [NOW + 5 * MIN, NOW + 10 * MIN, NOW + 15 * MIN, NOW + 25 * MIN],
  leavesOut: [{ at: NOW + MIN, people: [{ name: 'Ines Moreau', role: 'support manager' }] }],
  desk: 'https://status.northline.example/staff/incidents/k3v9q2m1x8za/',
  answer: {
    command: 'npm run -s signalpost -- incident update k3v9q2m1x8za --body "…"',
    call: 'POST https://status.northline.example/api/v1/incidents/k3v9q2m1x8za/updates',
    body: '{"body":"…"}',
  },
  otherwise: null,
  sent: null,
  faults: [],
}
