import { appendEvent } from '../../../db/delivery/events.ts'
import { unpublish } from '../../../db/incident/incidents.ts'
import { relate } from '../../../db/incident/relations.ts'
import type { Trx } from '../../../db/schema/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** Relates a new incident to an earlier one, in both directions: the earlier one's page shows it from now on. */
export async function relateTo(trx: Trx, incidentId: string, earlierId: string, now: Instant): Promise<void> {
  await relate(trx, incidentId, earlierId)
  await unpublish(trx, earlierId)
  await appendEvent(trx, { kind: 'incident.changed', at: now, incidentId: earlierId })
}
