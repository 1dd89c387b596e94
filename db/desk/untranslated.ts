import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** A public text, what it is about, and what it was given in other languages, as JSON. */
export interface StaffText {
  type: 'incident'
  id: string
  title: string
  translations: string
}

/** The newest update of each open incident, the longest open first. Drills are read by nobody else. */
export async function lastUpdates(db: Reader): Promise<StaffText[]> {
  const rows = await db
    .selectFrom('incidents as i')
    .innerJoin('updates as u', 'u.incident_id', 'i.id')
    .select(['i.id', 'i.title', 'u.translations'])
    .where('i.phase', '<>', 'resolved')
    .where('i.drill', '=', 0)
    .where('u.sequence', '=', (e) =>
      e
        .selectFrom('updates as newer')
        .select((f) => f.fn.max('newer.sequence').as('newest'))
        .whereRef('newer.incident_id', '=', 'u.incident_id'),
    )
    .orderBy('i.opened_at')
    .orderBy('i.id')
    .execute()
  return rows.map((row) => ({ type: 'incident', ...row }))
}

/** Reports that were published since then, the oldest first. */
export async function reportsSince(db: Reader, since: Instant): Promise<StaffText[]> {
  const rows = await db
    .selectFrom('postmortems as p')
    .innerJoin('incidents as i', 'i.id', 'p.incident_id')
    .select(['i.id', 'i.title', 'p.translations'])
    .where('p.published_at', '>=', since)
    .where('i.drill', '=', 0)
    .orderBy('p.published_at')
    .orderBy('i.id')
    .execute()
  return rows.map((row) => ({ type: 'incident', ...row }))
}
