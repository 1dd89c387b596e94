import { askAllowances } from '../../../db/system/allowances.ts'
import { limited, ok, type Result } from '../../domain/refusal.ts'
import { clientAllowances } from '../../domain/subscription/limits.ts'
import { type ActionContext, record } from '../context.ts'
import { type LinkRequest, subscribeByLink } from './subscribe-by-link.ts'

/** Subscribes several addresses by one who asks, like `subscribeByLink`: where one of them is refused, none is asked. The id is the first's. */
export async function subscribeByLinks(
  ctx: ActionContext,
  [first, ...more]: readonly [LinkRequest, ...LinkRequest[]],
): Promise<Result<{ id: string; mailed: boolean }>> {
  if (more.length === 0) return subscribeByLink(ctx, first)
  const allowances = first.stranger ? clientAllowances(first.stranger, 'byLink') : []
  const early = await askAllowances(ctx.db, allowances, ctx.now)
  if (!early.ok) return limited(early.wait)
  return record(ctx, async (trx) => {
    const within = { ...ctx, trx, within: undefined }
    const asked = await subscribeByLink(within, first)
    let mailed = asked.ok && asked.value.mailed
    for (const request of asked.ok ? more : []) {
      const next = await subscribeByLink(within, request)
      if (!next.ok) return next
      mailed ||= next.value.mailed
    }
    return asked.ok ? ok({ id: asked.value.id, mailed }) : asked
  })
}
