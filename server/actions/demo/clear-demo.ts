import { appendEvent } from '../../../db/delivery/events.ts'
import { type Removed, removeDemo } from '../../../db/demo/demo.ts'
import { deleteEmptied, removeDemoOrganisations } from '../../../db/demo/demo-organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { deleteSetting, keepSetting, readSetting } from '../../../db/system/settings.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { forgetIfUnused } from '../contact/forget-if-unused.ts'
import { type ActionContext, record } from '../context.ts'
import { createDefaultProgrammes } from '../programme/create-default-programmes.ts'

/**
 * Removes the demonstration with everything that depends on it and keeps the provider's own data; the support plan's
 * programmes start afresh. Refused with `no_demo` if there is none.
 */
export async function clearDemo(ctx: ActionContext): Promise<Result<Removed & { organisations: number }>> {
  return record(ctx, async (trx) => {
    const name = await readSetting(trx, 'demo')
    if (name === null) return conflict('no_demo', 'There is no demonstration to clear.')
    const { organisations, subscribers } = await removeDemoOrganisations(trx)
    const cleared = { ...(await removeDemo(trx, ctx.now)), organisations }
    // Not `erasePerson`: nobody has to remember that invented people are gone.
    for (const id of subscribers) await forgetIfUnused(trx, id, ctx.now)
    await deleteEmptied(trx, subscribers)
    await deleteSetting(trx, 'demo')
    // Otherwise the next start would load it again.
    await keepSetting(trx, 'demo.cleared', String(ctx.now))
    await createDefaultProgrammes({ ...ctx, trx, within: undefined }, {})
    await appendEvent(trx, { kind: 'demo.cleared', at: ctx.now, platforms: [...cleared.platforms, ...cleared.kept] })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'demo.clear',
      object: `demo/${name}`,
      detail: cleared,
    })
    return ok(cleared)
  })
}
