import type { HomeView } from '../../../src/views.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { beganAfter } from '../facts/record.ts'
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
    view: platformView(platform, states, snapshot.past(platform, DAYS)),
  }))
  return {
    kind: 'home',
    open: mostUrgentFirst(open, ({ row }) => row).map((incident) =>
      openIncident(incident, platforms, states, snapshot),
    ),
    groups: [...Map.groupBy(shown, ({ group }) => group)].map(([name, members]) => ({
      name,
      platforms: members.map(({ view }) => view),
    })),
    days: snapshot.days(DAYS),
    recent: recent.map((listed) => summary(listed, platforms, snapshot)),
    isYoung: (await beganAfter(snapshot, snapshot.recentFrom)) !== null,
    maintenance: await maintenanceAtHand(snapshot),
  }
}
