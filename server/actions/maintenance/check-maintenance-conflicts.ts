import { impactsOf, listIncidents } from '../../../db/incident/incidents.ts'
import { maintenancesAround } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { calendar } from '../../domain/maintenance/calendar.ts'
import { conflictsOf, type MaintenanceConflict, type Surroundings } from '../../domain/maintenance/conflicts.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/**
 * What a window collides with. Refuses `maintenance_conflicts` unless staff `accept` it: each conflict is named, and how
 * to go on.
 */
export async function checkMaintenanceConflicts(
  db: Reader,
  maintenance: Maintenance,
  accept: boolean,
): Promise<Result<MaintenanceConflict[]>> {
  const conflicts = conflictsOf(maintenance, await surroundings(db, maintenance))
  const [first] = conflicts
  if (!first || accept) return ok(conflicts)
  return refuse({
    kind: 'conflict',
    code: 'maintenance_conflicts',
    detail: `${first.detail} Choose another time, or go on with acceptConflicts.`,
    fields: conflicts.map(({ code, detail }) => ({
      pointer: code === 'open_p1g' ? '/platforms' : '/startsAt',
      detail,
    })),
  })
}

async function surroundings(db: Reader, { startsAt, endsAt }: Maintenance): Promise<Surroundings> {
  const programmes = await listProgrammes(db)
  const interval = { startsAt, endsAt }
  const windows = calendar(programmes, await maintenancesAround(db, interval), interval)
  const open = await listIncidents(db, { open: true, priority: 'P1G' }, { limit: 100 })
  const impacts = await impactsOf(
    db,
    open.map(({ id }) => id),
  )
  const openP1Gs = open.map(({ id, title }) => ({
    id,
    title,
    platforms: impacts
      .filter(({ incident_id, impact }) => incident_id === id && impact !== 'operational')
      .map(({ platform_id }) => platform_id),
  }))
  return { windows, programmes, openP1Gs }
}
