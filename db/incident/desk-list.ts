import { sql } from 'kysely'
import type { Reader, Row } from '../schema/index.ts'

type Listed = Pick<
  Row<'incidents'>,
  | 'id'
  | 'title'
  | 'priority'
  | 'phase'
  | 'case_status'
  | 'case_number'
  | 'drill'
  | 'opened_at'
  | 'resolved_at'
  | 'next_update_due_at'
  | 'hold_until'
>

/**
 * Incidents for the desk, drills too: the open ones by what is due next, or the closed ones, the last closed first. `query`
 * is looked for in titles and case numbers, whatever the case of Latin letters.
 */
export async function listForDesk(
  db: Reader,
  { open, query, limit }: { open: boolean; query: string; limit: number },
): Promise<Listed[]> {
  const pattern = `%${query.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('incidents')
    .select(['id', 'title', 'priority', 'phase', 'case_status', 'case_number', 'drill', 'opened_at'])
    .select(['resolved_at', 'next_update_due_at', 'hold_until'])
    .where('phase', open ? '<>' : '=', 'resolved')
    .$if(query !== '', (q) =>
      q.where(
        sql<boolean>`(lower(title) like ${pattern} escape '\\' or lower(coalesce(case_number, '')) like ${pattern} escape '\\')`,
      ),
    )
    .orderBy(open ? 'next_update_due_at' : 'resolved_at', open ? 'asc' : 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
