import { advanceProgramme } from '../../db/programmes.ts'
import type { Trx } from '../../db/schema.ts'
import { debtsOf, type MaintenanceDebt } from '../domain/maintenance-attention.ts'
import { afterStep, type ClockStep, clockStep } from '../domain/maintenance-clock.ts'
import type { MaintenanceNews } from '../domain/maintenance-notice.ts'
import { ok } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'
import { maintenanceAtHand, maintenancesAtHand } from './maintenance-at-hand.ts'
import { recordMaintenance } from './record-maintenance.ts'

/** One thing that the clock did. */
export interface ClockDeed {
  maintenanceId: string
  news: MaintenanceNews
  /** Were subscribers told? */
  told: boolean
}

export interface ClockReport {
  deeds: ClockDeed[]
  /** What staff owe now, to be chased. */
  debts: MaintenanceDebt[]
}

/**
 * Does what is due for every window at `ctx.now`: notices ahead, start, end. Run it once a minute, in as many processes
 * as there are: each notice is told once, in one transaction with its event. Reads only while nothing is due.
 */
export async function runMaintenanceClock(ctx: ActionContext): Promise<ClockReport> {
  const due = (await maintenancesAtHand(ctx.trx ?? ctx.db, ctx.now))
    .filter(({ maintenance, ledger }) => clockStep(maintenance, ledger, ctx.now) !== null)
    .map(({ maintenance }) => maintenance.id)
  const deeds: ClockDeed[] = []
  for (const id of due) {
    // A transaction each, so that a long catch-up holds nobody up.
    const done = await record(ctx, async (trx) => ok(await advance(trx, ctx, id)))
    if (done.ok) deeds.push(...done.value)
  }
  return { deeds, debts: await maintenanceDebts(ctx) }
}

/** What staff owe to windows now. */
export async function maintenanceDebts(
  ctx: Pick<ActionContext, 'db' | 'trx' | 'now' | 'plan'>,
): Promise<MaintenanceDebt[]> {
  const hands = await maintenancesAtHand(ctx.trx ?? ctx.db, ctx.now)
  return hands.flatMap(({ maintenance }) => debtsOf(maintenance, ctx.now, ctx.plan.dueSoon))
}

/**
 * Brings one window up to `ctx.now`. With `begun` only once it has begun: whoever moves or calls off a window needs no
 * reminder told first. Another process may have been quicker; then there is nothing left to do.
 */
export async function advance(trx: Trx, ctx: ActionContext, id: string, { begun = false } = {}): Promise<ClockDeed[]> {
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
    if (step.deed === 'start' && before.programmeId !== null && before.movedAt === null) {
      await advanceProgramme(trx, before.programmeId, before.startsAt + 1)
    }
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
