import type { Trx } from '../../../db/schema/index.ts'
import { afterStep, type ClockStep, clockStep } from '../../domain/maintenance/clock.ts'
import type { MaintenanceNews } from '../../domain/maintenance/notice.ts'
import type { ActionContext } from '../context.ts'
import { maintenanceAtHand } from './maintenance-at-hand.ts'
import { recordMaintenance } from './record-maintenance.ts'

/** One thing that the clock did. */
export interface ClockDeed {
  maintenanceId: string
  news: MaintenanceNews
  /** Were subscribers told? */
  told: boolean
}

/**
 * Brings one window up to `ctx.now`. With `begun` only once it has begun: whoever moves or calls off a window needs no
 * reminder told first. Another process may have been quicker; then there is nothing left to do.
 */
export async function advanceMaintenance(
  trx: Trx,
  ctx: ActionContext,
  id: string,
  { begun = false } = {},
): Promise<ClockDeed[]> {
  const deeds: ClockDeed[] = []
  for (;;) {
    const hand = await maintenanceAtHand(trx, id)
    if (!hand || (begun && ctx.now < hand.maintenance.startsAt)) return deeds
    const { maintenance: before, ledger, onRecord } = hand
    const step = clockStep(before, ledger, ctx.now)
    if (!step) return deeds
    const news = NEWS[step.deed]
    const after = afterStep(before, step)
    await recordMaintenance(trx, clockwork(ctx), {
      before,
      onRecord,
      after,
      ledger: step.ledger,
      news,
      told: step.told,
    })
    deeds.push({ maintenanceId: id, news, told: step.told })
  }
}

const NEWS: Readonly<Record<ClockStep['deed'], MaintenanceNews>> = {
  announce: 'announced',
  remind: 'reminded',
  start: 'started',
  complete: 'completed',
}

/** Whoever asked, it is the clock that acts. */
function clockwork(ctx: ActionContext): ActionContext {
  return { ...ctx, actor: { name: 'clock', role: ctx.actor.role } }
}
