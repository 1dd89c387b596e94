import { createHash, randomBytes } from 'node:crypto'
import { insertToken, tokensInForce } from '../../../db/staff/tokens.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { readAlike } from '../../lib/text.ts'
import { type ActionContext, record } from '../context.ts'

/**
 * Creates a staff token and returns it: `stp_<id>_<secret>`. It is never shown again. The audit trail names acts by the
 * name alone, so that no two tokens in force have names that read
 * alike; those of older versions may.
 */
export async function createToken(
  ctx: ActionContext,
  { name, role }: { name: string; role: Role },
): Promise<Result<{ id: string; token: string }>> {
  return record(ctx, async (trx) => {
    const other = (await tokensInForce(trx)).find((token) => readAlike(token.name, name))
    if (other) {
      const detail = `There is a token "${other.name}" already (${other.id}). Choose another name, or revoke that one first.`
      return conflict('token_name_taken', detail)
    }
    const id = newId()
    const secret = randomBytes(32).toString('base64url')
    await insertToken(trx, {
      id,
      name,
      role,
      hash: createHash('sha256').update(secret).digest('hex'),
      created_at: ctx.now,
      last_used_at: null,
      revoked_at: null,
      expires_at: null,
    })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'token.create',
      object: `token/${id}`,
      detail: { name, role },
    })
    return ok({ id, token: `stp_${id}_${secret}` })
  })
}
