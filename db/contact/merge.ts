import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Trx } from '../schema/index.ts'

interface Pair {
  from: string
  into: string
}

/** Deletes an entry; what it was told, called for and asks for becomes that of another entry of the same person. */
export async function replaceContact(trx: Trx, { from, into }: Pair): Promise<void> {
  for (const table of ['contact_notices', 'contact_calls', 'contact_requests'] as const)
    await trx.updateTable(table).set({ contact_id: into }).where('contact_id', '=', from).execute()
  await trx.deleteFrom('contacts').where('id', '=', from).execute()
}

/** The contacts, proofs and calls of one organisation become another's; its links are kept as revoked. */
export async function handOver(trx: Trx, { from, into }: Pair, now: Instant): Promise<void> {
  const other = (id: string) => sql`select 1 from contact_notices as o where o.organisation_id = ${id}
    and o.event_id = contact_notices.event_id and o.address_hash = contact_notices.address_hash`
  // Where both were to be told, one proof is enough: rather that of a message that was sent.
  await sql`delete from contact_notices where organisation_id = ${into} and untold is not null
    and exists (${other(from)} and o.untold is null)`.execute(trx)
  await sql`delete from contact_notices where organisation_id = ${from} and exists (${other(into)})`.execute(trx)
  await trx
    .updateTable('organisation_links')
    .set({ revoked_at: now })
    .where('organisation_id', '=', from)
    .where('revoked_at', 'is', null)
    .execute()
  for (const table of ['contacts', 'contact_notices', 'contact_calls', 'organisation_links'] as const)
    await trx.updateTable(table).set({ organisation_id: into }).where('organisation_id', '=', from).execute()
}
