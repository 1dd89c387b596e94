import { endSession } from '../../../db/staff/sessions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'

/** Ends one session of a person: this one, or another that is no longer wanted. */
export async function signOut(ctx: ActionContext, personId: string, id: string): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    if (!(await endSession(trx, personId, id))) return notFound('session')
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.sign_out', object: `person/${personId}` },
      detail: {},
    })
    return ok({ id })
  })
}
