import type { Db, Row } from '../../../db/schema/index.ts'

/** What is on record of who was to be told: of each event the addresses, in order. */
export async function proofs(db: Db): Promise<Row<'contact_notices'>[]> {
  return db.selectFrom('contact_notices').selectAll().orderBy('event_id').orderBy('contact_id').execute()
}
