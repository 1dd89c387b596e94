import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { type PreviewNotice, tellStaff } from '../staff/tell-staff.ts'

/**
 * Sends one member of staff the e-mail that a preview shows, marked as such, in the lane of mail to staff. It is told to
 * nobody else and counts nowhere. Refuses where the previewed post would send none (null).
 */
export async function sendPreview(
  ctx: ActionContext,
  address: string,
  message: PreviewNotice | null,
): Promise<Result<{ eventId: number }>> {
  if (!message) return conflict('nothing_to_send', 'Nobody would be told of this, so there is no mail to look at.')
  return record(ctx, async (trx) => {
    const news = { kind: 'staff.preview', topic: `preview:${newId()}`, rank: 1, now: ctx.now, notice: message } as const
    const eventId = await tellStaff(trx, [address], news)
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'preview.send' },
      object: `event/${eventId}`,
      detail: { address, title: message.notice.title },
    })
    return ok({ eventId })
  })
}
