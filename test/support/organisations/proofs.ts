import { addressHash } from '../../../db/contact/address-hash.ts'
import type { Db, NewRow, Row } from '../../../db/schema/index.ts'
import { delivery } from '../rows.ts'
import { contactNotice } from './rows.ts'

/** Notes that a contact was to be told of an event, and what became of it; `sent` null: it was not even queued. */
export async function noteTold(
  db: Db,
  contactId: string,
  event: Pick<Row<'events'>, 'id' | 'at' | 'incident_id' | 'maintenance_id'>,
  sent: Partial<NewRow<'deliveries'>> | null,
  rest: Partial<NewRow<'contact_notices'>> = {},
): Promise<void> {
  const { id: event_id, at, incident_id, maintenance_id } = event
  const contact = await db.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow()
  const { organisation_id, email, subscriber_id, rank } = contact
  await db
    .insertInto('contact_notices')
    .values({
      ...{ ...contactNotice, event_id, organisation_id, address_hash: addressHash(db, email), contact_id: contactId },
      ...{ subscriber_id, incident_id, maintenance_id, rank, at },
      purpose: incident_id === null ? 'maintenance' : 'master_case',
      ...rest,
    })
    .execute()
  if (sent === null) return
  const told = { event_id, subscriber_id, created_at: at, due_at: at }
  await db
    .insertInto('deliveries')
    .values({ ...delivery, ...told, ...sent })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The events of an incident or a window that subscribers are told of. */
export async function eventsOf(db: Db, object: { incident_id: string } | { maintenance_id: string }) {
  const [column, id] = Object.entries(object)[0] ?? ['', '']
  return db
    .selectFrom('events')
    .selectAll()
    .where(column as 'incident_id', '=', id)
    .where('notify', '=', 1)
    .orderBy('id')
    .execute()
}

/** What is on record of who was to be told: of each event the entries, in order. */
export async function proofs(db: Db): Promise<Row<'contact_notices'>[]> {
  return db.selectFrom('contact_notices').selectAll().orderBy('event_id').orderBy('contact_id').execute()
}
