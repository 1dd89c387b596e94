import { changeContactRow, contactsOfSubscriber } from '../../../db/contact/contacts.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { HOUR } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'

/** Says that everything on record for one person is right; where the entries come from stays. Said again within the hour, it is known. */
export async function confirmEntry(ctx: ActionContext, subscriberId: string): Promise<Result<{ entries: number }>> {
  return record(ctx, async (trx) => {
    const rows = await contactsOfSubscriber(trx, subscriberId)
    if (rows.length === 0) return notFound('contact')
    for (const { id, organisation_id: organisation } of rows.filter((row) => row.confirmed_at < ctx.now - HOUR)) {
      await changeContactRow(trx, id, { confirmed_at: ctx.now })
      const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.confirm', object: `contact/${id}` }
      await appendAudit(trx, { ...entry, detail: { organisation } })
    }
    return ok({ entries: rows.length })
  })
}
