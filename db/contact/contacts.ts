import { sql } from 'kysely'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type ContactRow = Row<'contacts'>
/** A contact, and what is known of its address. */
export type ReachedContactRow = ContactRow & Pick<Row<'subscribers'>, 'state' | 'off_reason'>

export async function findContactRow(db: Reader, id: string): Promise<ReachedContactRow | null> {
  return (await reached(db).where('c.id', '=', id).executeTakeFirst()) ?? null
}

/** The contacts of some organisations: of each the primary ones first, then by name. */
export async function contactsOf(db: Reader, organisationIds: readonly string[]): Promise<ReachedContactRow[]> {
  if (organisationIds.length === 0) return []
  return reached(db)
    .where('c.organisation_id', 'in', organisationIds)
    .orderBy('c.organisation_id')
    .orderBy('c.rank', 'desc')
    .orderBy('c.search')
    .orderBy('c.id')
    .execute()
}

/** Everything that is on record for one person: the entries with its address. */
export async function contactsOfSubscriber(db: Reader, subscriberId: string): Promise<ReachedContactRow[]> {
  return reached(db).where('c.subscriber_id', '=', subscriberId).orderBy('c.id').execute()
}

/** Names of the organisations that are promised that something is told to a subscriber. */
export async function promisedFor(db: Reader, subscriberId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contacts as c')
    .innerJoin('organisations as o', 'o.id', 'c.organisation_id')
    .select('o.name')
    .where('c.subscriber_id', '=', subscriberId)
    .where((e) => e.or([e('c.master_case', '=', 1), e('c.maintenance', '=', 1)]))
    .orderBy('o.search')
    .execute()
  return rows.map((row) => row.name)
}

function reached(db: Reader) {
  return db
    .selectFrom('contacts as c')
    .innerJoin('subscribers as u', 'u.id', 'c.subscriber_id')
    .selectAll('c')
    .select(['u.state', 'u.off_reason'])
}

export async function insertContact(trx: Trx, row: NewRow<'contacts'>): Promise<void> {
  await trx.insertInto('contacts').values(row).execute()
}

export async function changeContactRow(
  trx: Trx,
  id: string,
  change: Partial<Omit<ContactRow, 'id' | 'created_at'>>,
): Promise<void> {
  await trx.updateTable('contacts').set(change).where('id', '=', id).execute()
}

/**
 * Deletes an entry; the proofs stay without the person. What the other side said of a message may name the address, and
 * so may notes of calls.
 */
export async function deleteContact(trx: Trx, { id, subscriber_id }: Pick<ContactRow, 'id' | 'subscriber_id'>) {
  await sql`
    update deliveries set error = case when error is null then null else 'the address did not work' end, result_detail = null
    where subscriber_id = ${subscriber_id} and (error is not null or result_detail is not null)
      and event_id in (select event_id from contact_notices where contact_id = ${id})`.execute(trx)
  await trx
    .updateTable('contact_notices')
    .set({ untold: 'the address did not work' })
    .where('contact_id', '=', id)
    .where('untold', 'is not', null)
    .execute()
  await trx.updateTable('contact_calls').set({ note: null }).where('contact_id', '=', id).execute()
  await trx.deleteFrom('contacts').where('id', '=', id).execute()
}
