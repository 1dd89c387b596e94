import type { ComposedUpdate, ComposeView } from '../../../../src/views.ts'

/** Sun 22 Nov 2026, 13:42 in Denver. */
const NOW = Date.parse('2026-11-22T20:42:00Z')
const MINUTE = 60_000

const update = (id: string, ago: number, author: string, body: string): ComposedUpdate => ({
  ...{ id, at: NOW - ago * MINUTE, author: `staff/${author}`, phase: 'identified', body: `<p>${body}</p>` },
  headline: { status: null, phase: 'identified', again: false },
  correctedAt: ago > 60 ? NOW - 80 * MINUTE : null,
  changes: [{ from: null, name: 'SIP Trunking', to: 'degraded_performance' }],
})
const latest = update(
  'aaaaaaaaaaa2',
  38,
  'Dana Reyes',
  'Calls through our western carrier still fail for one in three attempts.',
)

const GROUPS: ComposeView['choices']['groups'] = [
  {
    name: 'Voice',
    platforms: [
      { id: 'sip-trunking', name: 'SIP Trunking', impact: 'degraded_performance' },
      { id: 'voicemail', name: 'Voicemail and a name that is long enough to need a second line', impact: null },
    ],
  },
  { name: 'Microsoft Teams', platforms: [{ id: 'teams', name: 'Teams Direct Routing', impact: null }] },
]

/** As many as a provider has. */
const MANY: typeof GROUPS = ['Voice', 'Microsoft Teams', 'Contact Center'].map((name, of) => ({
  name,
  platforms: Array.from({ length: of === 0 ? 6 : 4 }, (_, n) => ({
    id: `p${of}-${n}`,
    name: `${name} ${n + 1}`,
    impact: null,
  })),
}))

const blank: Omit<ComposeView, 'incident' | 'values' | 'choices'> = {
  ...{ kind: 'console/compose', me: { name: 'Rosa Lind', role: 'lead' }, faults: [] },
  draft: { id: 'draftaaaaaaa', base: 2, revision: 0, is: 'begun', restoredFrom: null },
  ...{ posted: null, missed: [], writers: [], preview: null },
}

const opening: ComposeView = {
  ...blank,
  incident: null,
  values: { priority: 'P3', phase: 'investigating' },
  choices: {
    priorities: ['P1G', 'P1', 'P2', 'P3', 'P4'],
    statuses: ['new'],
    groups: GROUPS.map((group) => ({ ...group, platforms: group.platforms.map((one) => ({ ...one, impact: null })) })),
    masters: [],
    related: [{ id: 'other0000001', title: 'All calls fail', caseNumber: 'C-204', isOpen: true }],
    due: [{ priority: 'P3', at: NOW + 1440 * MINUTE }],
    templates: [{ id: 'templateaaaa', name: 'We are looking into it' }],
  },
  faults: [
    { field: 'title', says: 'This field is required.' },
    { field: 'body', says: 'must not be empty' },
    { field: 'confirmed', says: 'A P3 is public only if you confirm it.' },
  ],
}

/** An update with everything that can be beside it. */
const updating: ComposeView = {
  ...blank,
  incident: {
    ...{ id: 'k3v9q2m1x8za', url: '/incidents/k3v9q2m1x8za/', title: 'Calls fail on Teams Direct Routing' },
    ...{ priority: 'P1G', phase: 'identified', caseStatus: 'in_progress', caseNumber: 'CS-204411', vendor: null },
    ...{ dueAt: NOW + 10 * MINUTE, standing: 'due_soon', etr: NOW + 90 * MINUTE, holdUntil: null, drill: false },
    ...{ master: { id: 'other0000001', title: 'All calls fail' }, reopenUntil: NOW + 96 * 60 * MINUTE },
    report: { dueAt: NOW + 24 * 60 * MINUTE, overdue: false },
    owed: [
      {
        ...{ promiseId: 'p1', kind: 'update', onIt: 'staff/Lee Okafor', isMine: false, since: NOW - 5 * MINUTE },
        ...{ note: 'The carrier calls back.', putOffUntil: null },
        told: [{ at: NOW - 20 * MINUTE, people: [{ role: 'desk', name: null, lost: null, isWaiting: false }] }],
      },
    ],
    updates: [latest, update('aaaaaaaaaaa1', 96, 'Lee Okafor', 'We know the cause.')],
    designations: [{ how: 'designated', priority: 'P1G', at: NOW - 90 * MINUTE }],
    ...{ taken: [], duplicates: [] },
  },
  values: {
    ...{ phase: 'identified', body: 'Half of the calls work again.', 'impact.sip-trunking': 'degraded_performance' },
    ...{ next: '30', reason: 'The carrier reports twice an hour.', caseStatus: 'on_hold', silent: '1', confirmed: '1' },
    ...{ duplicateOf: 'other0000001', resolvedAt: '2026-11-22T13:00' },
  },
  choices: {
    priorities: [],
    statuses: ['on_hold', 'shipping', 'resolved_follow_up', 'closed', 'closed_no_response'],
    groups: GROUPS,
    masters: [{ id: 'other0000001', title: 'All calls fail', priority: 'P1G' }],
    related: [],
    due: [{ priority: 'P1G', at: NOW + 60 * MINUTE }],
    templates: [{ id: 'templateaaaa', name: 'The cause is known, no estimate yet' }],
  },
  draft: { ...blank.draft, revision: 3, restoredFrom: NOW - 4 * MINUTE },
  posted: { at: NOW - 38 * MINUTE, dueAt: NOW + 22 * MINUTE, phase: 'identified', told: 412 },
  missed: [latest],
  writers: [{ name: 'staff/Lee Okafor', since: NOW - 3 * MINUTE }],
  preview: {
    ...{ drill: false, response: null, closes: false, answerBy: null, reopenUntil: null, reportDueAt: null },
    ...{ dueAt: NOW + 60 * MINUTE, phase: 'identified', sentTo: 'rosa@northline.example' },
    platforms: [{ name: 'SIP Trunking', from: 'partial_outage', to: 'degraded_performance' }],
    stillHit: ['SIP Trunking'],
    continues: {
      ...{ title: 'All calls fail', followers: 12, hearers: 31 },
      platforms: [{ name: 'Zoom Phone', state: 'partial_outage' }],
    },
    reach: {
      organisations: { organisations: 43, contacts: 96, untold: 2, promised: true },
      total: 412,
      channels: [
        { title: 'E-mail', count: 380 },
        { title: 'Browser push', count: 32 },
      ],
      staff: ['lee@northline.example'],
    },
    push: { title: 'P1G: Calls fail', body: 'Identified · next update by 14:42 MST' },
    mail: { subject: '[Incident] Identified: Calls fail', text: 'Half of the calls work again.' },
    frames: { page: null, mail: null },
  },
}

/** The composer, by the paths that it is at. */
export const composing: Record<string, ComposeView> = {
  '/staff/incidents/new/': opening,
  '/staff/incidents/new/many/': { ...opening, choices: { ...opening.choices, groups: MANY } },
  '/staff/incidents/k3v9q2m1x8za/': updating,
}
