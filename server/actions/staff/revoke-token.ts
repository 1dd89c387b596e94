import { revokeToken as markRevoked } from '../../../db/staff/tokens.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'

/** Revokes a staff token. What was done with it stays under its name. `why` is kept in the audit trail. */
export async function revokeToken(ctx: ActionContext, id: string, why: object = {}): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    if (!(await markRevoked(trx, id, ctx.now))) return notFound('valid token')
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'token.revoke',
      object: `token/${id}`,
      detail: why,
    })
    return ok({ id })
  })
}
