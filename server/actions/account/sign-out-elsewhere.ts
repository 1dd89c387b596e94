import { endOtherSessions } from '../../../db/staff/sessions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import type { Own } from './input.ts'

/** Ends all of one's sessions but this one. */
export async function signOutElsewhere(ctx: ActionContext, { personId, sessionId }: Own): Promise<Result<null>> {
  return record(ctx, async (trx) => {
    await endOtherSessions(trx, personId, sessionId)
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.sign_out', object: `person/${personId}` },
      detail: { all: true },
    })
    return ok(null)
  })
}
