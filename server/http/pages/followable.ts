import { affectedNames, openIncidents, publicIncidents } from '../../../db/incident/public.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { FollowableIncident } from '../../../src/views.ts'
import { scopeText } from '../../actions/subscription/input.ts'

/** So many incidents that are not open does a form name at most. */
const MOST = 200

/**
 * The incidents that a form offers to be followed alone: the open ones, newest first, then those that are
 * `named` ("incident:ID"), whatever became of them.
 */
export async function followableIncidents(db: Reader, named: readonly string[]): Promise<FollowableIncident[]> {
  const open = await openIncidents(db)
  const listed = new Set(open.map(({ id }) => id))
  const others = named.slice(0, MOST).flatMap((text) => {
    const { data: scope } = scopeText.safeParse(text)
    return scope?.type === 'incident' && !listed.has(scope.id) ? [scope.id] : []
  })
  const rows = [...open, ...(await publicIncidents(db, [...new Set(others)]))]
  const names = await affectedNames(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title },
    ...{ openedAt: row.opened_at, caseNumber: row.case_number, affects: names.get(row.id) ?? [] },
  }))
}
