import { appendAudit } from '../../db/audit.ts'
import { removeDemo } from '../../db/demo.ts'
import { appendEvent } from '../../db/events.ts'
import { deleteSetting, readSetting } from '../../db/settings.ts'
import { conflict, ok, type Result } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'

export interface Cleared {
  /** How many incidents went. */
  incidents: number
  /** The platforms that went, and those that stay because an incident of the provider's own is about them. */
  platforms: string[]
  kept: string[]
}

/** Removes the demonstration with all that hangs on it and keeps what is the provider's own. Refuses `no_demo`. */
export async function clearDemo(ctx: ActionContext): Promise<Result<Cleared>> {
  return record(ctx, async (trx) => {
    const name = await readSetting(trx, 'demo')
    if (name === null) return conflict('no_demo', 'There is no demonstration to clear.')
    const cleared = await removeDemo(trx, ctx.now)
    await deleteSetting(trx, 'demo')
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
