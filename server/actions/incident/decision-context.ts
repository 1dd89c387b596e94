import { loadIncident } from '../../../db/incident/incidents.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { planShown } from '../../../db/seed/support.ts'
import { readSetting } from '../../../db/system/settings.ts'
import type { DecisionContext } from '../../domain/incident/incident.ts'
import type { ActionContext } from '../context.ts'
import { platformsThere } from '../platform/platforms-there.ts'

/**
 * Reads what a decision about an incident depends on. `otherId` is another incident that the command names.
 */
export async function decisionContext(reader: Reader, ctx: ActionContext, otherId?: string): Promise<DecisionContext> {
  const isDemo = ctx.demo || (await readSetting(reader, 'demo')) !== null
  return {
    now: ctx.now,
    plan: planShown(ctx.plan, isDemo),
    role: ctx.actor.role,
    ...(await platformsThere(reader)),
    other: otherId === undefined ? null : await loadIncident(reader, otherId),
  }
}
