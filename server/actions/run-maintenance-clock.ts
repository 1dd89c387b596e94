import { advanceProgramme } from '../../db/programmes.ts'
import type { Trx } from '../../db/schema.ts'
import type { Maintenance } from '../domain/maintenance.ts'
import { clockStep } from '../domain/maintenance-clock.ts'
import { ok } from '../domain/refusal.ts'
import { advanceMaintenance, type ClockDeed } from './advance-maintenance.ts'
import { type ActionContext, record } from './context.ts'
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
  for (const { maintenance } of due) {
    // A transaction each, so that a long catch-up holds nobody up.
    const done = await record(ctx, async (trx) => ok(await advanceInOrder(trx, ctx, maintenance)))
    if (done.ok) deeds.push(...done.value)
  }
  return deeds
}

/** The windows come in the order of their start: once one has begun, everything before it is on record. */
async function advanceInOrder(trx: Trx, ctx: ActionContext, m: Maintenance): Promise<ClockDeed[]> {
  const deeds = await advanceMaintenance(trx, ctx, m.id)
  const began = deeds.some(({ news }) => news === 'started')
  if (began && m.programmeId !== null && m.movedAt === null) await advanceProgramme(trx, m.programmeId, m.startsAt + 1)
  return deeds
}
