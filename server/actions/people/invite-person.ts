import { insertPerson } from '../../../db/staff/people.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { makeSetupLink } from '../staff/make-setup-link.ts'
import type { Linked } from './input.ts'
import { refuseTaken } from './refuse-taken.ts'

/** Makes an account, and the link by which its owner sets a password. Refuses names that read alike, and addresses in use. */
export async function invitePerson(
  ctx: ActionContext,
  { email, name, role }: { email: string; name: string; role: Role },
): Promise<Result<Linked & { token: string }>> {
  return record(ctx, async (trx) => {
    const taken = await refuseTaken(trx, { email, name })
    if (taken) return taken
    const id = newId()
    await insertPerson(trx, {
      ...{ id, email, name, role, password: null, totp_secret: null, disabled_at: null },
      ...{ created_at: ctx.now, updated_at: ctx.now },
    })
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.invite', object: `person/${id}` },
      detail: { name, role },
    })
    return ok({ id, token: await makeSetupLink(trx, { purpose: 'invitation', personId: id, now: ctx.now }) })
  })
}
