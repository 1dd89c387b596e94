import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'

/**
 * Records that the page shows these incidents as they were at event `event`. One with a later event stays unpublished
 * until that is on the page.
 */
export async function markShown(trx: Trx, ids: readonly string[], event: number, at: Instant): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('incidents')
    .set({ published_at: at })
    .where('id', 'in', ids)
    .where('published_at', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('events')
            .select('events.id')
            .whereRef('events.incident_id', '=', 'incidents.id')
            .where('events.id', '>', event),
        ),
      ),
    )
    .execute()
}

/** The id of the newest event of an incident, 0 without any. */
export async function newestEventOf(db: Reader, incidentId: string): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.max('id').as('id'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row?.id ?? 0
}

/** Public incidents whose newest state is not on the page yet; the newest hundred. */
export async function unpublishedIncidents(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('id')
    .where('published_at', 'is', null)
    .where('drill', '=', 0)
    .orderBy('updated_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => row.id)
}
