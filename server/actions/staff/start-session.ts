import type { Row, Trx } from '../../../db/schema/index.ts'
import { insertSession } from '../../../db/staff/sessions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { isPastProvider } from '../../domain/staff/break-glass.ts'
import { actorOf } from '../../domain/staff/person.ts'
import type { Way } from '../../domain/staff/sign-in-rules.ts'
import { newId } from '../../lib/ids.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'
import type { ActionContext } from '../context.ts'
import { tellBreakGlass } from './entry/tell-break-glass.ts'

/** Who has signed in: what the cookie is to have, and whether that is an account for when the provider is down. */
export interface Begun {
  secret: string
  personId: string
  isBreakGlass: boolean
}

interface StartedBy {
  browser: string
  how: string
  way: Way
  passkey?: { id: string; name: string }
}

/**
 * Signs a person in, in the transaction of what allowed it. `how` is for the audit trail. A session that was begun with a
 * passkey ends with that. Where it is a break-glass account past the identity provider, everybody in charge is told with it.
 */
export async function startSession(
  trx: Trx,
  ctx: Pick<ActionContext, 'plan' | 'now'>,
  person: Pick<Row<'people'>, 'id' | 'name' | 'break_glass'>,
  { browser, how, way, passkey }: StartedBy,
): Promise<Begun> {
  const [secret, { now }] = [newSecret(), ctx]
  const isBreakGlass = isPastProvider(ctx.plan.signIn, person.break_glass === 1, way)
  await insertSession(trx, {
    ...{ id: newId(), hash: hashOf(secret), person_id: person.id, browser, way, break_glass: isBreakGlass ? 1 : 0 },
    ...{ passkey_id: passkey?.id ?? null, created_at: now, seen_at: now },
  })
  await appendAudit(trx, {
    ...{ at: now, actor: actorOf(person), action: 'person.sign_in', object: `person/${person.id}` },
    detail: { how, ...(passkey && { name: passkey.name }), browser },
  })
  if (isBreakGlass) await tellBreakGlass(trx, ctx, person, { browser, how })
  return { secret, personId: person.id, isBreakGlass }
}
