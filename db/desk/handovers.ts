import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function insertHandover(trx: Trx, row: NewRow<'handovers'>): Promise<void> {
  await trx.insertInto('handovers').values(row).execute()
}

export async function findHandover(db: Reader, id: string): Promise<Row<'handovers'> | null> {
  return (await db.selectFrom('handovers').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The newest first, after a position. */
export async function listHandoverRows(
  db: Reader,
  { limit, after }: { limit: number; after?: { at: Instant; id: string } | undefined },
): Promise<Row<'handovers'>[]> {
  return db
    .selectFrom('handovers')
    .selectAll()
    .$if(after !== undefined, (query) =>
      query.where((e) =>
        e.or([
          e('created_at', '<', after?.at ?? 0),
          e.and([e('created_at', '=', after?.at ?? 0), e('id', '<', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Notes who has taken it on; nothing else of it ever changes. */
export async function noteTaken(trx: Trx, id: string, by: string, at: Instant): Promise<void> {
  await trx.updateTable('handovers').set({ acknowledged_by: by, acknowledged_at: at }).where('id', '=', id).execute()
}
