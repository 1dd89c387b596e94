import { appendEvent } from '../../../db/delivery/events.ts'
import { findPlatform, insertPlatform, nextPosition } from '../../../db/platform/platforms.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { foundGroup } from './found-group.ts'
import { nameTaken } from './name-taken.ts'

interface NewPlatform {
  /** A slug, permanently part of the URLs of its page and feeds. */
  id: string
  name: string
  group: string
  description?: string | null
  position?: number
}

/** Adds a platform at the end, or at `position`. */
export async function createPlatform(ctx: ActionContext, platform: NewPlatform): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    if (await findPlatform(trx, platform.id)) {
      return conflict('platform_exists', `There is already a platform "${platform.id}". Choose another id.`)
    }
    const taken = await nameTaken(trx, platform)
    if (!taken.ok) return taken
    await insertPlatform(trx, {
      id: platform.id,
      name: platform.name,
      group_name: platform.group,
      group_id: await foundGroup(trx, platform.group),
      description: platform.description ?? null,
      position: platform.position ?? (await nextPosition(trx)),
      archived: 0,
      demo: ctx.demo ? 1 : 0,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    await appendEvent(trx, { kind: 'platform.changed', at: ctx.now, platforms: [platform.id] })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'platform.create',
      object: `platform/${platform.id}`,
      detail: platform,
    })
    return ok({ id: platform.id })
  })
}
