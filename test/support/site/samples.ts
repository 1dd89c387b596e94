/** Views of a fictional provider, for the tests of the pages. */
import { lastDays } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'
import type {
  FollowView,
  HomeView,
  IncidentSummary,
  IncidentView,
  OpenIncident,
  PageContext,
  PlatformView,
  Site,
  UpdateView,
  View,
} from '../../../src/views.ts'
import { deskMaintenance } from './console/samples-maint.ts'
import { ownPages } from './organisation-samples.ts'
import { owed } from './owed-samples.ts'
import { done, monthly, planViews, record } from './plan-samples.ts'
import { GROUPS, monthOf, TROUBLE, troubledDays } from './trouble-samples.ts'

/** Sun 22 Nov 2026, 13:42 in Denver. */
export const NOW = Date.parse('2026-11-22T20:42:00Z')
const [MIN, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const WHAT = 'All incidents'
export const ZONE = 'America/Denver'

export const site: Site = {
  name: 'Northline Communications',
  url: 'https://status.northline.example',
  zone: ZONE,
  locale: 'en',
  languages: ['en', 'pt', 'es'],
  pushKey: 'BOPdQa5C2dXz1Jm1lX3mDe2VtQ0qV6mPzR1cU0Zyq0a1b2c3d4e5f6g7h8i9j0kLmNoPqRsTuVwXyZ01234567',
  pushChannel: 'push',
  demo: true,
  supportUrl: 'https://support.northline.example/',
  mailIsAnswered: true,
}

const slug = (name: string) => name.toLowerCase().replaceAll(' ', '-')

function platform(name: string, days = 90): PlatformView {
  const id = slug(name)
  const history = Array<PlatformState>(days).fill('operational')
  for (const [ago, state] of TROUBLE[id] ?? []) history[days - 1 - ago] = state
  return {
    id,
    name,
    url: `/platforms/${id}/`,
    description: `${name}: inbound and outbound service for every region.`,
    state: history.at(-1) ?? 'operational',
    history,
    ...{ unknown: 0, from: null, until: null },
    uptime: 10_000 - (TROUBLE[id]?.length ?? 0) * 4,
  }
}

const affected = (name: string, impact: OpenIncident['platforms'][number]['impact']) => ({
  id: slug(name),
  name,
  url: `/platforms/${slug(name)}/`,
  impact,
  state: impact,
})

function update(fields: Partial<UpdateView>): UpdateView {
  const at = fields.at ?? NOW
  return {
    id: `u${at}`,
    phase: 'identified',
    headline: { status: null, phase: fields.phase ?? 'identified', again: false },
    body: '',
    correctedAt: null,
    ...{ overAt: null, holdUntil: null, etr: null, reason: null },
    changes: [],
    at,
    ...fields,
  }
}

/** A promise by the cadence alone. */
const NOTHING_STATED = { etr: null, etrPassed: false, holdUntil: null, holdPassed: false, reason: null }

export const updates: UpdateView[] = [
  update({
    headline: { status: null, phase: 'identified', again: true },
    at: NOW - 38 * MIN,
    body: '<p>Calls through our western carrier still fail for about one in three attempts. The carrier has confirmed a failed session border controller in Phoenix and is moving traffic to Dallas; the first trunks are back.</p><p><strong>Until then:</strong> use the mobile app on Wi-Fi, or the failover number set in the Connect Portal.</p>',
  }),
  update({
    at: NOW - 96 * MIN,
    correctedAt: NOW - 80 * MIN,
    body: '<p>We know the cause: a session border controller of our western carrier has failed. Inbound and outbound calls are affected alike.</p>',
    changes: [
      { name: 'SIP Trunking', from: null, to: 'degraded_performance' },
      { name: 'Teams Direct Routing', from: 'partial_outage', to: 'major_outage' },
    ],
  }),
  update({
    phase: 'investigating',
    at: NOW - 151 * MIN,
    body: '<p>Several organizations report that calls over Teams Direct Routing do not connect. We are looking into it with the highest priority.</p>',
    changes: [{ name: 'Teams Direct Routing', from: null, to: 'partial_outage' }],
  }),
]

export const masterCase: OpenIncident = {
  id: 'k3v9q2m1x8za',
  url: '/incidents/k3v9q2m1x8za/',
  title: 'Calls fail on Teams Direct Routing in the western region',
  priority: 'P1G',
  phase: 'identified',
  caseStatus: 'in_progress',
  impact: 'major_outage',
  openedAt: NOW - 160 * MIN,
  startedAt: NOW - 172 * MIN,
  resolvedAt: null,
  ...{ lasted: null, closed: [] },
  updatedAt: NOW - 38 * MIN,
  platforms: [
    affected('Teams Direct Routing', 'major_outage'),
    affected('Teams Operator Connect', 'partial_outage'),
    affected('SIP Trunking', 'degraded_performance'),
  ],
  promise: { dueAt: NOW + 22 * MIN, standing: 'on_time', basis: 'cadence', ...NOTHING_STATED },
  latest: updates[0] as UpdateView,
}

function resolved(
  id: string,
  title: string,
  ago: number,
  lasted: number,
  more: Partial<IncidentSummary>,
): IncidentSummary {
  const openedAt = NOW - ago
  const times = { openedAt, startedAt: openedAt, resolvedAt: openedAt + lasted, lasted, updatedAt: openedAt + lasted }
  const rest = { impact: 'degraded_performance', priority: 'P2', phase: 'resolved', caseStatus: 'closed' } as const
  return { id, url: `/incidents/${id}/`, title, platforms: [], closed: [], ...rest, ...times, ...more }
}

export const past: IncidentSummary[] = [
  resolved('vm01aaaaaaaa', 'Voicemail notifications arrive late', 3 * DAY, 5 * HOUR + 12 * MIN, {
    platforms: [affected('Voicemail', 'degraded_performance')],
  }),
  resolved('sip0aaaaaaaa', 'SIP Trunking: one-way audio towards Canada', 9 * DAY, 92 * MIN, {
    impact: 'partial_outage',
    priority: 'P1',
    platforms: [affected('SIP Trunking', 'partial_outage')],
  }),
]

export const home: HomeView = {
  kind: 'home',
  ...{ open: [masterCase], isYoung: false },
  groups: Object.entries(GROUPS).map(([name, names]) => ({ name, platforms: names.map((n) => platform(n)) })),
  days: lastDays(NOW, 90, ZONE),
  recent: past,
  maintenance: [monthly],
}

const { promise: _promise, latest: _latest, ...masterSummary } = masterCase
export const incident: IncidentView = {
  ...({ kind: 'incident', picture: null } as const),
  incident: masterSummary,
  caseWays: ['phone', 'chat', 'mail'],
  outlook: { answerBy: null, reopenUntil: null },
  timesCorrectedAt: null,
  caseNumber: 'CS-204411',
  vendor: 'Western Carrier',
  promise: masterCase.promise,
  updates,
  ...{ designations: [], taken: [] },
  record,
  related: [],
  duplicates: [],
  postmortem: null,
}

const incidents = [{ ...masterCase, caseNumber: incident.caseNumber, affects: ['SIP Trunking'] }]
const refs = home.groups.flatMap((group) => group.platforms).map(({ id, name, url }) => ({ id, name, url }))
const follows: FollowView[] = [
  { scope: { type: 'platform', id: 'voicemail' }, name: 'Voicemail', kinds: ['incident', 'maintenance'] },
]

/** One sample of each kind of view, by the path it stands for. */
export const views: Record<string, View> = {
  '/': home,
  [masterCase.url]: incident,
  '/platforms/teams-direct-routing/': {
    kind: 'platform',
    platform: platform('Teams Direct Routing', 365),
    group: 'Microsoft Teams',
    archived: false,
    days: lastDays(NOW, 365, ZONE),
    open: [masterCase],
    troubled: troubledDays(lastDays(NOW, 365, ZONE), [masterCase], past.slice(0, 1)),
    incidents: past,
    months: ['2026-11', '2026-10'],
    maintenance: [monthly],
    calendar: '/platforms/teams-direct-routing/calendar.ics',
  },
  '/history/': {
    ...{ kind: 'history', month: '2026-11', began: null },
    told: { first: '2026-11-03', last: '2026-11-22' },
    incidents: [{ ...masterSummary, updates }, ...past.map((one) => ({ ...one, updates: [] }))],
    maintenance: [done],
    newer: null,
    older: '2026-10',
    months: ['2026-11', '2026-10', '2026-09'],
  },
  '/reports/2026-11/': monthOf([masterSummary, ...past], NOW, ZONE),
  '/subscribe/': { kind: 'subscribe', platforms: refs, incidents, sent: null, faults: [] },
  ...planViews,
  '/confirm/sample/': {
    kind: 'confirm',
    state: 'ask',
    address: 'a…@example.org',
    follows,
    more: 0,
    incidents: [],
    manageUrl: null,
  },
  '/manage/sample/': {
    ...{ kind: 'manage', intro: 'intro', address: 'a…@example.org' },
    follows,
    platforms: refs.map((ref) => ({ ...ref, archived: false })),
    incidents,
    ...{ locale: 'en', timeZone: null, zones: ['America/Denver', 'Europe/London'] },
    ...{ moves: true, movingTo: 'b…@example.org', quietHours: { from: '22:00', to: '07:00' }, digest: true },
    ...{ owned: null, sent: null, faults: [], saved: false },
  },
  '/unsubscribe/sample/': { kind: 'unsubscribe', state: 'ask', address: 'a…@example.org' },
  '/owed/sample/': owed,
  ...ownPages,
  ...deskMaintenance,
  '/404/': { kind: 'error', status: 404, wait: null },
}

/** A complete context around a view. */
export function pageContext(view: View, path = '/'): PageContext {
  const feeds: PageContext['feeds'] = [
    { what: WHAT, format: 'RSS', title: `${WHAT} (RSS)`, href: '/history.rss', type: 'application/rss+xml' },
    { what: WHAT, format: 'Atom', title: `${WHAT} (Atom)`, href: '/history.atom', type: 'application/atom+xml' },
  ]
  return { site, path, madeAt: NOW, changedAt: NOW - 20 * 60_000, event: 41, feeds, view }
}
