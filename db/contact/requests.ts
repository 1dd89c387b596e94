import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type RequestRow = Row<'contact_requests'>

export async function findRequest(db: Reader, id: string): Promise<RequestRow | null> {
  return (await db.selectFrom('contact_requests').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** What waits to be decided, the oldest first; of some contacts, or of all. */
export async function openRequests(db: Reader, contactIds?: readonly string[]): Promise<RequestRow[]> {
  return db
    .selectFrom('contact_requests')
    .selectAll()
    .where('ended_at', 'is', null)
    .$if(contactIds !== undefined, (query) => query.where('contact_id', 'in', contactIds as string[]))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** What waits to be decided, the oldest first, with whose entry it is about and of which organisation. */
export async function waitingRequests(db: Reader, limit: number) {
  return db
    .selectFrom('contact_requests as r')
    .innerJoin('contacts as c', 'c.id', 'r.contact_id')
    .innerJoin('organisations as o', 'o.id', 'c.organisation_id')
    .select([
      'r.id',
      'r.change',
      'r.created_at',
      'c.name as contact',
      'o.id as organisation_id',
      'o.name as organisation',
    ])
    .where('r.ended_at', 'is', null)
    .orderBy('r.created_at')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}

/** When a contact's requests since `since` were made, the oldest first. */
export async function requestTimes(db: Reader, contactId: string, since: Instant): Promise<Instant[]> {
  const rows = await db
    .selectFrom('contact_requests')
    .select('created_at')
    .where('contact_id', '=', contactId)
    .where('created_at', '>', since)
    .orderBy('created_at')
    .execute()
  return rows.map(({ created_at }) => created_at)
}

export async function insertRequest(trx: Trx, row: NewRow<'contact_requests'>): Promise<void> {
  await trx.insertInto('contact_requests').values(row).execute()
}

/** A newer request takes the place of the one that waits, whose words go. */
export async function replaceRequests(trx: Trx, contactId: string, now: Instant): Promise<void> {
  await trx
    .updateTable('contact_requests')
    .set({ ended_at: now, outcome: 'replaced', change: '{}' })
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function endRequestRow(
  trx: Trx,
  id: string,
  { by, outcome, now }: { by: string; outcome: 'done' | 'dismissed'; now: Instant },
): Promise<void> {
  await trx.updateTable('contact_requests').set({ ended_at: now, ended_by: by, outcome }).where('id', '=', id).execute()
}
