import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { afterStep, type ClockStep, clockStep } from '../../domain/maintenance/clock.ts'
import type { MaintenanceNews } from '../../domain/maintenance/notice.ts'
import type { ActionContext } from '../context.ts'
import { recordMaintenance } from './record-maintenance.ts'

/** One step that the clock took. */
export interface StepTaken {
  maintenanceId: string
  news: MaintenanceNews
  /** Were subscribers notified? */
  told: boolean
}

/**
 * Brings one window up to `ctx.now`; with `begun`, what staff are about to say is left out: nobody needs a reminder of a
 * window just before it is moved or cancelled, or that it takes longer just before it is over. Another process may have
 * been faster; then nothing is left to do.
 */
export async function advanceMaintenance(
  trx: Trx,
  ctx: ActionContext,
  id: string,
  { begun = false } = {},
): Promise<StepTaken[]> {
  const taken: StepTaken[] = []
  for (;;) {
    const loaded = await loadMaintenance(trx, id)
    if (!loaded || (begun && ctx.now < loaded.maintenance.startsAt)) return taken
    const { maintenance: before, notices, onRecord } = loaded
    const step = clockStep(before, notices, ctx.now, loaded.overrunTold)
    if (!step || (begun && step.kind === 'overrun')) return taken
    const news = NEWS[step.kind]
    const after = afterStep(before, step)
    await recordMaintenance(trx, clockwork(ctx), {
      before,
      onRecord,
      after,
      notices: step.notices,
      news,
      told: step.told,
    })
    taken.push({ maintenanceId: id, news, told: step.told })
  }
}

const NEWS: Readonly<Record<ClockStep['kind'], MaintenanceNews>> = {
  announce: 'announced',
  remind: 'reminded',
  start: 'started',
  overrun: 'overrun',
  complete: 'completed',
}

/** The clock acts, whoever called. */
function clockwork(ctx: ActionContext): ActionContext {
  return { ...ctx, actor: { name: 'clock', role: ctx.actor.role } }
}
