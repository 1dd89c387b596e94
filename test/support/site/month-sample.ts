import { lastDays } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'
import type { IncidentSummary, MonthView } from '../../../src/views.ts'
import { done, promises } from './plan-samples.ts'

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
    platforms: [
      { id, name, url, days, history, uptime: 9_951, from: null, until: null },
      {
        ...{ id: 'chat', name: 'Chat', url: '/platforms/chat/' },
        ...{ days: added, history: history.slice(9), uptime: 9_890, from: added[0]?.from ?? null, until: null },
      },
    ],
    incidents: incidents.map((incident) => ({ ...incident, figures: promises.total })),
    total: promises.total,
    notices: promises.notices,
    maintenance: [{ ...done, planned: { startsAt: done.startsAt, endsAt: done.endsAt } }],
    newer: null,
    older: '2026-10',
  }
}
