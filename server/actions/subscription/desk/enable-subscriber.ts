import { changeSubscriberRow, findSubscriber } from '../../../../db/subscription/subscribers.ts'
import { subscriptionsOf } from '../../../../db/subscription/subscriptions.ts'
import { notFound, ok, type Result } from '../../../domain/refusal.ts'
import { decideEnable } from '../../../domain/subscription/standing.ts'
import { type ActionContext, type Outcome, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'

/** Lets a subscriber be told again of what it had confirmed; refused where only they themselves may say so. */
export async function enableSubscriber(ctx: ActionContext, id: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findSubscriber(trx, id)
    if (!row) return notFound('subscriber')
    const decided = decideEnable(row, (await subscriptionsOf(trx, id, 'active')).length)
    if (!decided.ok) return decided
    if (!decided.value) return ok({ id, changed: false })
    const on = { state: 'active', off_reason: null, disabled_why: null, warned_at: null, updated_at: ctx.now } as const
    await changeSubscriberRow(trx, id, on)
    await auditStaff(trx, ctx, 'subscriber.enable', id, { was: row.disabled_why === null ? 'bounced' : 'disabled' })
    return ok({ id, changed: true })
  })
}
