import { insertOrganisation, usePlatforms } from '../../../db/contact/organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { searchable } from '../../lib/text.ts'
import { type ActionContext, record } from '../context.ts'
import type { NewOrganisation } from './input.ts'
import { refuseOrganisation } from './refuse-organisation.ts'

/** Adds a customer organisation. Refused: a customer number that is taken, platforms that are not in use. */
export async function createOrganisation(
  ctx: ActionContext,
  { name, customerNumber, platforms }: NewOrganisation,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const refused = await refuseOrganisation(trx, { customerNumber, platforms })
    if (refused) return refused
    const id = newId()
    await insertOrganisation(trx, {
      ...{ id, name, customer_number: customerNumber, search: searchable(name, customerNumber) },
      ...{ demo: ctx.demo ? 1 : 0, created_at: ctx.now, updated_at: ctx.now },
    })
    await usePlatforms(trx, id, platforms)
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.create', object: `organisation/${id}` }
    await appendAudit(trx, { ...entry, detail: { name, customerNumber, platforms } })
    return ok({ id })
  })
}
