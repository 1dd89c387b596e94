import { maintenanceSurroundings } from '../../../db/maintenance/surroundings.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { conflictsOf, type MaintenanceConflict } from '../../domain/maintenance/conflicts.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { byWay, says } from '../../domain/said.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/**
 * Returns what a window collides with at `now`. Refuses with `maintenance_conflicts`, which names each conflict and how to go
 * on, unless staff `accept` them.
 */
export async function checkMaintenanceConflicts(
  trx: Trx,
  maintenance: Maintenance,
  { now, accept }: { now: Instant; accept: boolean },
): Promise<Result<MaintenanceConflict[]>> {
  const conflicts = conflictsOf(maintenance, await maintenanceSurroundings(trx, maintenance), now)
  const [first] = conflicts
  if (!first || accept) return ok(conflicts)
  return refuse({
    kind: 'conflict',
    code: 'maintenance_conflicts',
    ...says`${first} ${GO_ON}`,
    fields: conflicts.map(({ code, detail, parts }) => ({
      pointer: code === 'open_p1g' ? '/platforms' : '/startsAt',
      ...{ detail, parts },
    })),
  })
}

/** What can be done about a collision. */
export const GO_ON = says`Choose another time, or ${byWay('accept', 'go on with acceptConflicts')}.`
