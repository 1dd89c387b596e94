import type { DeskForm, DeskMaintenanceView, DeskWindow, MaintenanceSummary, View } from '../../../../src/views.ts'
import { done, monthly } from '../plan-samples.ts'

const HOUR = 3_600_000
/** Sun 22 Nov 2026, 13:42 in Denver. */
const NOW = Date.parse('2026-11-22T20:42:00Z')
const me = { name: 'Dana Reyes', role: 'agent' } as const
const page = { me, faults: [] }

const atDesk = (window: MaintenanceSummary): MaintenanceSummary => ({ ...window, url: `/staff${window.url}` })
const listed = (window: MaintenanceSummary, detailsDueAt: number | null = null): DeskWindow => ({
  window: atDesk(window),
  detailsDueAt,
})
const running = { ...monthly, id: 'sbcnew000001', url: '/maintenance/sbcnew000001/', state: 'in_progress' as const }
const windows = [atDesk(monthly), atDesk({ ...monthly, id: 'january', state: 'planned' })]

const draft = { id: 'aaaaaaaaaaaa', base: 3, revision: 1, is: 'begun', restoredFrom: NOW - HOUR } as const
const form: DeskForm = { draft, values: {}, twice: {}, collisions: [], preview: null }
const preview: NonNullable<DeskForm['preview']> = {
  state: 'announced',
  window: { startsAt: NOW + 20 * HOUR, endsAt: NOW + 22 * HOUR, zone: 'America/Denver' },
  reach: {
    organisations: { organisations: 1, contacts: 1, untold: 0, promised: true },
    total: 412,
    channels: [
      { title: 'E-mail', count: 390 },
      { title: 'Browser', count: 22 },
    ],
  },
  notices: [
    { when: 'start', dueAt: NOW + 20 * HOUR, byHand: false },
    { when: 'end', dueAt: NOW + 22 * HOUR, byHand: true },
  ],
  lacksDetails: false,
  atOnce: false,
  inPlaceOf: [],
  platforms: [],
  collisions: ['"Monthly maintenance" is at the same time on voicemail.'],
  mail: {
    subject: '[Maintenance] Mon 23 Nov 09:42 MST: announced – Certificates',
    text: 'Certificates\n\nThey are renewed.',
  },
  push: { title: 'Maintenance: Certificates', body: 'Announced · Mon 23 Nov 2026, 09:42' },
  frames: { page: null, mail: null },
  sentTo: 'dana@desk.example',
}
const groups = [
  {
    name: 'Microsoft Teams',
    platforms: [
      { id: 'teams-direct-routing', name: 'Teams Direct Routing' },
      { id: 'teams-operator-connect', name: 'Teams Operator Connect' },
    ],
  },
]

const window: DeskMaintenanceView = {
  kind: 'console/maintenance',
  ...page,
  maintenance: atDesk(monthly),
  ...{ description: '<p>Updates are installed.</p>', reason: '<p>They keep the service secure.</p>' },
  ...{
    endsBy: 'hand',
    impact: 'under_maintenance',
    programme: { title: 'Monthly maintenance' },
    told: true,
    afterwards: false,
  },
  shortNotice: { class: 'urgent', reason: 'A hole has to be closed.' },
  notices: [{ when: 7 * 24 * HOUR, dueAt: NOW - HOUR, toldAt: NOW - HOUR, standing: 'kept' }],
  updates: [],
  detailsDueAt: NOW + 3 * HOUR,
  next: { kind: 'details', at: NOW + 3 * HOUR, when: null },
  done: 'moved',
  gone: [],
  collisions: ['"Certificates" is at the same time on voicemail.'],
  ways: ['details', 'note', 'move', 'cancel'],
  open: 'cancel',
  groups,
  forms: { details: form, note: form, move: form, cancel: { ...form, preview: { ...preview, state: 'cancelled' } } },
}

/** The pages of the desk about maintenance. */
export const deskMaintenance: Record<string, View> = {
  '/staff/maintenance/': {
    kind: 'console/maintenances',
    ...page,
    running: [listed(running)],
    soon: [listed(done)],
    lacking: [listed(monthly, NOW + 3 * HOUR)],
    programmes: [
      { title: 'Monthly maintenance', windows },
      { title: null, windows: [atDesk(running)] },
    ],
  },
  '/staff/maintenance/new/': {
    kind: 'console/maintenance-plan',
    ...page,
    faults: [{ field: 'startsAt', says: 'This time happens twice.' }],
    form: {
      ...form,
      values: { startsAt: ['2027-11-07T01:30'], platforms: ['teams-direct-routing'] },
      twice: { startsAt: { first: Date.parse('2027-11-07T07:30:00Z'), second: Date.parse('2027-11-07T08:30:00Z') } },
      collisions: preview.collisions,
      preview,
    },
    programmes: [{ id: 'monthly', title: 'Monthly maintenance', detailsBefore: 7 * 24 * HOUR }],
    groups,
  },
  '/staff/maintenance/sample/': window,
}
