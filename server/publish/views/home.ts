import type { HomeView } from '../../../src/views.ts'
import { byUrgency } from '../../domain/incident/urgency.ts'
import { overall } from '../../domain/platform/state.ts'
import type { Facts, Told } from '../facts/facts.ts'
import { openIncident } from './incident.ts'
import { maintenanceAtHand } from './maintenance.ts'
import { currentStates, platformView } from './platform.ts'
import { summary } from './summary.ts'

const DAYS = 90

/** The home page: where everything stands, and the last days. */
export async function homeView(facts: Facts): Promise<HomeView> {
  const [platforms, open, recent] = await Promise.all([facts.platforms(), facts.open(), facts.recent()])
  const states = await currentStates(facts)
  const shown = platforms.list.map((platform) => ({
    group: platform.group_name,
    view: platformView(platform, states, facts.past(platform.id, DAYS)),
  }))
  return {
    kind: 'home',
    overall: overall([...states.values()]),
    open: open.toSorted(pressing).map((told) => openIncident(told, platforms, facts)),
    groups: [...Map.groupBy(shown, ({ group }) => group)].map(([name, members]) => ({
      name,
      platforms: members.map(({ view }) => view),
    })),
    days: facts.days(DAYS),
    recent: recent.map((listed) => summary(listed, platforms)),
    maintenance: await maintenanceAtHand(facts),
  }
}

function pressing(a: Told, b: Told): number {
  const of = ({ row }: Told) => ({
    priority: row.priority,
    nextUpdateDueAt: row.next_update_due_at,
    openedAt: row.opened_at,
  })
  return byUrgency(of(a), of(b))
}
