import type { Context } from 'hono'
import { findIncidentRow } from '../../../../db/incident/incidents.ts'
import { notFound } from '../../../domain/refusal.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { isStaff } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { type IncidentResource, incidentResources } from './resource.ts'

/** An incident that the caller may see: drills are staff's alone. */
export async function shownIncident(c: Context<Env>, deps: AppDeps, id: string): Promise<IncidentResource> {
  const row = await findIncidentRow(deps.db, id)
  if (!row || (row.drill === 1 && !isStaff(c, 'agent'))) return must(notFound('incident'))
  const [resource] = await incidentResources(deps.db, [row], around(deps))
  return resource as IncidentResource
}

export function around(deps: AppDeps) {
  return { now: deps.clock(), plan: deps.plan, siteUrl: deps.site.url }
}

/**
 * After a staff write: brings it onto the page, then wakes the dispatcher. A page that cannot be rendered does not
 * undo the post; the publisher tries again by itself.
 */
export async function makePublic(deps: AppDeps): Promise<void> {
  try {
    await deps.publisher.publish()
  } catch (error) {
    deps.log.error(error, 'the page could not be published')
  } finally {
    deps.dispatcher.nudge()
  }
}

/** The incident after a staff write, on the page. Complete once it is there; a drill never is. */
export async function publishedIncident(c: Context<Env>, deps: AppDeps, id: string) {
  await makePublic(deps)
  const body = await shownIncident(c, deps, id)
  return { body, complete: body.publishedAt !== null || body.drill }
}
