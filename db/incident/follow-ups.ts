import type { FollowUp } from '../../server/domain/incident/follow-up.ts'
import type { WaitingCase } from '../../server/domain/incident/worklist.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'
import { withPostedAt } from './posted.ts'

/** Open cases that may be waiting for their customers, the longest open first. Drills wait for nobody. */
export async function waitingCases(db: Reader): Promise<WaitingCase[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(['id', 'title', 'priority', 'opened_at', 'asked_at as askedAt', 'answered_at as answeredAt'])
    .where('phase', '<>', 'resolved')
    .where('drill', '=', 0)
    .where((e) => e.or([e('case_status', '=', 'resolved_follow_up'), e('asked_at', 'is not', null)]))
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const byIncident = await saidOf(db, ids)
  // Asked for this order, SQLite goes through all cases there ever were.
  const inOrder = rows.toSorted((a, b) => a.opened_at - b.opened_at || (a.id < b.id ? -1 : 1))
  return inOrder.map(({ opened_at, ...row }) => ({ ...row, updates: byIncident.get(row.id) ?? [] }))
}

/** What was heard of one case. */
export async function followUpOf(db: Reader, incidentId: string): Promise<FollowUp> {
  const contact = await db
    .selectFrom('incidents')
    .select(['asked_at as askedAt', 'answered_at as answeredAt'])
    .where('id', '=', incidentId)
    .executeTakeFirstOrThrow()
  return { ...contact, updates: (await saidOf(db, [incidentId])).get(incidentId) ?? [] }
}

/** When each update of these cases was really posted, and where the case stood then; oldest first. */
async function saidOf(db: Reader, incidentIds: readonly string[]): Promise<Map<string, FollowUp['updates']>> {
  const updates = await db
    .selectFrom('updates')
    .select(['id', 'incident_id', 'created_at', 'case_status as caseStatus'])
    .where('incident_id', 'in', incidentIds)
    .orderBy('incident_id')
    .orderBy('sequence')
    .execute()
  const byIncident = Map.groupBy(await withPostedAt(db, updates), (update) => update.incident_id)
  return new Map(
    [...byIncident].map(([id, said]) => [id, said.map(({ posted_at: at, caseStatus }) => ({ at, caseStatus }))]),
  )
}

/** Records when the desk asked the customers, or a customer answered; never an earlier time than is known. */
export async function noteContactRow(
  trx: Trx,
  incidentId: string,
  column: 'asked_at' | 'answered_at',
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('incidents')
    .set({ [column]: at })
    .where('id', '=', incidentId)
    .where((e) => e.or([e(column, 'is', null), e(column, '<', at)]))
    .execute()
}
