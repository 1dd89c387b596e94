import { deleteContact, findContactRow } from '../../../db/contact/contacts.ts'
import { type Erasure, listErasures, noteErased } from '../../../db/contact/erasures.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
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
      if (!row) continue
      await deleteContact(trx, row)
      await forgetIfUnused(trx, row.subscriber_id, ctx.now)
      const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.erase', object: `contact/${row.id}` }
      await appendAudit(trx, { ...entry, detail: { organisation: row.organisation_id, again: true } })
      erased++
    }
    return ok({ erased })
  })
}
