import { appendEvent } from '../../db/events.ts'
import { unpublish } from '../../db/incidents.ts'
import { relate } from '../../db/relations.ts'
import type { Trx } from '../../db/schema.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** Relates a new incident to an earlier one, both ways: the earlier one's page shows it from now on. */
export async function relateTo(trx: Trx, incidentId: string, earlierId: string, now: Instant): Promise<void> {
  await relate(trx, incidentId, earlierId)
  await unpublish(trx, earlierId)
  await appendEvent(trx, { kind: 'incident.changed', at: now, incidentId: earlierId })
}
