import { advanceProgramme } from '../../../db/maintenance/programmes.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { ok } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { advanceMaintenance, type StepTaken } from './advance-maintenance.ts'

/**
 * Brings one window up to `ctx.now`. Call it in the order of starts: once a window has begun, every earlier one is on
 * record, and its programme is computed from there on.
 */
export async function advanceInOrder(
  ctx: ActionContext,
  m: Pick<Maintenance, 'id' | 'programmeId' | 'movedAt' | 'startsAt'>,
): Promise<StepTaken[]> {
  const done = await record(ctx, async (trx) => {
    const taken = await advanceMaintenance(trx, ctx, m.id)
    const began = taken.some(({ news }) => news === 'started')
    if (began && m.programmeId !== null && m.movedAt === null) {
      await advanceProgramme(trx, m.programmeId, m.startsAt + 1)
    }
    return ok(taken)
  })
  return done.ok ? done.value : []
}
