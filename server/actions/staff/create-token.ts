import { insertToken, tokensInForce } from '../../../db/staff/tokens.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, invalid, ok, type Result } from '../../domain/refusal.ts'
import { forPrograms, says } from '../../domain/said.ts'
import { DAY, type Instant, type Role } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'
import { readAlike } from '../../lib/text.ts'
import { type ActionContext, record } from '../context.ts'
import { stillMay } from '../people/still-may.ts'

/** A year, and a day for whoever counts the leap day. */
const LONGEST = 367 * DAY

/**
 * Creates a staff token and returns it: `stp_<id>_<secret>`. It is never shown again. The audit trail names acts by the
 * name alone, so that no two tokens in force have names that read
 * alike; those of older versions may. One that ends does so within a year; without an end it works until it is revoked.
 */
export async function createToken(
  ctx: ActionContext,
  { name, role, expiresAt = null }: { name: string; role: Role; expiresAt?: Instant | null | undefined },
): Promise<Result<{ id: string; token: string }>> {
  if (expiresAt !== null && (expiresAt <= ctx.now || expiresAt > ctx.now + LONGEST)) {
    return invalid([{ pointer: '/expiresAt', detail: 'must be within a year from now' }])
  }
  return record<{ id: string; token: string }>(ctx, async (trx) => {
    const may = await stillMay(trx, ctx, 'token.change')
    if (!may.ok) return may
    const other = (await tokensInForce(trx)).find((token) => readAlike(token.name, name))
    if (other) {
      const detail = says`There is a token "${other.name}" already${forPrograms(` (${other.id})`)}. Choose another name, or revoke that one first.`
      return conflict('token_name_taken', detail)
    }
    const id = newId()
    const secret = newSecret()
    await insertToken(trx, {
      id,
      name,
      role,
      hash: hashOf(secret),
      created_at: ctx.now,
      last_used_at: null,
      revoked_at: null,
      expires_at: expiresAt,
    })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'token.create',
      object: `token/${id}`,
      detail: { name, role, ...(expiresAt !== null && { expiresAt }) },
    })
    return ok({ id, token: `stp_${id}_${secret}` })
  })
}
