import type { LoadedMaintenance } from '../../../../db/maintenance/load.ts'
import { maintenancesAround, openMaintenances } from '../../../../db/maintenance/maintenances.ts'
import { noticesByMaintenance } from '../../../../db/maintenance/notices.ts'
import { listProgrammes } from '../../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { calendar, inOrder, resolveAll } from '../../../domain/maintenance/calendar.ts'
import { isRunning, type Maintenance, type MaintenanceState } from '../../../domain/maintenance/maintenance.ts'
import { promised } from '../../../domain/maintenance/promises.ts'
import { UNSCHEDULED } from '../../../domain/maintenance/unscheduled.ts'
import type { Window } from '../../../domain/time/window.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

export interface MaintenanceFilter {
  state?: MaintenanceState | undefined
  platform?: string | undefined
  programme?: string | undefined
}

/**
 * A page of the windows in a interval of time by their start, on record or planned by a rule, behind `after` (the last
 * one of the page before). One that overruns counts until it is over, whatever it was told to last.
 */
export async function listMaintenances(
  db: Reader,
  interval: Window,
  filter: MaintenanceFilter,
  page: { now: Instant; limit: number; after?: { startsAt: Instant; id: string } | undefined },
): Promise<LoadedMaintenance[]> {
  const programmes = await listProgrammes(db)
  const stored = await maintenancesAround(db, interval)
  const late = (await openMaintenances(db)).filter(
    (m) => isRunning(m) && m.endsAt <= interval.startsAt && interval.startsAt <= page.now,
  )
  const windows = inOrder([...calendar(programmes, stored, interval), ...resolveAll(programmes, late)])
    .filter((m) => fits(m, filter) && (!page.after || isBehind(m, page.after)))
    .slice(0, page.limit)
  const onRecord = new Set([...stored, ...late].map(({ id }) => id))
  const ledgers = await noticesByMaintenance(
    db,
    windows.map(({ id }) => id),
  )
  return windows.map((maintenance) => {
    const known = onRecord.has(maintenance.id)
    const notices = known ? (ledgers.get(maintenance.id) ?? []) : promised(maintenance)
    return { maintenance, notices, onRecord: known }
  })
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
