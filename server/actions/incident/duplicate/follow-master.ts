import { appendEvent } from '../../../../db/delivery/events.ts'
import { duplicatesOf, moveFollowers, repointDuplicates } from '../../../../db/incident/duplicates.ts'
import { platformsOf } from '../../../../db/incident/impacts.ts'
import { unpublish } from '../../../../db/incident/incidents.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import type { Incident } from '../../../domain/incident/incident.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

/**
 * Moves a duplicate's followers to its master. The notice that closes the duplicate tells them; the master's page
 * changes without a notice. Duplicates of the duplicate name the master too, so that nobody has to follow two links.
 */
export async function followMaster(trx: Trx, duplicateId: string, master: Incident, now: Instant): Promise<void> {
  const earlier = await duplicatesOf(trx, [duplicateId])
  await moveFollowers(trx, duplicateId, master.id)
  await repointDuplicates(trx, duplicateId, master.id, now)
  await unpublish(trx, master.id)
  const platforms = (await platformsOf(trx, [master.id])).get(master.id)
  await appendEvent(trx, { kind: 'incident.changed', at: now, incidentId: master.id, platforms })
  for (const { id: incidentId } of earlier) await appendEvent(trx, { kind: 'incident.changed', at: now, incidentId })
}
