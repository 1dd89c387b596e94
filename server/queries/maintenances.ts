import { type LoadedMaintenance, loadMaintenance, withNotices } from '../../db/maintenance/load.ts'
import { maintenancesAround, openMaintenances } from '../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../db/maintenance/programmes.ts'
import { maintenanceSurroundings } from '../../db/maintenance/surroundings.ts'
import { type MaintenanceUpdateRow, maintenanceUpdatesOf } from '../../db/maintenance/updates.ts'
import { platformNames } from '../../db/platform/platforms.ts'
import type { Reader } from '../../db/schema/index.ts'
import { calendar, inOrder, resolveAll } from '../domain/maintenance/calendar.ts'
import { conflictsOf, type MaintenanceConflict } from '../domain/maintenance/conflicts.ts'
import { isOver, isRunning, type Maintenance, type MaintenanceState } from '../domain/maintenance/maintenance.ts'
import { UNSCHEDULED } from '../domain/maintenance/unscheduled.ts'
import type { Window } from '../domain/time/window.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** A window, on record or planned by a rule, with everything that belongs to it. */
export interface MaintenanceInFull extends LoadedMaintenance {
  platforms: { id: string; name: string }[]
  /** Newest first. */
  updates: readonly MaintenanceUpdateRow[]
}

/** One window; null if there is none. */
export async function findMaintenance(db: Reader, id: string): Promise<MaintenanceInFull | null> {
  const loaded = await loadMaintenance(db, id)
  const [maintenance = null] = loaded ? await inFull(db, [loaded]) : []
  return maintenance
}

/** What a window collides with at `now`; nothing once it is over. */
export async function maintenanceConflicts(
  db: Reader,
  maintenance: Maintenance,
  now: Instant,
): Promise<MaintenanceConflict[]> {
  return isOver(maintenance) ? [] : conflictsOf(maintenance, await maintenanceSurroundings(db, maintenance), now)
}

interface MaintenanceFilter {
  state?: MaintenanceState
  platform?: string
  programme?: string
}

/**
 * A page of the windows in an interval, earliest start first, on record or planned by a rule, behind `after` (the last
 * one of the page before). One that overruns counts until it is over.
 */
export async function listMaintenances(
  db: Reader,
  interval: Window,
  filter: MaintenanceFilter,
  page: { now: Instant; limit: number; after?: { startsAt: Instant; id: string } },
): Promise<MaintenanceInFull[]> {
  const programmes = await listProgrammes(db)
  const stored = await maintenancesAround(db, interval)
  const late = (await openMaintenances(db)).filter(
    (m) => isRunning(m) && m.endsAt <= interval.startsAt && interval.startsAt <= page.now,
  )
  const windows = inOrder([...calendar(programmes, stored, interval), ...resolveAll(programmes, late)])
    .filter((m) => fits(m, filter) && (!page.after || isBehind(m, page.after)))
    .slice(0, page.limit)
  return inFull(db, await withNotices(db, windows, new Set([...stored, ...late].map(({ id }) => id))))
}

function fits(m: Maintenance, { state, platform, programme }: MaintenanceFilter): boolean {
  return (
    (state === undefined || m.state === state) &&
    (platform === undefined || m.platforms.includes(platform)) &&
    (programme === undefined || (m.programmeId ?? UNSCHEDULED) === programme)
  )
}

function isBehind(m: Maintenance, after: { startsAt: Instant; id: string }): boolean {
  return m.startsAt > after.startsAt || (m.startsAt === after.startsAt && m.id > after.id)
}

async function inFull(db: Reader, loaded: readonly LoadedMaintenance[]): Promise<MaintenanceInFull[]> {
  const onRecord = loaded.filter((one) => one.onRecord).map((one) => one.maintenance.id)
  const updates = Map.groupBy(await maintenanceUpdatesOf(db, onRecord), (row) => row.maintenance_id)
  const names = await platformNames(db)
  return loaded.map((one) => ({
    ...one,
    platforms: one.maintenance.platforms.map((id) => ({ id, name: names.get(id) ?? id })),
    updates: updates.get(one.maintenance.id) ?? [],
  }))
}
