import type { Trx } from '../../../../db/schema/index.ts'
import { addressesInCharge } from '../../../../db/staff/break-glass.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import type { BreakGlassNotice } from '../../../domain/staff/break-glass.ts'
import { actorOf } from '../../../domain/staff/person.ts'
import { newId } from '../../../lib/ids.ts'
import type { ActionContext } from '../../context.ts'
import { tellStaff } from '../tell-staff.ts'

/**
 * Says loudly that a break-glass account came in past the identity provider, in the transaction of its session: an entry
 * of its own in the audit trail, and a mail to every lead and administrator, those of the configuration too.
 */
export async function tellBreakGlass(
  trx: Trx,
  { plan, now }: Pick<ActionContext, 'plan' | 'now'>,
  { id, name }: { id: string; name: string },
  { browser, how }: { browser: string; how: string },
): Promise<void> {
  await appendAudit(trx, {
    ...{ at: now, actor: actorOf({ name }), action: 'person.break_glass', object: `person/${id}` },
    detail: { how, browser },
  })
  const notice: BreakGlassNotice = { name, browser, at: now }
  const addresses = [...(await addressesInCharge(trx)), ...plan.staff.leads]
  await tellStaff(trx, addresses, {
    ...{ kind: 'staff.break_glass', topic: `break-glass:${newId()}`, rank: 0 },
    ...{ now, notice },
  })
}
