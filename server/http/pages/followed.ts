import { findIncidentRow } from '../../../db/incident/incidents.ts'
import { affectedNames } from '../../../db/incident/public.ts'
import type { Row } from '../../../db/schema/index.ts'
import type { FollowedIncident } from '../../../src/views.ts'
import { hasPassed, standing } from '../../domain/promise/promise.ts'
import type { Instant, Scope } from '../../domain/vocabulary.ts'
import { incidentUrl } from '../../lib/links.ts'
import type { AppDeps } from '../deps.ts'

/** The incidents among what is followed, with what is promised next. */
export async function followedIncidents(
  { db, plan, clock }: Pick<AppDeps, 'db' | 'plan' | 'clock'>,
  scopes: readonly Scope[],
): Promise<FollowedIncident[]> {
  const ids = scopes.flatMap((scope) => (scope.type === 'incident' ? [scope.id] : []))
  const rows = await Promise.all(ids.map((id) => findIncidentRow(db, id)))
  const names = await affectedNames(db, ids)
  return rows
    .filter((row) => row !== null)
    .filter(({ drill }) => drill === 0)
    .map((row) => ({
      title: row.title,
      url: incidentUrl('', row.id),
      openedAt: row.opened_at,
      caseNumber: row.case_number,
      affects: names.get(row.id) ?? [],
      phase: row.phase,
      caseStatus: row.case_status,
      promise: promiseOf(row, clock(), plan.dueSoon),
    }))
}

function promiseOf(
  { next_update_due_at: dueAt, etr, hold_until: holdUntil }: Row<'incidents'>,
  now: Instant,
  dueSoon: number,
) {
  return {
    ...{ dueAt, standing: standing(dueAt, now, dueSoon), basis: null, reason: null },
    ...{ etr, etrPassed: hasPassed(etr, now), holdUntil, holdPassed: hasPassed(holdUntil, now) },
  }
}
