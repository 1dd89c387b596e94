import type { DraftObject } from '../../server/domain/draft/draft.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** A public update, as somebody who is writing the next one has to know it. */
export interface PostedSince {
  id: string
  sequence: number
  author: string
  at: Instant
  /** The phase of an incident, the state of a window. */
  phase: string
  /** Markdown; null: a window's news without words. */
  body: string | null
}

/** The updates of an incident or a window after this sequence number, oldest first. */
export async function updatesSince(db: Reader, { type, id }: DraftObject, base: number): Promise<PostedSince[]> {
  if (type === 'incident') {
    return db
      .selectFrom('updates')
      .select(['id', 'sequence', 'author', 'created_at as at', 'phase', 'body'])
      .where('incident_id', '=', id)
      .where('sequence', '>', base)
      .orderBy('sequence')
      .execute()
  }
  return db
    .selectFrom('maintenance_updates')
    .select(['id', 'sequence', 'author', 'created_at as at', 'state as phase', 'body'])
    .where('maintenance_id', '=', id)
    .where('sequence', '>', base)
    .orderBy('sequence')
    .execute()
}

/** The newest update of an incident or a window; null if it has none. */
export async function newestUpdate(
  db: Reader,
  { type, id }: DraftObject,
): Promise<Pick<PostedSince, 'id' | 'sequence'> | null> {
  const row =
    type === 'incident'
      ? await db
          .selectFrom('updates')
          .select(['id', 'sequence'])
          .where('incident_id', '=', id)
          .orderBy('sequence', 'desc')
          .limit(1)
          .executeTakeFirst()
      : await db
          .selectFrom('maintenance_updates')
          .select(['id', 'sequence'])
          .where('maintenance_id', '=', id)
          .orderBy('sequence', 'desc')
          .limit(1)
          .executeTakeFirst()
  return row ?? null
}
