import type { Context } from 'hono'
import { newestEventOf } from '../../../../db/incident/published.ts'
import { notFound } from '../../../domain/refusal.ts'
import { findIncident } from '../../../queries/incidents.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { mayCall } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { rfc3339 } from '../common.ts'
import { makePublic } from '../publish.ts'
import { type IncidentResource, incidentResource } from './resource.ts'

/** An incident that the caller may see: drills are for staff only. */
export async function shownIncident(c: Context<Env>, deps: AppDeps, id: string): Promise<IncidentResource> {
  const found = await findIncident(deps.db, id, { drills: mayCall(c, 'drill.read') })
  return found ? incidentResource(found, deps) : must(notFound('incident'))
}

/** The incident after a staff write, on the page. Complete once that write is there; a drill never is. */
export async function publishedIncident(c: Context<Env>, deps: AppDeps, id: string) {
  const event = await newestEventOf(deps.db, id)
  const isOut = await makePublic(deps)
  const body = await shownIncident(c, deps, id)
  if (body.drill || body.publishedAt !== null) return { body, complete: true }
  // Somebody else's later write is what is not on the page yet.
  if (!isOut || (await newestEventOf(deps.db, id)) === event) return { body, complete: false }
  return { body: { ...body, publishedAt: rfc3339(deps.clock()) }, complete: true }
}
