import type { Reader, Row, Trx } from '../schema/index.ts'

/** Relates two incidents, in both directions. */
export async function relate(trx: Trx, one: string, other: string): Promise<void> {
  await trx
    .insertInto('relations')
    .values([
      { incident_id: one, related_id: other },
      { incident_id: other, related_id: one },
    ])
    .onConflict((conflict) => conflict.columns(['incident_id', 'related_id']).doNothing())
    .execute()
}

type RelatedIncident = Pick<Row<'incidents'>, 'id' | 'title' | 'opened_at' | 'phase'> & { incident_id: string }

/** The incidents that some incidents (`incident_id`) are related to, oldest first. */
export async function relatedTo(db: Reader, incidentIds: readonly string[]): Promise<RelatedIncident[]> {
  if (incidentIds.length === 0) return []
  return db
    .selectFrom('relations as r')
    .innerJoin('incidents as i', 'i.id', 'r.related_id')
    .select(['r.incident_id', 'i.id', 'i.title', 'i.opened_at', 'i.phase'])
    .where('r.incident_id', 'in', incidentIds)
    .orderBy('i.opened_at')
    .orderBy('i.id')
    .execute()
}
