import { appendAudit } from '../../db/audit.ts'
import { appendEvent } from '../../db/events.ts'
import { listIncidents } from '../../db/incidents.ts'
import { changePlatformRow, findPlatform } from '../../db/platforms.ts'
import { conflict, notFound, ok, type Result } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'
import { changesOf } from './trail.ts'

export interface PlatformChange {
  name?: string | undefined
  group?: string | undefined
  description?: string | null | undefined
  position?: number | undefined
  archived?: boolean | undefined
}

/** Changes a platform. One that an open incident affects cannot be archived: its trouble would vanish from the page. */
export async function changePlatform(
  ctx: ActionContext,
  id: string,
  change: PlatformChange,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const before = await findPlatform(trx, id)
    if (!before) return notFound('platform')
    if (
      change.archived &&
      (await listIncidents(trx, { open: true, platform: id, drills: true }, { limit: 1 })).length
    ) {
      return conflict('platform_in_use', `An open incident affects "${id}". Resolve it first, then archive.`)
    }
    const after = {
      name: change.name ?? before.name,
      group_name: change.group ?? before.group_name,
      description: change.description === undefined ? before.description : change.description,
      position: change.position ?? before.position,
      archived: change.archived === undefined ? before.archived : change.archived ? 1 : 0,
    } as const
    const changed = changesOf(before, after)
    if (!changed) return ok({ id })
    await changePlatformRow(trx, id, { ...after, updated_at: ctx.now })
    await appendEvent(trx, { kind: 'platform.changed', at: ctx.now, platforms: [id] })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'platform.change',
      object: `platform/${id}`,
      detail: changed,
    })
    return ok({ id })
  })
}
