import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { loadMaintenance } from '../../../../db/maintenance/load.ts'
import { checkMaintenanceConflicts } from '../../../actions/maintenance/check-maintenance-conflicts.ts'
import { isOver } from '../../../domain/maintenance/maintenance.ts'
import { notFound } from '../../../domain/refusal.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { isStaff } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { around, makePublic } from '../incident/show.ts'
import { maintenance, maintenanceResources } from './resource.ts'

export const maintenanceWithWarnings = maintenance
  .extend({
    warnings: z
      .array(
        z.object({
          code: z.enum(['overlap', 'freeze', 'open_p1g']),
          detail: z.string(),
          id: z.string().describe('The other window, the programme whose freeze it is, or the incident.'),
          platforms: z.array(z.string()),
        }),
      )
      .describe('What it collides with now; for staff, empty for the public.'),
  })
  .openapi('MaintenanceInFull')

/** A window, on record or planned by a rule, as one answer shows it. */
export async function shownMaintenance(
  c: Context<Env>,
  deps: AppDeps,
  id: string,
): Promise<z.output<typeof maintenanceWithWarnings>> {
  const loaded = await loadMaintenance(deps.db, id)
  if (!loaded) return must(notFound('maintenance'))
  const [resource] = await maintenanceResources(deps.db, [loaded], around(deps))
  if (!resource) throw new Error('one window makes one resource')
  const isOfInterest = isStaff(c, 'agent') && !isOver(loaded.maintenance)
  const conflicts = isOfInterest ? must(await checkMaintenanceConflicts(deps.db, loaded.maintenance, true)) : []
  return { ...resource, warnings: conflicts.map((one) => ({ ...one, platforms: [...one.platforms] })) }
}

/** The window after a staff write, on the page. */
export async function publishedMaintenance(c: Context<Env>, deps: AppDeps, id: string) {
  await makePublic(deps)
  return { body: await shownMaintenance(c, deps, id), complete: true }
}
