import type { DeskMaintenancesView, DeskWindow, MaintenanceSummary, PlatformChoices } from '../../../../src/views.ts'
import { actualWindow, isOver, isRunning, overruns } from '../../../domain/maintenance/maintenance.ts'
import { DAY, type Instant } from '../../../domain/vocabulary.ts'
import { listMaintenances, type MaintenanceInFull } from '../../../queries/maintenances.ts'
import { readOwed } from '../../../queries/owed.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'

type Deps = Pick<AppDeps, 'db' | 'plan' | 'clock'>

/** What is about to start, how far ahead the desk's list goes, and how many windows it has room for. */
const [SOON, AHEAD, MOST] = [DAY, 92 * DAY, 300]

export const deskPath = (id: string) => `/staff/maintenance/${id}/`

export function summaryOf({ maintenance: m, platforms }: MaintenanceInFull, now: Instant): MaintenanceSummary {
  return {
    ...{ id: m.id, url: deskPath(m.id), title: m.title, state: m.state, impact: m.impact, zone: m.zone },
    ...{ overruns: overruns(m, now), ...actualWindow(m) },
    platforms: platforms.map(({ id, name }) => ({ id, name, url: `/platforms/${id}/` })),
  }
}

/** When details of each window are due, where they are owed. */
export async function detailsDue({ db, plan, clock }: Deps): Promise<ReadonlyMap<string, Instant>> {
  const owed = await readOwed(db, plan, clock())
  return new Map(owed.flatMap(({ kind, object, dueAt }) => (kind === 'details' ? [[object.id, dueAt]] : [])))
}

/** The desk's list: each window once, where it matters most. */
export async function maintenancesContent(deps: Deps): Promise<Omit<DeskMaintenancesView, 'me' | 'faults'>> {
  const now = deps.clock()
  const due = await detailsDue(deps)
  const all = await listMaintenances(deps.db, { startsAt: now, endsAt: now + AHEAD }, {}, { now, limit: MOST })
  const open = all.filter(({ maintenance }) => !isOver(maintenance))
  const show = (one: MaintenanceInFull): DeskWindow => ({
    window: summaryOf(one, now),
    detailsDueAt: due.get(one.maintenance.id) ?? null,
  })
  const place = ({ maintenance: m }: MaintenanceInFull) => {
    if (isRunning(m)) return 'running'
    if (m.startsAt < now + SOON) return 'soon'
    return due.has(m.id) ? 'lacking' : 'later'
  }
  const placed = Map.groupBy(open, place)
  const later = Map.groupBy(placed.get('later') ?? [], ({ maintenance }) => maintenance.programme?.title ?? null)
  return {
    kind: 'console/maintenances',
    running: (placed.get('running') ?? []).map(show),
    soon: (placed.get('soon') ?? []).map(show),
    lacking: (placed.get('lacking') ?? []).map(show),
    programmes: [...later].map(([title, windows]) => ({ title, windows: windows.map((one) => summaryOf(one, now)) })),
  }
}

/** Every platform in use, as the page groups them, and those that a window has though they are not. */
export async function platformChoices({ db }: Deps, named: readonly string[] = []): Promise<PlatformChoices> {
  const all = await listPlatforms(db, { archived: true })
  const shown = all.filter(({ id, archived }) => !archived || named.includes(id))
  const groups = [...Map.groupBy(shown, ({ group }) => group)]
  return {
    groups: groups.map(([name, members]) => ({ name, platforms: members.map(({ id, name }) => ({ id, name })) })),
  }
}
