import { formCases } from './form-fixtures.ts'
import { HOSTILE, LONG_WORD } from './hostile.ts'
import { owedCases } from './owed-fixtures.ts'
import { planCases } from './plan-fixtures.ts'
import { home, incident, masterCase, NOW, pageContext, past, site, views } from './samples.ts'

export { HOSTILE }

import type { HomeView, IncidentView, OpenIncident, PageContext } from '../../../src/views.ts'

/** Every ordinary page, by the kind of its view. */
export const ordinary: Record<string, PageContext> = Object.fromEntries(
  Object.entries(views).map(([path, view]) => [view.kind, pageContext(view, path)]),
)

const LONG_TEXT =
  `<p>${'The carrier is still moving traffic, and calls come back region by region. '.repeat(40)}</p>`.repeat(3)

export function homeWith(changes: Partial<HomeView>): PageContext {
  return pageContext({ ...home, ...changes })
}

export function openWith(changes: Partial<OpenIncident>, index = 0): OpenIncident {
  return { ...masterCase, id: `open${index}`, url: `/incidents/open${index}/`, ...changes }
}

export function incidentWith(changes: Partial<IncidentView>): PageContext {
  return pageContext({ ...incident, ...changes }, incident.incident.url)
}

/** Of an incident that is over. */
const nothingAhead = {
  ...({ dueAt: null, standing: 'none', basis: null, reason: null } as const),
  ...{ etr: null, etrPassed: false, holdUntil: null, holdPassed: false },
}
const overdue = { ...masterCase.promise, dueAt: NOW - 42 * 60_000, standing: 'overdue' } as const
const etr = {
  dueAt: NOW + 26 * 3_600_000,
  standing: 'due_soon',
  basis: 'etr',
  etr: NOW + 26 * 3_600_000,
  etrPassed: false,
  holdUntil: null,
  holdPassed: false,
  reason: 'A spare part is on its way; repeating the same would delay the work.',
} as const

const twelve = Array.from({ length: 12 }, (_, n) => {
  const priority = (['P1G', 'P1', 'P2', 'P3'] as const)[n % 4] ?? 'P2'
  const promise = n % 3 === 1 ? overdue : n % 3 === 2 ? etr : masterCase.promise
  const impact =
    (['major_outage', 'partial_outage', 'degraded_performance', 'operational'] as const)[n % 4] ?? 'operational'
  return openWith({ priority, promise, impact, title: `Problem number ${n + 1} in region ${n + 1}` }, n)
})

const platforms = home.groups.flatMap((group) => group.platforms)
const hostilePlatform = { ...platforms[0], id: 'x', url: '/platforms/x/', name: HOSTILE, description: HOSTILE }
const onRecord = { unknown: 0, from: null, until: null }
const rtl = {
  title: 'انقطاع المكالمات في المنطقة الغربية منذ الساعة 14:00 (SIP)',
  latest: {
    ...masterCase.latest,
    body: '<p>نحن نعمل على إصلاح المشكلة مع شركة الاتصالات. <strong>(Phoenix)</strong></p>',
  },
}

/** Situations that break pages. */
export const hard: Record<string, PageContext> = {
  empty: homeWith({
    open: [],
    groups: [],
    days: [],
    recent: [],
    maintenance: [],
  }),
  calm: homeWith({
    open: [],
    recent: [],
    groups: home.groups.map((group) => ({
      ...group,
      platforms: group.platforms.map((p) => ({ ...p, state: 'operational' as const, uptime: 10_000 })),
    })),
  }),
  twelve: homeWith({ open: twelve }),
  long: homeWith({
    open: [
      openWith({ title: LONG_WORD, latest: { ...masterCase.latest, body: LONG_TEXT } }, 1),
      openWith({ title: `${'Calls fail '.repeat(30)}`, promise: overdue }, 2),
      openWith(rtl, 3),
    ],
    groups: [
      { name: LONG_WORD, platforms: platforms.slice(0, 2).map((p) => ({ ...p, name: `${LONG_WORD} ${p.name}` })) },
    ],
  }),
  hostile: homeWith({
    open: [openWith({ title: HOSTILE, promise: { ...etr, reason: HOSTILE } })],
    groups: [
      {
        name: HOSTILE,
        platforms: [{ ...hostilePlatform, ...onRecord, state: 'operational', history: [], uptime: 10_000 }],
      },
    ],
    recent: past.map((summary) => ({ ...summary, title: HOSTILE })),
  }),
  overdue: incidentWith({ promise: overdue }),
  waiting: incidentWith({ promise: etr }),
  resolved: incidentWith({
    incident: { ...(past[0] ?? incident.incident) },
    promise: nothingAhead,
    vendor: null,
    caseNumber: null,
    record: null,
  }),
  hostileIncident: incidentWith({
    incident: { ...incident.incident, title: HOSTILE },
    caseNumber: HOSTILE,
    vendor: HOSTILE,
    updates: incident.updates.map((u) => ({ ...u, changes: [{ name: HOSTILE, from: null, to: 'major_outage' }] })),
  }),
  emptyHistory: pageContext({
    kind: 'history',
    month: '2026-03',
    began: null,
    told: { first: '2026-03-01', last: '2026-03-31' },
    incidents: [],
    maintenance: [],
    newer: '2026-04',
    older: null,
    months: [],
  }),
  ...formCases,
  ...owedCases,
  confirmed: pageContext({
    kind: 'confirm',
    state: 'done',
    address: 'a…@example.org',
    follows: [{ scope: { type: 'all' }, name: null, kinds: ['incident'] }],
    more: 0,
    incidents: [
      {
        title: LONG_WORD,
        url: '/incidents/x/',
        phase: 'resolved',
        caseStatus: 'closed_no_response',
        openedAt: masterCase.openedAt,
        caseNumber: LONG_WORD,
        affects: [LONG_WORD],
        promise: { ...overdue, dueAt: null },
      },
    ],
    manageUrl: '/manage/x',
  }),
  explained: incidentWith({
    incident: { ...(past[0] ?? incident.incident) },
    promise: nothingAhead,
    postmortem: { body: LONG_TEXT, at: NOW, correctedAt: NOW, reopenedAt: NOW },
    related: [{ title: HOSTILE, url: '/incidents/rel/', openedAt: NOW }],
    duplicates: [{ title: LONG_WORD, url: '/incidents/dup/', openedAt: NOW }],
  }),
  owing: incidentWith({
    incident: { ...(past[0] ?? incident.incident) },
    postmortem: { dueAt: NOW + 86_400_000, overdue: false },
  }),
  owingLong: incidentWith({
    incident: { ...(past[0] ?? incident.incident) },
    postmortem: { dueAt: NOW - 86_400_000, overdue: true },
  }),
  ...planCases,
  expired: pageContext({
    kind: 'confirm',
    state: 'expired',
    address: null,
    follows: [],
    more: 0,
    incidents: [],
    manageUrl: null,
  }),
  unsubscribed: pageContext({ kind: 'unsubscribe', state: 'done', address: null }),
  named: pageContext({ kind: 'unsubscribe', state: 'done', address: null, namedBy: ['Acme Freight', 'Beta'] }),
  ended: pageContext({ kind: 'unsubscribe', state: 'ended', address: null }),
  unknown: pageContext({ kind: 'unsubscribe', state: 'unknown', address: null }),
  takingBack: pageContext({
    ...{ kind: 'unsubscribe', state: 'askBack', address: 'a…@example.org' },
    follows: [{ scope: { type: 'platform', id: 'voice' }, name: 'Voice', kinds: ['incident'] }],
  }),
  takenBack: pageContext({ kind: 'unsubscribe', state: 'back', address: 'a…@example.org', manageUrl: '/manage/x' }),
  over: pageContext({ kind: 'unsubscribe', state: 'over', address: null }),
  broken: pageContext({ kind: 'error', status: 500, wait: null }),
  away: pageContext({ kind: 'error', status: 503, wait: null }),
  doubtful: pageContext({ kind: 'error', status: 503, wait: 5, perhapsSaved: true }),
  limited: pageContext({ kind: 'error', status: 429, wait: 20 }),
  limitedForLong: pageContext({ kind: 'error', status: 429, wait: 3_540 }),
  unreadable: pageContext({ kind: 'error', status: 400, wait: null }),
  foreignForm: pageContext({ kind: 'error', status: 403, wait: null }),
  wrongMethod: pageContext({ kind: 'error', status: 405, wait: null }),
  tooLarge: pageContext({ kind: 'error', status: 413, wait: null }),
  damaged: pageContext({
    kind: 'confirm',
    state: 'unknown',
    address: null,
    follows: [],
    more: 0,
    incidents: [],
    manageUrl: null,
  }),
  managePush: pageContext({
    kind: 'manage',
    intro: 'introPush',
    address: 'fcm.googleapis.com',
    follows: [
      { scope: { type: 'all' }, name: null, kinds: ['incident'] },
      { scope: { type: 'incident', id: 'k3v9q2m1x8za' }, name: masterCase.title, kinds: ['incident'] },
      { scope: { type: 'incident', id: 'gone' }, name: null, kinds: ['incident'] },
    ],
    platforms: [{ id: 'fax', name: HOSTILE, url: '/platforms/fax/', archived: true }],
    incidents: [
      {
        id: masterCase.id,
        title: LONG_WORD,
        openedAt: masterCase.openedAt,
        caseNumber: HOSTILE,
        affects: [HOSTILE, LONG_WORD],
      },
    ],
    locale: 'en',
    timeZone: 'Europe/London',
    zones: ['America/Denver', 'Europe/London'],
    owned: {
      attempts: [
        {
          ...{ id: 'a1', at: masterCase.openedAt, type: 'incident.opened', outcome: 'later', status: 500 },
          ...{ answer: HOSTILE, waits: true, nextAt: masterCase.openedAt },
        },
        {
          ...{ id: 'a2', at: masterCase.openedAt, type: 'test', outcome: 'sent', status: 204 },
          ...{ answer: '', waits: false, nextAt: null },
        },
      ],
      waiting: [{ type: 'incident.updated', at: masterCase.openedAt, nextAt: masterCase.openedAt, why: HOSTILE }],
      signed: true,
      secret: 'whsec_abc',
    },
    sent: null,
    faults: [],
    saved: true,
  }),
  notDemo: { ...pageContext(home), site: { ...site, demo: false, supportUrl: null }, feeds: [] },
}
