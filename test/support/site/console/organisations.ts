import type { Contact } from '../../../../server/domain/contact/contact.ts'
import { coverageOf } from '../../../../server/domain/contact/coverage.ts'
import type {
  AskedChange,
  ConsoleView,
  DeskContactView,
  DeskOrganisationView,
  OrganisationsView,
} from '../../../../src/views.ts'

const AT = Date.parse('2026-11-02T16:00:00Z')
const frame: Pick<ConsoleView, 'me' | 'faults'> = { me: { name: 'Lea Lindqvist', role: 'lead' }, faults: [] }
const agent: typeof frame = { me: { name: 'Dana Reyes', role: 'agent' }, faults: [] }

const contact = (id: string, name: string, changes: Partial<Contact> = {}): Contact => ({
  ...{ id, name, organisationId: 'acme00000000', title: null, phone: null, locale: 'en', timeZone: null },
  ...{ email: `${name.toLowerCase().replaceAll(' ', '.')}@acme-freight.example`, rank: 'primary', source: 'console' },
  ...{ purposes: ['master_case', 'maintenance'], confirmedAt: AT, unreachable: null },
  ...changes,
})

const contacts = [
  contact('contact00001', 'Alice Marchetti', {
    ...{ title: 'Head of IT operations', phone: '+1 303 555 0100 x12', source: 'list customers-2026.csv' },
    purposes: ['master_case', 'maintenance', 'escalation'],
  }),
  contact('contact00002', 'Operations Centre of the Whole North American Division', {
    ...{ timeZone: 'America/Argentina/ComodRivadavia', purposes: ['maintenance'] },
    unreachable: { how: 'bounced', why: '550 5.1.1 <noc@acme-freight.example>: Recipient address rejected' },
  }),
  contact('contact00003', 'Bo Lindqvist', { rank: 'backup', purposes: ['master_case'], source: 'self' }),
  contact('contact00004', 'Carol', { rank: 'backup', purposes: [], source: 'api' }),
]
const groups = [
  {
    name: 'Microsoft Teams',
    platforms: [
      { id: 'teams-direct-routing', name: 'Teams Direct Routing' },
      { id: 'teams-operator-connect', name: 'Teams Operator Connect' },
    ],
  },
]
const names = ['Teams Direct Routing', 'Teams Operator Connect']

const listed = (id: string, name: string, of: readonly Contact[], changes: object = {}) => ({
  ...{ id, name, customerNumber: '10042', platforms: names, otherPlatforms: 0 },
  ...{ contacts: of.length, coverage: coverageOf(of, AT) },
  ...changes,
})
const list: OrganisationsView = {
  ...frame,
  ...{ kind: 'console/organisations/list', query: '', isFirst: true, more: null, mayChange: true },
  organisations: [],
}

const asked: AskedChange = {
  ...{ id: 'request00001', name: 'Alice Marchetti', at: AT, seen: 'seen' },
  fields: [
    { field: 'title', now: ['Head of IT operations'], asked: [] },
    { field: 'timeZone', now: [], asked: ['America/Argentina/ComodRivadavia'] },
    { field: 'purposes', now: ['master_case', 'maintenance', 'escalation'], asked: ['maintenance'] },
  ],
  message: 'I have left the operations desk;\nplease name Sam Lee, sam.lee@acme-freight.example.',
}

const page: DeskOrganisationView = {
  ...frame,
  ...{ kind: 'console/organisations/one', id: 'acme00000000', name: 'Acme Freight', customerNumber: '10042' },
  ...{
    platforms: names,
    coverage: coverageOf(contacts, AT),
    contacts,
    asked: { at: AT, by: 'staff/Lea' },
    requests: [asked, { ...asked, id: 'request00002', fields: [] }],
    mayChange: true,
    groups,
    open: null,
    seen: 'seen',
  },
  links: [{ id: 'link00000001', madeBy: 'staff/Lea Lindqvist', madeAt: AT, usedAt: null }],
  link: 'https://status.northline.example/organisations/Zk3mN0pQrStUvWxYz0123456789abcdefghijklmnop/',
  values: {
    ...{ name: ['Acme Freight'], customerNumber: ['10042'], platforms: ['teams-direct-routing'] },
    ...{ 'was.name': ['Acme Freight'], 'was.customerNumber': ['10042'], 'was.platforms': ['teams-direct-routing'] },
  },
}

const sheet: DeskContactView = {
  ...frame,
  ...{ kind: 'console/organisations/contact', organisation: { id: 'acme00000000', name: 'Acme Freight' } },
  ...{ zones: ['America/Denver', 'Europe/Lisbon', 'UTC'], open: null, once: 'aaaaaaaaaaaa' },
  ...{ id: null, contact: null, requests: [], seen: '', values: { rank: ['primary'] } },
}

/** Customers and whom they named. */
export const organisationViews: Record<string, ConsoleView> = {
  '/staff/organisations/none/': list,
  '/staff/organisations/': {
    ...{ ...list, more: '/staff/organisations/?after=next' },
    organisations: [
      listed('acme00000000', 'Acme Freight', contacts),
      listed('blue00000000', 'Blue Mesa Hospitals and Clinics of the Four Corners', [], { customerNumber: null }),
      listed('gulf00000000', 'Gulf Logistics', [contacts[1] as Contact], { platforms: [], customerNumber: '7' }),
      listed('zeta00000000', 'Zeta', [contacts[0] as Contact], { otherPlatforms: 14 }),
    ],
  },
  '/staff/organisations/found/': { ...list, ...agent, query: 'nobody at all', mayChange: false },
  '/staff/organisations/new/': {
    ...{ ...frame, kind: 'console/organisations/new', values: {}, once: 'aaaaaaaaaaaa', groups },
    faults: [{ field: 'name', says: 'It must not be empty.' }],
  },
  '/staff/organisations/acme/': page,
  '/staff/organisations/acme/refused/': {
    ...{ ...page, open: 'change' },
    faults: [{ field: 'customerNumber', says: '“Acme” has the customer number 10042 already.' }],
  },
  '/staff/organisations/acme/read/': { ...page, ...agent, contacts: [], platforms: [], mayChange: false },
  '/staff/organisations/acme/merge/': {
    ...{ ...frame, kind: 'console/organisations/merge', query: 'blue', other: null, preview: null, seen: '' },
    organisation: listed('acme00000000', 'Acme Freight', contacts),
    found: [listed('blue00000000', 'Blue Mesa Hospitals', [], { platforms: [] })],
  },
  '/staff/organisations/acme/merge/preview/': {
    ...{ ...frame, kind: 'console/organisations/merge', query: '', found: [], seen: 'seen' },
    organisation: listed('acme00000000', 'Acme Freight', contacts),
    other: listed('blue00000000', 'Acme Freight Lines (Denver)', contacts),
    preview: {
      ...{ customerNumber: '10042', lostNumber: '7', endingLinks: 2 },
      platforms: names.map((name, nth) => ({ name, isNew: nth > 0 })),
      contacts: contacts.map((one, nth) => ({
        ...one,
        origin: (['both', 'here', 'other', 'other'] as const)[nth] ?? 'here',
      })),
    },
  },
  '/staff/organisations/acme/contacts/new/': {
    ...sheet,
    faults: [
      { field: 'name', says: 'It must not be empty.' },
      { field: 'email', says: 'It must be an e-mail address such as anna@example.org.' },
    ],
  },
  '/staff/organisations/acme/contacts/noc/': {
    ...{
      ...sheet,
      id: 'contact00002',
      contact: contacts[1] as Contact,
      requests: [asked],
      seen: 'seen',
      open: 'erase',
    },
    values: { name: ['Operations Centre'], email: ['noc@acme-freight.example'], purposes: ['maintenance'] },
  },
}
