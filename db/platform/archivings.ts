import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row } from '../schema/index.ts'

/** When platforms were last archived, by their ids; of those that older versions archived nothing is known. */
export async function archivings(db: Reader): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db
    .selectFrom('events')
    .select(['platforms', 'at'])
    .where('incident_id', 'is', null)
    .where('kind', '=', 'platform.archived')
    .orderBy('id')
    .execute()
  return new Map(
    rows.flatMap(({ platforms, at }) => (JSON.parse(platforms) as string[]).map((id) => [id, at] as const)),
  )
}

/**
 * When a platform was archived; null while it is in use. Of one that an older version archived the last change is known
 * alone: the archiving, where nothing was changed since.
 */
export function archivedAt(
  { id, archived, updated_at }: Pick<Row<'platforms'>, 'id' | 'archived' | 'updated_at'>,
  known: ReadonlyMap<string, Instant>,
): Instant | null {
  return archived === 0 ? null : (known.get(id) ?? updated_at)
}
