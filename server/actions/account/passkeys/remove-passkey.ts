import { deletePasskey, listPasskeys } from '../../../../db/staff/passkeys.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../../domain/refusal.ts'
import { type ActionContext, record } from '../../context.ts'
import { checkOwnPassword } from '../check-own-password.ts'
import type { Own } from '../input.ts'

/**
 * Removes one of one's own passkeys; asks for the password. The sessions that were begun with it end, perhaps this one:
 * `endsThis`.
 */
export async function removePasskey(
  ctx: ActionContext,
  { personId, sessionId }: Own,
  { id, own }: { id: string; own: string },
): Promise<Result<{ name: string; endsThis: boolean }>> {
  const checked = await checkOwnPassword(ctx, personId, { password: own, pointer: '/own' })
  if (!checked.ok) return checked
  return record(ctx, async (trx) => {
    const found = (await listPasskeys(trx, personId)).find((one) => one.id === id)
    if (!found) return notFound('passkey')
    const ended = await deletePasskey(trx, found)
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.remove_passkey', object: `person/${personId}` },
      detail: { name: found.name, sessions: ended.length },
    })
    return ok({ name: found.name, endsThis: ended.includes(sessionId) })
  })
}
