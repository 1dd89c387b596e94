import type { HomeView, OpenIncident } from '../../../src/views.ts'
import { overall } from '../../domain/platform/state.ts'
import { standingOf } from '../../domain/platform/uptime.ts'
import { firstDue } from '../../domain/promise/promise.ts'
import type { Instant, PlatformState } from '../../domain/vocabulary.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { beganAfter } from '../facts/record.ts'
import type { IncidentWithImpacts, PublishSnapshot } from '../facts/snapshot.ts'
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
  const shownOpen = mostUrgentFirst(open, ({ row }) => row).map((incident) =>
    openIncident(incident, platforms, states, snapshot),
  )
  return {
    kind: 'home',
    overall: overall([...states.values()]),
    open: shownOpen,
    since: troubledSince(states, snapshot) ?? openSince(firstDue(shownOpen), open),
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

/** Since when the first of the platforms that do not work has not; null where all do. */
function troubledSince(
  states: ReadonlyMap<string, PlatformState>,
  { happened }: Pick<PublishSnapshot, 'happened'>,
): Instant | null {
  const began = [...states].flatMap(([id, state]) =>
    state === 'operational' || state === 'under_maintenance' ? [] : (standingOf(happened(id)).since ?? []),
  )
  return began.length === 0 ? null : Math.min(...began)
}

/** Since when an incident has been open without a break. */
function openSince(shown: OpenIncident | undefined, open: readonly IncidentWithImpacts[]): Instant | null {
  if (!shown) return null
  const reopenedAt = open.find(({ row }) => row.id === shown.id)?.closed.at(-1)?.until
  return reopenedAt ?? shown.startedAt ?? shown.openedAt
}
