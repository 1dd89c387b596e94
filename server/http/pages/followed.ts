import { findIncidentRow } from '../../../db/incident/incidents.ts'
import type { FollowedIncident } from '../../../src/views.ts'
import { standing } from '../../domain/promise/promise.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { incidentUrl } from '../../lib/links.ts'
import type { AppDeps } from '../deps.ts'

/** The incidents among what is followed, with what is promised next. */
export async function followedIncidents(
  { db, plan, clock }: Pick<AppDeps, 'db' | 'plan' | 'clock'>,
  scopes: readonly Scope[],
): Promise<FollowedIncident[]> {
  const ids = scopes.flatMap((scope) => (scope.type === 'incident' ? [scope.id] : []))
  const rows = await Promise.all(ids.map((id) => findIncidentRow(db, id)))
  return rows
    .filter((row) => row !== null)
    .filter(({ drill }) => drill === 0)
    .map(({ id, title, phase, next_update_due_at: dueAt, etr, hold_until: holdUntil }) => ({
      title,
      url: incidentUrl('', id),
      phase,
      promise: { dueAt, standing: standing(dueAt, clock(), plan.dueSoon), basis: null, etr, holdUntil, reason: null },
    }))
}
