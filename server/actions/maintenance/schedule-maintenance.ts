import { findProgramme } from '../../../db/maintenance/programmes.ts'
import type { MaintenanceConflict } from '../../domain/maintenance/conflicts.ts'
import { decideSchedule, type ScheduleCommand } from '../../domain/maintenance/schedule.ts'
import { UNSCHEDULED } from '../../domain/maintenance/unscheduled.ts'
import { invalid, noSuch, ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { checkMaintenanceConflicts } from './check-maintenance-conflicts.ts'
import { maintenanceDecisionContext } from './decision-context.ts'
import { recordMaintenance } from './record-maintenance.ts'

export interface NewMaintenance extends ScheduleCommand {
  /** The programme that provides the texts, platforms and notices left out; none, or `unscheduled`. */
  programme?: string
  acceptConflicts: boolean
}

/** The window's id, and the conflicts that were accepted. */
export interface MaintenanceAnswer {
  id: string
  warnings: MaintenanceConflict[]
}

/**
 * Schedules a single window; also one that has begun or is over, which is then announced afterwards. Returns its id and
 * warnings, or refuses with `decideSchedule`'s refusal or, unless they are accepted, `maintenance_conflicts`.
 */
export async function scheduleMaintenance(
  ctx: ActionContext,
  command: NewMaintenance,
): Promise<Result<MaintenanceAnswer>> {
  const others = inOtherLanguages(ctx, command.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    const named = command.programme === UNSCHEDULED ? undefined : command.programme
    const programme = named === undefined ? null : await findProgramme(trx, named)
    if (named !== undefined && !programme) {
      return invalid([{ pointer: '/programme', ...noSuch('programme', named) }])
    }
    const context = await maintenanceDecisionContext(trx, ctx)
    const decided = decideSchedule(newId(), command, programme, context)
    if (!decided.ok) return decided
    const { maintenance: after, notices, news, told } = decided.value
    const past = after.endsAt <= ctx.now
    const conflicts = await checkMaintenanceConflicts(trx, after, {
      now: ctx.now,
      accept: command.acceptConflicts || past,
    })
    if (!conflicts.ok) return conflicts
    await recordMaintenance(trx, ctx, { before: null, onRecord: false, after, notices, news, told })
    return ok({ id: after.id, warnings: past ? [] : conflicts.value })
  })
}
