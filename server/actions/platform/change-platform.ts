import { appendEvent } from '../../../db/delivery/events.ts'
import { changePlatformRow, findPlatform, listPlatforms } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Said } from '../../domain/said.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { joinGroup } from './join-group.ts'
import { nameTaken } from './name-taken.ts'
import { tellFollowers } from './tell-followers.ts'
import { usesOf } from './uses-of.ts'

interface PlatformChange {
  name?: string
  group?: string
  description?: string | null
  position?: number
  archived?: boolean
}

/**
 * Changes a platform. It cannot be archived while an open incident affects it, since the incident's impact would vanish
 * from the page, nor while maintenance is planned on it; the refusal names all that is in the way. Its past stays as it was; its followers are told, and keep what
 * else they follow.
 */
export async function changePlatform(
  ctx: ActionContext,
  id: string,
  change: PlatformChange,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const before = await findPlatform(trx, id)
    if (!before) return notFound('platform', id)
    const uses = change.archived ? await usesOf(trx, id) : []
    if (uses.length > 0) return inUse(id, uses)
    const after = {
      name: change.name ?? before.name,
      group_name: change.group ?? before.group_name,
      description: change.description === undefined ? before.description : change.description,
      position: change.position ?? before.position,
      archived: change.archived === undefined ? before.archived : change.archived ? 1 : 0,
    } as const
    const changed = changesOf(before, after)
    if (!changed) return ok({ id })
    const isNamed = 'name' in changed || 'group_name' in changed || 'archived' in changed
    if (isNamed && after.archived === 0) {
      const taken = await nameTaken(trx, { id, name: after.name, group: after.group_name })
      if (!taken.ok) return taken
    }
    const group_id = await joinGroup(trx, before, after.group_name)
    await changePlatformRow(trx, id, { ...after, group_id, updated_at: ctx.now })
    if (after.archived > before.archived) await tellFollowers(trx, { id, name: after.name }, ctx.now)
    else
      await appendEvent(trx, {
        kind: 'platform.changed',
        at: ctx.now,
        platforms: await changedWith(trx, before, after),
      })
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

/** A platform that changes its group may change what identifies the group, for all of its platforms. */
async function changedWith(
  trx: Trx,
  before: { id: string; group_name: string },
  after: { group_name: string },
): Promise<string[]> {
  if (before.group_name === after.group_name) return [before.id]
  const members = (await listPlatforms(trx)).filter(({ group_name }) => group_name === after.group_name)
  return [...new Set([before.id, ...members.map(({ id }) => id)])]
}

function inUse(id: string, uses: readonly Said[]) {
  return refuse({
    kind: 'conflict',
    code: 'platform_in_use',
    detail: `Platform "${id}" is still in use. ${uses.map(({ detail }) => detail).join(' ')}`,
    fields: uses.map(({ detail, parts = [detail] }) => ({ pointer: '/archived', detail, parts })),
  })
}
