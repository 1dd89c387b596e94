import { clockStep } from '../../domain/maintenance/clock.ts'
import type { ActionContext } from '../context.ts'
import { advanceInOrder } from './advance-in-order.ts'
import type { ClockDeed } from './advance-maintenance.ts'
import { maintenancesAtHand } from './maintenances-at-hand.ts'

/**
 * Does what is due for every window at `ctx.now`: notices ahead, start, end. Run it once a minute, in as many processes
 * as there are: each notice is told once, in one transaction with its event. Reads only while nothing is due. Answers
 * what it did.
 */
export async function runMaintenanceClock(ctx: ActionContext): Promise<ClockDeed[]> {
  const hands = await maintenancesAtHand(ctx.trx ?? ctx.db, ctx.now)
  const due = hands.filter(({ maintenance, ledger }) => clockStep(maintenance, ledger, ctx.now) !== null)
  const deeds: ClockDeed[] = []
  // A transaction each, so that a long catch-up holds nobody up.
  for (const { maintenance } of due) deeds.push(...(await advanceInOrder(ctx, maintenance)))
  return deeds
}
