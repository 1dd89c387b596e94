import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { MaintenanceDecisionContext } from '../../domain/maintenance/change.ts'
import type { ActionContext } from '../context.ts'

/** Reads what a decision about a window depends on. Archived platforms can no longer be named. */
export async function maintenanceDecisionContext(db: Reader, ctx: ActionContext): Promise<MaintenanceDecisionContext> {
  const platforms = await listPlatforms(db)
  return { now: ctx.now, zone: ctx.plan.zone, knownPlatforms: new Set(platforms.map((platform) => platform.id)) }
}
