import { type Day, lastDays } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'
import type { IncidentSummary, MonthView, TroubledDay } from '../../../src/views.ts'
import { done, promises } from './plan-samples.ts'

export const GROUPS: Record<string, string[]> = {
  'Microsoft Teams': ['Teams Operator Connect', 'Teams Direct Routing', 'Teams GCC High'],
  Cisco: ['Webex Calling', 'Cisco UCM'],
  Voice: ['Zoom Phone', 'SIP Trunking', 'Contact Centre', 'Skype for Business', 'Emergency Calling'],
  Messaging: ['SMS and MMS', 'Fax', 'Voicemail'],
  Portals: ['Connect Portal', 'Support Portal', 'Number Porting'],
}
/** Days ago and what happened then. */
export const TROUBLE: Record<string, [number, PlatformState][]> = {
  'teams-direct-routing': [
    [0, 'major_outage'],
    [31, 'degraded_performance'],
    [30, 'degraded_performance'],
  ],
  'teams-operator-connect': [
    [0, 'partial_outage'],
    [17, 'under_maintenance'],
  ],
  'sip-trunking': [
    [0, 'degraded_performance'],
    [9, 'partial_outage'],
  ],
  'connect-portal': [
    [44, 'under_maintenance'],
    [65, 'degraded_performance'],
    [23, 'under_maintenance'],
  ],
  'webex-calling': [
    [58, 'major_outage'],
    [57, 'partial_outage'],
  ],
  voicemail: [[3, 'degraded_performance']],
}

type Causes = TroubledDay['causes']

/** Those of Teams Direct Routing: one that lasts, one that is over, and one too long ago to be listed. */
export function troubledDays(days: readonly Day[], now: Causes, before: Causes): TroubledDay[] {
  const dayOf = (ago: number) => days.at(-1 - ago) as Day
  return [
    { ...dayOf(0), state: 'major_outage', lasted: null, causes: now },
    { ...dayOf(30), state: 'degraded_performance', lasted: 92 * 60_000, causes: before },
    { ...dayOf(31), state: 'degraded_performance', lasted: 24 * 3_600_000, causes: [] },
  ]
}

/** The report on November 2026, as of `now`: one platform was added within it. */
export function monthOf(incidents: readonly IncidentSummary[], now: number, zone: string): MonthView {
  const days = lastDays(now, 22, zone)
  const history = days.map((_, index): PlatformState => (index === 18 ? 'partial_outage' : 'operational'))
  const [first] = incidents
  const platform = first?.platforms[0] ?? { id: 'trunks', name: 'Trunks', url: '/platforms/trunks/' }
  const { id, name, url } = platform
  const added = days.slice(9)
  return {
    kind: 'month',
    month: '2026-11',
    soFar: true,
    began: null,
    platforms: [
      { id, name, url, days, history, uptime: 9_951, unknown: 0, from: null, until: null },
      {
        ...{ id: 'chat', name: 'Chat', url: '/platforms/chat/' },
        ...{
          days: added,
          history: history.slice(9),
          uptime: 9_890,
          unknown: 0,
          from: added[0]?.from ?? null,
          until: null,
        },
      },
    ],
    incidents: incidents.map((incident) => ({ ...incident, figures: promises.total })),
    total: promises.total,
    notices: promises.notices,
    maintenance: [
      { ...done, planned: { startsAt: done.startsAt, endsAt: done.endsAt - 1_800_000 }, newEnd: done.endsAt },
    ],
    newer: null,
    older: '2026-10',
  }
}
