import { appendEvent } from '../../../db/delivery/events.ts'
import { changePlatformRow, listPlatforms } from '../../../db/platform/platforms.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, notFound, ok, type Result } from '../../domain/refusal.ts'
import { groupId } from '../../lib/ids.ts'
import { readAlike } from '../../lib/text.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/**
 * Gives a group of platforms another name, with all that are in it, archived ones too. It stays the same group to readers
 * of Statuspage's format. Returns its id for them.
 */
export async function renameGroup(
  ctx: ActionContext,
  { from, to }: { from: string; to: string },
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const all = await listPlatforms(trx, { archived: true })
    const members = all.filter(({ group_name }) => group_name === from)
    const known = members.find(({ archived }) => archived === 0) ?? members[0]
    if (!known) return notFound('group')
    const id = groupId(known)
    if (from === to) return ok({ id, changed: false })
    const other = all.find(({ group_name }) => group_name !== from && readAlike(group_name, to))
    if (other) return conflict('group_name_taken', taken(other))
    for (const one of members) {
      // When one was archived may be known from its last change alone.
      const changed = one.archived === 0 && { updated_at: ctx.now }
      await changePlatformRow(trx, one.id, { group_name: to, group_id: id, ...changed })
    }
    const platforms = members.map((one) => one.id)
    await appendEvent(trx, { kind: 'platform.changed', at: ctx.now, platforms })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'platform.rename_group',
      object: 'platforms/all',
      detail: { group: { from, to }, platforms },
    })
    return ok({ id, changed: true })
  })
}

function taken({ group_name, archived }: { group_name: string; archived: 0 | 1 }): string {
  const is = archived === 1 ? 'a group of archived platforms' : 'a group'
  return `There is ${is} called "${group_name}" already. Choose another name, or put platforms into it one by one.`
}
