import type { ChannelKind, Target } from '../../../channels/kind.ts'
import { conflict, ok, type Result } from '../../../domain/refusal.ts'
import type { Stranger } from '../../../domain/subscription/limits.ts'
import type { Kind, Scope } from '../../../domain/vocabulary.ts'
import { type ActionContext, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'
import { subscribeByLink } from '../subscribe-by-link.ts'

interface AskRequest {
  kind: ChannelKind
  target: Target
  scopes: readonly Scope[]
  kinds: readonly Kind[]
  locale: string
  timeZone?: string
  /** The same limits as for everybody: they protect whoever gets the mail. */
  stranger?: Stranger
}

/**
 * Has somebody asked whether they want to follow: nobody but they can say so, by the link in the one mail that they get.
 * Refused where no mail goes out, since the address was asked just now, or called a mail spam.
 */
export async function askSubscriber(ctx: ActionContext, request: AskRequest): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const asked = await subscribeByLink({ ...ctx, trx, within: undefined }, { ...request, source: 'console' })
    if (!asked.ok) return asked
    const { kind, scopes, kinds } = request
    const { id, mailed } = asked.value
    if (!mailed)
      return conflict('asked_already', 'This address was asked just now, or wants to be left alone. No mail was sent.')
    await auditStaff(trx, ctx, 'subscriber.ask', id, { channel: kind.name, scopes, kinds })
    return ok({ id })
  })
}
