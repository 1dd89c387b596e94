import type { ActionContext } from '../../../actions/context.ts'
import { cancelMaintenance } from '../../../actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../actions/maintenance/change-maintenance.ts'
import { onRevision } from '../../../actions/maintenance/on-revision.ts'
import { postMaintenanceUpdate } from '../../../actions/maintenance/post-maintenance-update.ts'
import { scheduleMaintenance } from '../../../actions/maintenance/schedule-maintenance.ts'
import type { Result } from '../../../domain/refusal.ts'
import type { MaintenanceCommand } from '../../../preview/maintenance.ts'

/** Does what a form asks for, on the window as its writer saw it: of revision `seen`. */
export async function perform(
  ctx: ActionContext,
  asked: MaintenanceCommand,
  seen: number,
): Promise<Result<{ id: string }>> {
  if (asked.do === 'schedule') return scheduleMaintenance(ctx, asked.command)
  return onRevision(ctx, asked.id, seen, (inner): Promise<Result<{ id: string }>> => {
    if (asked.do === 'change') return changeMaintenance(inner, asked.id, asked.command)
    if (asked.do === 'cancel') return cancelMaintenance(inner, asked.id, asked.command)
    return postMaintenanceUpdate(inner, asked.id, asked.command)
  })
}

/** The same, over what it collides with, or not. */
export function accepting(asked: MaintenanceCommand, acceptConflicts: boolean): MaintenanceCommand {
  if (asked.do === 'schedule') return { ...asked, command: { ...asked.command, acceptConflicts } }
  return asked.do === 'change' ? { ...asked, command: { ...asked.command, acceptConflicts } } : asked
}
