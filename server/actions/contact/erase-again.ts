import { deleteContact, findContactRow } from '../../../db/contact/contacts.ts'
import { type Erasure, listErasures, noteErased } from '../../../db/contact/erasures.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { FORGOTTEN } from '../../../db/subscription/forgotten.ts'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { vacate } from '../../../db/subscription/tidy.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'
import { forgetIfUnused } from './forget-if-unused.ts'

/** Erases whom a backup brought back: those in `erasures` that this database does not know as erased. Returns how many. */
export async function eraseAgain(
  ctx: ActionContext,
  erasures: readonly Erasure[],
): Promise<Result<{ erased: number }>> {
  return record(ctx, async (trx) => {
    const known = new Set((await listErasures(trx)).map(({ contact_id }) => contact_id))
    let erased = 0
    for (const erasure of erasures.filter(({ contact_id }) => !known.has(contact_id))) {
      await noteErased(trx, erasure)
      const row = await findContactRow(trx, erasure.contact_id)
      if (!row) {
        if (await eraseSubscriberAgain(trx, erasure.contact_id, ctx.now)) erased++
        continue
      }
      await deleteContact(trx, row)
      await forgetIfUnused(trx, row.subscriber_id, ctx.now)
      const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.erase', object: `contact/${row.id}` }
      await appendAudit(trx, { ...entry, detail: { organisation: row.organisation_id, again: true } })
      erased++
    }
    return ok({ erased })
  })
}

/** Of somebody who was erased as a subscriber; false where there is nobody left of that id. */
async function eraseSubscriberAgain(trx: Trx, id: string, now: Instant): Promise<boolean> {
  const row = await findSubscriber(trx, id)
  if (!row || row.address === FORGOTTEN + id) return false
  await vacate(trx, id, 'erased', now)
  return true
}
