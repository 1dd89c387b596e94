import type { Reader, Row } from '../schema/index.ts'

/** The newest update of each of some incidents, without those before it. */
export async function lastSaid(
  db: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Row<'updates'>, 'body' | 'created_at'>>> {
  if (incidentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('updates as u')
    .select(['u.incident_id', 'u.body', 'u.created_at'])
    .where('u.incident_id', 'in', incidentIds)
    .where('u.sequence', '=', (e) =>
      e
        .selectFrom('updates as newer')
        .select((f) => f.fn.max('newer.sequence').as('newest'))
        .whereRef('newer.incident_id', '=', 'u.incident_id'),
    )
    .execute()
  return new Map(rows.map(({ incident_id, ...said }) => [incident_id, said]))
}
