import type { PageContext, PersonView } from '../../../src/views.ts'
import { HOSTILE, LONG_WORD } from './hostile.ts'
import { figures, maintenance, monthly, promises } from './plan-samples.ts'
import { pageContext } from './samples.ts'
import { support } from './support-sample.ts'

const which = { openedAt: 0, caseNumber: null, affects: [HOSTILE] }
const nothing = { due: 0, kept: 0, late: 0, overdue: 0, open: 0, worstLateness: 0, worstGap: null }
const never = { ...nothing, firstResponse: { due: 0, kept: 0, late: 0, slowest: null } }
const hostileWindow = { ...monthly, title: HOSTILE, platforms: [{ id: 'x', name: HOSTILE, url: '/platforms/x/' }] }
const longWindow = { ...monthly, title: LONG_WORD, platforms: [{ id: 'x', name: LONG_WORD, url: '/platforms/x/' }] }
const windows = [hostileWindow, longWindow, ...Array(6).fill(monthly)]

const hostilePerson: PersonView = {
  ...{ role: HOSTILE, name: LONG_WORD, ways: [{ name: HOSTILE, contact: 'https://a.example/' }], families: [HOSTILE] },
  ...{ hours: null, onHolidays: 'closed', desk: null },
}

/** Situations of the pages on maintenance and on the support plan that break them. */
export const planCases: Record<string, PageContext> = {
  noMaintenance: pageContext({
    ...{ kind: 'maintenances', running: [], months: [], month: '2026-11', windows: [], past: [], programmes: [] },
  }),
  noMonth: pageContext({ kind: 'maintenance-month', month: '2026-02', windows: [], earlier: null, later: null }),
  fullMonth: pageContext({ kind: 'maintenance-month', month: '2026-12', windows, earlier: '2026-11', later: null }),
  hostileWindow: pageContext({
    ...maintenance,
    maintenance: { ...hostileWindow, state: 'in_progress' },
    programme: { title: HOSTILE, calendar: '/programmes/x/calendar.ics' },
    afterwards: true,
    shortNotice: { class: 'emergency', reason: HOSTILE },
  }),
  silentWindow: pageContext({
    ...maintenance,
    maintenance: { ...monthly, state: 'cancelled', impact: 'none', platforms: [] },
    programme: null,
    notices: [],
    told: false,
    updates: [],
  }),
  noPromises: pageContext({
    ...promises,
    total: never,
    months: [],
    incidents: [],
    notices: { due: 0, kept: 0, late: 0, missed: 0, unkept: [] },
  }),
  brokenPromises: pageContext({
    ...promises,
    total: { ...figures, overdue: 3, due: 17 },
    overdue: [
      { kind: 'next_update', title: HOSTILE, url: '/incidents/x/', dueAt: 0, which },
      { kind: 'report', title: HOSTILE, url: '/incidents/x/', dueAt: 0, which },
    ],
    incidents: [{ title: HOSTILE, url: '/incidents/x/', openedAt: 0, priority: 'P3', figures: never }],
  }),
  bareSupport: pageContext({
    ...support,
    isReachable: false,
    channels: [],
    places: [],
    contacts: [],
    escalation: [],
    programmes: [],
  }),
  hostileSupport: pageContext({
    ...support,
    channels: support.channels.map((channel) => ({ ...channel, name: HOSTILE, note: LONG_WORD })),
    escalation: [{ kind: 'other', name: HOSTILE, note: LONG_WORD, people: [hostilePerson] }],
  }),
}
