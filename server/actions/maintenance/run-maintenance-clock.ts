import { loadCurrentMaintenances } from '../../../db/maintenance/load.ts'
import { clockStep } from '../../domain/maintenance/clock.ts'
import type { ActionContext } from '../context.ts'
import { advanceInOrder } from './advance-in-order.ts'
import type { StepTaken } from './advance-maintenance.ts'

/**
 * Does what is due for every window at `ctx.now`: notices ahead, start, end. Run it once a minute, in as many processes
 * as there are: each notice is told once, in one transaction with its event. Reads only while nothing is due. Answers
 * what it did.
 */
export async function runMaintenanceClock(ctx: ActionContext): Promise<StepTaken[]> {
  const loaded = await loadCurrentMaintenances(ctx.trx ?? ctx.db, ctx.now)
  const due = loaded.filter(({ maintenance, notices }) => clockStep(maintenance, notices, ctx.now) !== null)
  const taken: StepTaken[] = []
  // A transaction each, so that a long catch-up holds nobody up.
  for (const { maintenance } of due) taken.push(...(await advanceInOrder(ctx, maintenance)))
  return taken
}
