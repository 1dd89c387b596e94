import type { Composed } from '../../../domain/draft/composed.ts'
import { ok, type Result } from '../../../domain/refusal.ts'
import type { ActionContext } from '../../context.ts'
import { changeIncident } from '../../incident/change-incident.ts'
import { openIncident } from '../../incident/open-incident.ts'
import { postUpdate } from '../../incident/post-update.ts'

/** What it became. */
export interface Posted {
  id: string
  updateId?: string
}

/** Does what was composed, in one transaction of the caller's. */
export async function perform(ctx: ActionContext, asked: Composed): Promise<Result<Posted>> {
  if (asked.do === 'open') return openIncident(ctx, asked.command)
  const { id, vendor } = asked
  const changed = vendor === undefined ? ok(null) : await changeIncident(ctx, id, { vendor })
  return changed.ok ? postUpdate(ctx, id, asked.command) : changed
}
