import { loadMaintenance } from '../../../db/maintenance/load.ts'
import { unseen } from '../../domain/draft/unseen.ts'
import { conflict, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'

/**
 * Runs an action about a window if the window is still as its writer saw it; else refuses with `changed_meanwhile`, or as `unseen`
 * where they name a revision that there is not. The action gets a context of the same transaction.
 */
export async function onRevision<T>(
  ctx: ActionContext,
  id: string,
  seen: number,
  act: (ctx: ActionContext) => Promise<Result<T>>,
): Promise<Result<T>> {
  return record(ctx, async (trx) => {
    const loaded = await loadMaintenance(trx, id)
    if (loaded && seen > loaded.maintenance.revision) return unseen()
    if (loaded && loaded.maintenance.revision !== seen) {
      const detail = 'This maintenance has changed since you opened it. Read what is new, and send yours again.'
      return conflict('changed_meanwhile', detail)
    }
    return act({ ...ctx, trx, within: undefined })
  })
}
