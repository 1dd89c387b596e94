import type { Row } from '../../../db/schema/index.ts'
import { changePerson, findPerson } from '../../../db/staff/people.ts'
import { endOtherSessions, renewSession } from '../../../db/staff/sessions.ts'
import { withdrawSetupLinks } from '../../../db/staff/setup-links.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'
import { type ActionContext, record } from '../context.ts'
import type { Own, Renewed } from './input.ts'

/**
 * Changes by what somebody signs in, as it was found when the password was checked. All other sessions end, and links
 * that were sent before are worth nothing. The session goes on with the secret that is returned: whoever copied its
 * cookie before is out as well.
 */
export async function changeOwn(
  ctx: ActionContext,
  { personId, sessionId }: Own,
  found: Row<'people'>,
  { action, change }: { action: string; change: Partial<Row<'people'>> },
): Promise<Result<Renewed>> {
  return record(ctx, async (trx) => {
    const person = await findPerson(trx, personId)
    if (person?.password !== found.password || person.totp_secret !== found.totp_secret || person.disabled_at !== null)
      return conflict('changed_meanwhile', 'Your account was changed in the meantime. Load the page again.')
    await changePerson(trx, personId, change, ctx.now)
    await endOtherSessions(trx, personId, sessionId)
    const secret = newSecret()
    await renewSession(trx, personId, sessionId, hashOf(secret))
    await withdrawSetupLinks(trx, personId)
    await appendAudit(trx, { at: ctx.now, actor: ctx.actor.name, action, object: `person/${personId}`, detail: {} })
    return ok({ personId, secret })
  })
}
