import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

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
