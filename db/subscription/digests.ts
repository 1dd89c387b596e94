import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row } from '../schema/index.ts'

/** Subscribers whose weekly digest is due, up to `limit`. */
export async function digestsDue(db: Reader, now: Instant, limit: number): Promise<Row<'subscribers'>[]> {
  return db
    .selectFrom('subscribers')
    .selectAll()
    .where('digest_at', 'is not', null)
    .where('digest_at', '<=', now)
    .orderBy('digest_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}
