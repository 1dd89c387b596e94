import type { Trx } from '../schema/index.ts'
import { FORGOTTEN } from '../subscription/forgotten.ts'

/** Removes the demonstration's customers with contacts, links and proofs; returns the subscribers at the addresses of their contacts. */
export async function removeDemoOrganisations(trx: Trx): Promise<{ organisations: number; subscribers: string[] }> {
  const gone = trx.selectFrom('organisations').select('id').where('demo', '=', 1)
  const rows = await trx
    .selectFrom('contacts')
    .select('subscriber_id')
    .distinct()
    .where('organisation_id', 'in', gone)
    .execute()
  const { numDeletedRows } = await trx.deleteFrom('organisations').where('demo', '=', 1).executeTakeFirst()
  return { organisations: Number(numDeletedRows), subscribers: rows.map((row) => row.subscriber_id) }
}

/** Deletes those of some subscribers that were emptied and were never sent anything that is still on record. */
export async function deleteEmptied(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await trx
    .deleteFrom('subscribers')
    .where('id', 'in', ids)
    .where('address', 'like', `${FORGOTTEN}%`)
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('deliveries').select('event_id').whereRef('deliveries.subscriber_id', '=', 'subscribers.id'),
        ),
      ),
    )
    .execute()
}
