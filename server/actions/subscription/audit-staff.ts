import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { type ActionContext, PUBLIC } from '../context.ts'

/**
 * Records what staff do to somebody's subscription. What people do to their own is not for the audit trail, which keeps
 * everything for ever and would be filled by strangers: the doors log it.
 */
export async function auditStaff(
  trx: Trx,
  { actor, now }: ActionContext,
  action: string,
  subscriberId: string,
  detail: unknown,
): Promise<void> {
  if (actor.name === PUBLIC.name) return
  await appendAudit(trx, { at: now, actor: actor.name, action, object: `subscriber/${subscriberId}`, detail })
}
