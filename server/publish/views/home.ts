import type { HomeView } from '../../../src/views.ts'
import { byUrgency } from '../../domain/incident/urgency.ts'
import { overall } from '../../domain/platform/state.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { openIncident } from './incident.ts'
import { maintenanceAtHand } from './maintenance.ts'
import { platformView } from './platform.ts'
import { summary } from './summary.ts'

const DAYS = 90

/** The home page: where everything stands, and the last days. */
export async function homeView(snapshot: PublishSnapshot): Promise<HomeView> {
  const [platforms, open, recent] = await Promise.all([snapshot.platforms(), snapshot.open(), snapshot.recent()])
  const states = await currentStates(snapshot)
  const shown = platforms.list.map((platform) => ({
    group: platform.group_name,
    view: platformView(platform, states, snapshot.past(platform.id, DAYS)),
  }))
  return {
    kind: 'home',
    overall: overall([...states.values()]),
    open: open.toSorted(pressing).map((incident) => openIncident(incident, platforms, states, snapshot)),
    groups: [...Map.groupBy(shown, ({ group }) => group)].map(([name, members]) => ({
      name,
      platforms: members.map(({ view }) => view),
    })),
    days: snapshot.days(DAYS),
    recent: recent.map((listed) => summary(listed, platforms)),
    maintenance: await maintenanceAtHand(snapshot),
  }
}

function pressing(a: IncidentWithUpdates, b: IncidentWithUpdates): number {
  const of = ({ row }: IncidentWithUpdates) => ({
    priority: row.priority,
    nextUpdateDueAt: row.next_update_due_at,
    openedAt: row.opened_at,
  })
  return byUrgency(of(a), of(b))
}
