import { appendEvent } from '../../../db/delivery/events.ts'
import { changePlatformRow, listPlatforms } from '../../../db/platform/platforms.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/** Gives the platforms in use the order of the page; `order` names each of them once. Archived ones keep their place. */
export async function orderPlatforms(ctx: ActionContext, order: readonly string[]): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const before = await listPlatforms(trx)
    if (!isOrderOf(before, order))
      return conflict('platforms_changed', 'These are not the platforms in use, once each.')
    const positions = new Map(order.map((id, index) => [id, index + 1]))
    const moved = before.flatMap(({ id, position: from }) => {
      const to = positions.get(id) ?? from
      return from === to ? [] : [{ id, from, to }]
    })
    const id = 'all'
    // Numbers that close up are no other order.
    const changed = before.some((one, index) => one.id !== order[index])
    if (!changed) return ok({ id, changed })
    for (const { id, to } of moved) await changePlatformRow(trx, id, { position: to, updated_at: ctx.now })
    await appendEvent(trx, { kind: 'platform.changed', at: ctx.now, platforms: moved.map(({ id }) => id) })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'platform.order',
      object: 'platforms/all',
      detail: Object.fromEntries(moved.map(({ id, from, to }) => [id, { from, to }])),
    })
    return ok({ id, changed })
  })
}

function isOrderOf(platforms: readonly { id: string }[], order: readonly string[]): boolean {
  const named = new Set(order)
  return order.length === platforms.length && platforms.every(({ id }) => named.has(id))
}
