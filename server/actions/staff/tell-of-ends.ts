import { endsTold } from '../../../db/maintenance/ends.ts'
import { openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isRunning } from '../../domain/maintenance/maintenance.ts'
import type { EndNotice } from '../../domain/maintenance/notice.ts'
import { endIsToBeTold } from '../../domain/maintenance/worklist.ts'
import { ok } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Tells the desk of the configuration file, before and at the planned end of a window that staff have to end, that it
 * does; each once. Run it as often as the maintenance clock, in as many processes as there are; it only reads while
 * there is nothing new. Returns what was told.
 */
export async function tellOfEnds(ctx: ActionContext): Promise<EndNotice[]> {
  const { desk } = ctx.plan.staff
  if (desk.length === 0 || (await ending(ctx.db, ctx.now)).length === 0) return []
  const told = await record(ctx, async (trx) => {
    const notices = await ending(trx, ctx.now)
    for (const notice of notices) {
      const { maintenanceId } = notice
      const topic = `end:${maintenanceId}`
      await tellStaff(trx, desk, { kind: 'staff.end', topic, rank: 1, now: ctx.now, notice, maintenanceId })
    }
    return ok(notices)
  })
  return told.ok ? told.value : []
}

/** What the desk was not yet told of at `now`. */
async function ending(db: Reader, now: Instant): Promise<EndNotice[]> {
  const running = resolveAll(await listProgrammes(db), (await openMaintenances(db)).filter(isRunning))
  const told = await endsTold(
    db,
    running.map(({ id }) => id),
  )
  return running
    .filter((m) => endIsToBeTold(m, told.get(m.id) ?? null, now))
    .map(({ id, title, endsAt, zone }) => ({ maintenanceId: id, title, endsAt, zone, at: now }))
}
