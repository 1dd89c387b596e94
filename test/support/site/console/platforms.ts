import type { ArchivingView, ConsoleView, Me } from '../../../../src/views.ts'

const ADA: Me = { name: 'Ada Quill', role: 'admin' }
const frame = { me: ADA, faults: [] }
const LONG = 'Contact centre of the Donaudampfschifffahrtsgesellschaft'
const groups = [
  {
    ...{ id: 'voice0000000', name: 'Voice' },
    platforms: [
      { id: 'zoom-phone', name: 'Zoom Phone', description: 'Calls, voicemail and texts.' },
      { id: 'sip-trunking', name: 'SIP trunking', description: null },
    ],
  },
  { id: 'centre000000', name: LONG, platforms: [{ id: 'centre', name: LONG, description: null }] },
]
const values = { name: ['Fax'], group: ['Voice'], description: ['Paper over wires.'] }
const archiving: ArchivingView = {
  ...{ ...frame, kind: 'console/platforms/archiving', id: 'fax', name: 'Fax', group: 'Legacy', isArchived: false },
  ...{ uses: [], followers: { told: 0, nothingElse: 0 }, organisations: { count: 0, named: [] }, templates: [] },
  ...{ lastOfGroup: null, seen: 'seen' },
}

/** Platforms and groups at the desk. */
export const platformViews: Record<string, ConsoleView> = {
  '/staff/platforms/': {
    ...{ ...frame, kind: 'console/platforms/list', query: '', mayChange: true, isFolded: false, groups },
    archived: [{ id: 'fax', name: 'Fax', description: null, group: 'Legacy' }],
  },
  '/staff/platforms/?q=nothing': {
    ...{ ...frame, kind: 'console/platforms/list', query: 'nothing', mayChange: false, isFolded: false },
    ...{ groups: [], archived: [] },
  },
  '/staff/platforms/none/': {
    ...{ ...frame, kind: 'console/platforms/list', query: '', mayChange: true, isFolded: false },
    ...{ groups: [], archived: [] },
  },
  '/staff/platforms/all/new/': {
    ...{ ...frame, kind: 'console/platforms/one', id: null, name: '', once: 'aaaaaaaaaaaa', isArchived: false },
    ...{ values: { ...values, id: ['Fax!'] }, groups: ['Voice', LONG] },
    faults: [{ field: 'id', says: 'It must be lower-case letters, digits and single hyphens.' }],
  },
  '/staff/platforms/fax/': {
    ...{ ...frame, kind: 'console/platforms/one', id: 'fax', name: 'Fax', once: 'aaaaaaaaaaaa', isArchived: true },
    ...{ values, groups: ['Voice', LONG] },
  },
  '/staff/platforms/all/order/': {
    ...{ ...frame, kind: 'console/platforms/order', once: 'aaaaaaaaaaaa', isFolded: false, groups },
    ...{ values: { 'place.sip-trunking': ['x'] }, pressed: { of: 'place.zoom-phone', way: 'up' } },
    faults: [{ field: 'place.sip-trunking', says: 'Type a whole number from 1 to 2.' }],
  },
  '/staff/platforms/groups/voice/': {
    ...{ ...frame, kind: 'console/platforms/group', id: 'voice0000000', name: 'Voice', values: { name: ['Voice'] } },
    ...{ platforms: ['Zoom Phone', 'SIP trunking'], named: { teams: ['desk', 'duty lead'], people: ['Engineer'] } },
  },
  '/staff/platforms/fax/archive/': {
    ...archiving,
    followers: { told: 12, nothingElse: 3 },
    organisations: { count: 8, named: [{ id: 'acme', name: 'Acme Freight' }] },
    templates: [
      { id: 'a', name: 'Fax fails', isAlone: true },
      { id: 'b', name: 'Lines fail', isAlone: false },
    ],
    lastOfGroup: { teams: ['desk'], people: [] },
  },
  '/staff/platforms/sip-trunking/archive/': {
    ...archiving,
    uses: [
      {
        says: 'The open incident “Calls fail” affects it: resolve that first.',
        href: '/staff/incidents/k3jx0a9b2c1d/',
      },
      { says: `The programme “${LONG}” names it: take it out of its platforms first.`, href: null },
    ],
  },
  '/staff/platforms/telex/archive/': { ...archiving, id: 'telex', name: 'Telex', isArchived: true },
}
