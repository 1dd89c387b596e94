import { waitingCases } from '../../db/incident/follow-ups.ts'
import { listIncidents } from '../../db/incident/incidents.ts'
import { unreportedCases } from '../../db/incident/postmortems.ts'
import { acknowledgementsOf, timelinesOf } from '../../db/incident/promises.ts'
import { loadCurrentMaintenances } from '../../db/maintenance/load.ts'
import type { Reader, Row } from '../../db/schema/index.ts'
import {
  type MissingReport,
  missingReports,
  type UnansweredCase,
  unansweredCases,
} from '../domain/incident/worklist.ts'
import { type MaintenanceWorkItem, workItemsOf } from '../domain/maintenance/worklist.ts'
import type { Plan } from '../domain/plan/plan.ts'
import { ledgerOf } from '../domain/promise/ledger.ts'
import { standing } from '../domain/promise/promise.ts'
import type { Instant, Priority, Standing } from '../domain/vocabulary.ts'

/** What the desk has to do, the most urgent first in each list. Nothing here happens by itself. */
export interface Worklist {
  updates: DueUpdate[]
  unanswered: UnansweredCase[]
  postmortems: MissingReport[]
  maintenance: MaintenanceWorkItem[]
}

export async function readWorklist(db: Reader, plan: Plan, now: Instant): Promise<Worklist> {
  return {
    updates: await dueUpdates(db, plan, now),
    unanswered: unansweredCases(await waitingCases(db), now, plan),
    postmortems: missingReports(await unreportedCases(db), now),
    maintenance: (await loadCurrentMaintenances(db, now)).flatMap(({ maintenance }) =>
      workItemsOf(maintenance, now, plan.dueSoon),
    ),
  }
}

/** A promised update that is due soon or overdue. */
interface DueUpdate {
  promiseId: string
  incidentId: string
  title: string
  priority: Priority
  dueAt: Instant
  standing: Standing
  /** The latest acknowledgement of somebody who knows that it is late. */
  acknowledged: Acknowledgement | null
}

/** More than this are not open at a time. */
const MOST = 1000

/** Promised updates that are due soon or overdue, earliest due first. Drills promise nobody anything. */
async function dueUpdates(db: Reader, plan: Plan, now: Instant): Promise<DueUpdate[]> {
  const open = await listIncidents(db, { open: true }, { limit: MOST })
  const due = open.filter(({ next_update_due_at: at }) => standing(at, now, plan.dueSoon) !== 'on_time')
  const timelines = await timelinesOf(
    db,
    due.map(({ id }) => id),
  )
  const owed = timelines.flatMap((timeline) => ledgerOf(timeline, now)).filter(({ keptAt }) => keptAt === null)
  const known = await latestAcknowledgements(
    db,
    owed.map(({ id }) => id),
  )
  return owed
    .sort((a, b) => a.dueAt - b.dueAt || a.id.localeCompare(b.id))
    .map(({ id, incidentId, title, priority, dueAt }) => ({
      ...{ promiseId: id, incidentId, title, priority, dueAt },
      standing: standing(dueAt, now, plan.dueSoon),
      acknowledged: known.get(id) ?? null,
    }))
}

export type Acknowledgement = Row<'acknowledgements'>

/** The latest acknowledgement of each of some promises. */
export async function latestAcknowledgements(
  db: Reader,
  promiseIds: readonly string[],
): Promise<ReadonlyMap<string, Acknowledgement>> {
  const rows = await acknowledgementsOf(db, promiseIds)
  // The latest comes first; a map keeps the last.
  return new Map(rows.reverse().map((row) => [row.promise_id, row]))
}
