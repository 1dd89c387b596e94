import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type Erasure = Row<'erasures'>

export async function listErasures(db: Reader): Promise<Erasure[]> {
  return db.selectFrom('erasures').selectAll().orderBy('at').orderBy('contact_id').execute()
}

export async function countErasures(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('erasures')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** When somebody at each of these addresses was erased, and not by a list; by hash. */
export async function erasedByHand(db: Reader): Promise<Map<string, Instant>> {
  const rows = (await listErasures(db)).filter(({ by_list }) => by_list === 0)
  return new Map(rows.map(({ address_hash, at }) => [address_hash, at]))
}

/** Remembers that a contact was erased. */
export async function noteErased(trx: Trx, row: NewRow<'erasures'>): Promise<void> {
  await trx
    .insertInto('erasures')
    .values(row)
    .onConflict((conflict) => conflict.column('contact_id').doNothing())
    .execute()
}
