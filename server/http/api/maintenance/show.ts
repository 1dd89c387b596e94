import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { notFound } from '../../../domain/refusal.ts'
import { findMaintenance, type MaintenanceInFull, maintenanceConflicts } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { mayCall } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { makePublic } from '../publish.ts'
import { maintenance, maintenanceResource } from './resource.ts'

export const maintenanceWithWarnings = maintenance
  .extend({
    warnings: z
      .array(
        z.object({
          code: z.enum(['overlap', 'freeze', 'open_p1g']),
          detail: z.string(),
          id: z.string().describe('The id of the other window, of the programme with the freeze, or of the incident.'),
          platforms: z.array(z.string()),
        }),
      )
      .describe('Its current conflicts; for staff only, else empty.'),
  })
  .openapi('MaintenanceInFull')

/** A window, on record or planned by a rule, as the API shows it. */
export async function shownMaintenance(
  c: Context<Env>,
  deps: AppDeps,
  id: string,
): Promise<z.output<typeof maintenanceWithWarnings>> {
  const found = (await findMaintenance(deps.db, id)) ?? must<MaintenanceInFull>(notFound('maintenance'))
  const conflicts = mayCall(c, 'maintenance.change')
    ? await maintenanceConflicts(deps.db, found.maintenance, deps.clock())
    : []
  const warnings = conflicts.map(({ parts: _, ...one }) => ({ ...one, platforms: [...one.platforms] }))
  return { ...maintenanceResource(found, deps), warnings }
}

/** The window after a staff write, on the page. */
export async function publishedMaintenance(c: Context<Env>, deps: AppDeps, id: string) {
  await makePublic(deps)
  return { body: await shownMaintenance(c, deps, id), complete: true }
}
