import type { NewRow, Trx } from '../schema/index.ts'

/** Writes down that a contact was told by hand. */
export async function insertCall(trx: Trx, row: NewRow<'contact_calls'>): Promise<void> {
  await trx.insertInto('contact_calls').values(row).execute()
}
