/** A customer's own page of the fictional provider. */
import { lastDays } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'
import type { ContactView, OrganisationView } from '../../../src/views.ts'
import { TROUBLE } from './trouble-samples.ts'

const NOW = Date.parse('2026-11-22T20:42:00Z')
const ZONE = 'America/Denver'
const MIN = 60_000
const DAY = 24 * 60 * MIN

function platform(name: string, state: PlatformState, since: number | null) {
  const history = Array<PlatformState>(365).fill('operational')
  for (const [ago, was] of TROUBLE['zoom-phone'] ?? []) history[364 - ago] = was
  history[364] = state
  const url = `/platforms/${name.toLowerCase().replaceAll(' ', '-')}/`
  return { name, url, archived: false, state, since, history, uptime: 9_987, from: null, until: null, unknown: 0 }
}

const alice = { name: 'Alice Ng', rank: 'primary', channel: 'email', why: null, lateMinutes: null } as const
const sent = { handedOverAt: NOW - 50 * MIN, resultAt: NOW - 49 * MIN }

const ownPage: OrganisationView = {
  ...{ kind: 'organisation', state: 'shown', name: 'Acme Freight', customerNumber: '10042' },
  days: lastDays(NOW, 365, ZONE),
  platforms: [
    platform('Zoom Phone', 'partial_outage', NOW - 51 * MIN),
    platform('Webex Calling', 'operational', NOW - 12 * DAY),
  ],
  open: [
    {
      ...{ title: 'Calls to the public network fail', url: '/incidents/1/', priority: 'P1G', phase: 'identified' },
      ...{ openedAt: NOW - 51 * MIN, dueAt: NOW + 9 * MIN, isOverdue: false, platforms: ['Zoom Phone'] },
    },
  ],
  windows: [
    {
      ...{ title: 'Monthly maintenance', url: '/maintenance/1/', state: 'announced', zone: ZONE },
      ...{ startsAt: NOW + 5 * DAY, endsAt: NOW + 5 * DAY + 180 * MIN, platforms: ['Zoom Phone', 'Webex Calling'] },
    },
  ],
  contacts: [
    {
      ...{
        name: 'Alice Ng',
        title: 'Head of IT',
        email: 'a…@acme.example',
        phone: '…07',
        rank: 'primary',
        works: true,
      },
      ...{ purposes: ['master_case', 'maintenance'], confirmedAt: NOW - 40 * DAY },
    },
    {
      ...{ name: 'Bob Ortiz', title: null, email: 'b…@acme.example', phone: null, rank: 'backup', works: false },
      ...{ purposes: ['master_case', 'escalation'], confirmedAt: NOW - 300 * DAY },
    },
  ],
  proofs: [
    {
      ...{ title: 'Calls to the public network fail', url: '/incidents/1/', type: 'incident' },
      events: [
        {
          at: NOW - 50 * MIN,
          told: { of: 'incident', what: 'opened', sequence: 1, phase: 'investigating' },
          people: [
            { ...alice, ...sent, result: 'delivered' },
            { ...alice, ...sent, name: 'Bob Ortiz', rank: 'backup', result: 'bounced', why: 'no such user' },
            { ...alice, ...sent, name: null, result: 'handed_over', resultAt: null, lateMinutes: 17 },
          ],
        },
        {
          at: NOW - 45 * MIN,
          told: null,
          people: [{ ...alice, rank: null, channel: 'phone', result: 'reached', handedOverAt: null, resultAt: null }],
        },
      ],
    },
  ],
  hasMore: false,
  seal: [
    ['Proof of notice for', 'Acme Freight', 'organisation/acme00000000'],
    ['As of', '2026-11-22T20:42:00.000Z'],
    ['Lines', '4', '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8'],
    ['Audit trail', '1204', '03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4'],
    ['Secret key', '8d969eef6ecad3c2'],
    ['HMAC-SHA256', 'ef797c8118f02dfb649607dd5d3f8c7623048c9c063d532cc95c5ed7a898a64f'],
  ],
  desk: 'desk@northline.example',
}

/** What somebody sees whom two customers named, of a form that was not accepted. */
const ownEntry: ContactView = {
  ...{ kind: 'contact', state: 'shown', email: 'alice@acme.example', zones: ['America/Denver', 'Europe/London'] },
  entries: [
    {
      ...{ id: 'alice0000001', organisation: 'Acme Freight', name: 'Alice Ng', title: 'Head of IT' },
      ...{ phone: '+1 303 555 0107', locale: 'en', timeZone: '', rank: 'primary', askedAt: NOW - DAY },
      ...{ purposes: ['master_case', 'maintenance'], confirmedAt: NOW - 40 * DAY },
    },
    {
      ...{ id: 'alice0000002', organisation: 'Harbor Clinics', name: 'A. Ng', title: '', phone: '', locale: 'en' },
      ...{ timeZone: 'Europe/London', rank: 'backup', purposes: [], confirmedAt: NOW - 400 * DAY, askedAt: null },
    },
  ],
  done: null,
  sent: {
    ...{ entry: 'alice0000001', message: 'Sam Lee follows me.' },
    fields: {
      ...{ name: 'Alice Ng', title: 'Head of IT', phone: 'call me', locale: 'en', timeZone: '', rank: 'primary' },
      purposes: ['maintenance'],
    },
  },
  faults: [{ field: 'phone', says: 'must be a telephone number such as +1 303 555 0100' }],
}

export const ownPages = { '/organisations/sample/': ownPage, '/contacts/sample/': ownEntry }
