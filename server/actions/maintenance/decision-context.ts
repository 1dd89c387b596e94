import type { Reader } from '../../../db/schema/index.ts'
import type { MaintenanceDecisionContext } from '../../domain/maintenance/change.ts'
import type { ActionContext } from '../context.ts'
import { platformsThere } from '../platform/platforms-there.ts'

/** Reads what a decision about a window depends on. */
export async function maintenanceDecisionContext(db: Reader, ctx: ActionContext): Promise<MaintenanceDecisionContext> {
  return { now: ctx.now, zone: ctx.plan.zone, ...(await platformsThere(db)) }
}
