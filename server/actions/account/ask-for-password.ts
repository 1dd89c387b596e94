import { findPersonByEmail } from '../../../db/staff/people.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { askingFrom, mailedTo } from '../../domain/staff/forgotten.ts'
import { type ActionContext, record } from '../context.ts'
import { mayUsePassword } from '../staff/entry/may-use-password.ts'
import { mailSetupLink } from '../staff/mail-setup-link.ts'
import { allow } from '../subscription/allow.ts'

/**
 * Mails a link to set a new password, if there is an account of this address that is not disabled. The result is the same
 * where there is none, or its password would not count, and where its owner has had three already: those still work. Refuses `too_many_requests` of one
 * client. The second factor is not touched: who follows the link is asked for it.
 */
export async function askForPassword(
  ctx: ActionContext,
  { email, client }: { email: string; client: string },
): Promise<Result<null>> {
  return record<null>(ctx, async (trx) => {
    const asked = await allow(trx, [askingFrom(client)], ctx.now)
    if (!asked.ok) return asked
    const mayMail = await allow(trx, [mailedTo(email)], ctx.now)
    const person = await findPersonByEmail(trx, email)
    if (!mayMail.ok || !person || person.disabled_at !== null || person.demo === 1) return ok(null)
    if (!(await mayUsePassword(trx, ctx.plan.signIn, person))) return ok(null)
    await mailSetupLink(trx, person, { by: null, now: ctx.now })
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.ask_password', object: `person/${person.id}` },
      detail: {},
    })
    return ok(null)
  })
}
