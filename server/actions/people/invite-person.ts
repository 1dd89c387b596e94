import { insertPerson } from '../../../db/staff/people.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import type { Invitation, Linked } from './input.ts'
import { linkFor } from './link-for.ts'
import { refuseTaken } from './refuse-taken.ts'
import { stillMay } from './still-may.ts'

/** Makes an account, and the link by which its owner sets a password, mailed if that is wished. Refuses names that read alike, and addresses in use. */
export async function invitePerson(
  ctx: ActionContext,
  { email, name, role, mail }: Invitation,
): Promise<Result<Linked & { token: string }>> {
  return record(ctx, async (trx) => {
    const may = await stillMay(trx, ctx, 'person.change')
    if (!may.ok) return may
    const taken = await refuseTaken(trx, { email, name })
    if (taken) return taken
    const id = newId()
    const person = { id, email, name, role, password: null }
    const times = { disabled_at: null, created_at: ctx.now, updated_at: ctx.now }
    await insertPerson(trx, { ...person, ...times, totp_secret: null })
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.invite', object: `person/${id}` },
      detail: { name, role, ...(mail && { mail }) },
    })
    return ok({ id, token: await linkFor(trx, ctx, person, mail) })
  })
}
