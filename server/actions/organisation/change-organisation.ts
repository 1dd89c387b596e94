import {
  changeOrganisationRow,
  findOrganisationRow,
  platformsUsedBy,
  usePlatforms,
} from '../../../db/contact/organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { searchable } from '../../lib/text.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import type { OrganisationChange } from './input.ts'
import { refuseOrganisation } from './refuse-organisation.ts'

/** Changes an organisation; one of the demonstration is the provider's own from then on. Refused as when it is added. */
export async function changeOrganisation(
  ctx: ActionContext,
  id: string,
  change: OrganisationChange,
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findOrganisationRow(trx, id)
    if (!row) return notFound('organisation', id)
    const used = (await platformsUsedBy(trx, [id])).get(id) ?? []
    const refused = await refuseOrganisation(trx, change, { id, had: used })
    if (refused) return refused
    const before = { name: row.name, customerNumber: row.customer_number, platforms: listed(used) }
    const { name = before.name, customerNumber = before.customerNumber, platforms = used } = change
    const changed = changesOf(before, { name, customerNumber, platforms: listed(platforms) })
    if (!changed) return ok({ id, changed: false })
    await changeOrganisationRow(trx, id, {
      ...{ name, customer_number: customerNumber, search: searchable(name, customerNumber) },
      ...{ demo: 0, updated_at: ctx.now },
    })
    if (changed.platforms) await usePlatforms(trx, id, platforms)
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.change', object: `organisation/${id}` }
    await appendAudit(trx, { ...entry, detail: changed })
    return ok({ id, changed: true })
  })
}

/** The same text for the same platforms. */
const listed = (platforms: readonly string[]) => [...new Set(platforms)].sort().join(' ')
