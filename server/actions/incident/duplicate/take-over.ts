import { changeImpacts } from '../../../../db/incident/impacts.ts'
import { keepTaken } from '../../../../db/incident/updates.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import type { ImpactChange, Incident } from '../../../domain/incident/incident.ts'
import type { ActionContext } from '../../context.ts'
import { noteStates } from '../../platform/note-states.ts'

/**
 * Lets a master take over what its duplicate does to platforms. Before the duplicate closes, so that none of them is
 * shown as working meanwhile, and none is noted as changed.
 */
export async function takeOver(
  trx: Trx,
  { actor, now }: ActionContext,
  duplicateId: string,
  master: Incident,
  platforms: readonly ImpactChange[],
): Promise<void> {
  if (platforms.length === 0) return
  const felt = master.drill ? [] : platforms.map(({ id }) => id)
  await noteStates(trx, felt, now, () => changeImpacts(trx, master.id, platforms, now))
  await keepTaken(
    trx,
    master.id,
    platforms.map((one) => ({ ...one, taken: { at: now, from: duplicateId } })),
  )
  await appendAudit(trx, {
    at: now,
    actor: actor.name,
    action: 'incident.take_over',
    object: `incident/${master.id}`,
    detail: { duplicate: duplicateId, platforms },
  })
}
