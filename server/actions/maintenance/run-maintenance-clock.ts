import { loadCurrentMaintenances } from '../../../db/maintenance/load.ts'
import { clockStep } from '../../domain/maintenance/clock.ts'
import type { ActionContext } from '../context.ts'
import { advanceInOrder } from './advance-in-order.ts'
import type { StepTaken } from './advance-maintenance.ts'

/**
 * Takes every step that is due for a window at `ctx.now`: notices ahead, start, overrun, end. Run it once a minute, in as many
 * processes as there are: each notice is sent once, in one transaction with its event. It only reads while nothing is
 * due. Returns the steps it took.
 */
export async function runMaintenanceClock(ctx: ActionContext): Promise<StepTaken[]> {
  const loaded = await loadCurrentMaintenances(ctx.trx ?? ctx.db, ctx.now)
  const due = loaded.filter(
    ({ maintenance, notices, overrunTold }) => clockStep(maintenance, notices, ctx.now, overrunTold) !== null,
  )
  const taken: StepTaken[] = []
  // One transaction each, so that catching up after down time does not block other writers.
  for (const { maintenance } of due) taken.push(...(await advanceInOrder(ctx, maintenance)))
  return taken
}
