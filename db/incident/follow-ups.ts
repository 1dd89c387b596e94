import type { FollowUp } from '../../server/domain/incident/follow-up.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

export type OpenCase = Pick<Row<'incidents'>, 'id' | 'title' | 'priority' | 'case_status' | 'chased_at'> & FollowUp

/** Open cases that may be waiting for their customers, with what `noAnswerSince` needs. Drills wait for nobody. */
export async function casesThatMayWait(db: Reader): Promise<OpenCase[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(['id', 'title', 'priority', 'case_status', 'asked_at', 'answered_at', 'chased_at'])
    .where('phase', '<>', 'resolved')
    .where('drill', '=', 0)
    .where((e) => e.or([e('case_status', '=', 'resolved_follow_up'), e('asked_at', 'is not', null)]))
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const updates = await db
    .selectFrom('updates')
    .select(['incident_id', 'created_at', 'case_status'])
    .where(
      'incident_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('sequence')
    .execute()
  const byIncident = Map.groupBy(updates, (update) => update.incident_id)
  return rows.map(({ asked_at, answered_at, ...row }) => ({
    ...row,
    askedAt: asked_at,
    answeredAt: answered_at,
    updates: (byIncident.get(row.id) ?? []).map((u) => ({ at: u.created_at, caseStatus: u.case_status })),
  }))
}

/** Notes when the desk asked the customers, or a customer answered; never an earlier time than is known. */
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

/** Notes that the desk was told what it owes a case. */
export async function noteEscalation(trx: Trx, incidentId: string, at: Instant): Promise<void> {
  await trx.updateTable('incidents').set({ chased_at: at }).where('id', '=', incidentId).execute()
}
