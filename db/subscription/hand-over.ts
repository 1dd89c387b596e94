import { sql } from 'kysely'
import { stillPromised } from '../contact/telling/promised.ts'
import type { Trx } from '../schema/index.ts'

/**
 * What waits for one subscriber is told to another one that takes its place: whatever followers are told, and nothing that
 * is the reader's own. What is being sent this moment stays, as does what the other one gets already. Also where either
 * followed a duplicate, the other follows that again when it is reopened. What an organisation is promised goes where it said.
 */
export async function handOver(trx: Trx, from: string, to: { id: string; lane: string }): Promise<void> {
  await sql`
    update deliveries set subscriber_id = ${to.id}, lane = ${to.lane}, batch_id = null
    where subscriber_id = ${from} and settled_at is null and state = 'queued' and lease_token is null
      and event_id in (
        select id from events where id = deliveries.event_id and (kind like 'incident.%' or kind like 'maintenance.%'
          or kind like 'platform.%' or kind = 'subscription.digest')
      )
      and not exists (
        select 1 from deliveries d where d.subscriber_id = ${to.id} and d.event_id = deliveries.event_id
      )
      and not ${stillPromised}`.execute(trx)
  await sql`
    update moves set subscriber_id = ${to.id}
    where subscriber_id = ${from} and not exists (
      select 1 from moves m where m.subscriber_id = ${to.id} and m.incident_id = moves.incident_id
    )`.execute(trx)
}
