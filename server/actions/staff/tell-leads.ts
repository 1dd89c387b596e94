import type { Trx } from '../../../db/schema/index.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { DesignationNotice } from '../../domain/incident/notice.ts'
import type { ActionContext } from '../context.ts'
import { namePlatforms } from '../platform/name-platforms.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Tells the leads of the configuration file that an incident became a P1G, or no longer is one, in the same transaction,
 * also of one that is over. Nobody is told of a drill.
 */
export async function tellLeads(
  trx: Trx,
  { plan, actor, now, demo }: ActionContext,
  incident: Incident,
  how: DesignationNotice['how'],
  reason: string | null,
): Promise<void> {
  const { leads } = plan.staff
  if (leads.length === 0 || incident.drill || demo) return
  const isOver = incident.phase === 'resolved'
  const affected = incident.affected.map(({ id, impact }) => ({
    id,
    impact: isOver ? ('operational' as const) : impact,
  }))
  const notice: DesignationNotice = {
    incidentId: incident.id,
    title: incident.title,
    caseNumber: incident.caseNumber,
    how,
    actor: actor.name,
    reason,
    platforms: await namePlatforms(trx, affected),
    at: now,
    dueAt: incident.nextUpdateDueAt,
    ...(incident.resolvedAt !== null && { resolvedAt: incident.resolvedAt }),
  }
  await tellStaff(trx, leads, { kind: 'staff.p1g', topic: `staff:${incident.id}`, rank: 0, now, notice })
}
