import type { Instant } from '../server/domain/vocabulary.ts'
import type { Reader, Trx } from './schema.ts'

/** Is there neither a platform nor an incident, not even a drill? */
export async function isEmpty(db: Reader): Promise<boolean> {
  const platform = await db.selectFrom('platforms').select('id').limit(1).executeTakeFirst()
  const incident = await db.selectFrom('incidents').select('id').limit(1).executeTakeFirst()
  return platform === undefined && incident === undefined
}

/**
 * Removes what carries the demonstration's mark and what hangs on it. A platform that an incident of the provider's own
 * has touched stays and loses its mark. Events stay, since their numbers have no gaps, but nobody is told of them any more.
 */
export async function removeDemo(
  trx: Trx,
  now: Instant,
): Promise<{ incidents: number; platforms: string[]; kept: string[] }> {
  await forgetMessages(trx, now)
  await trx
    .deleteFrom('subscriptions')
    .where('scope_type', '=', 'incident')
    .where('scope_id', 'in', demoIncidents(trx))
    .execute()
  const { numDeletedRows } = await trx.deleteFrom('incidents').where('demo', '=', 1).executeTakeFirst()
  const kept = await trx
    .updateTable('platforms')
    .set({ demo: 0, updated_at: now })
    .where('demo', '=', 1)
    .where('id', 'in', trx.selectFrom('impacts').select('platform_id'))
    .returning('id')
    .execute()
  const gone = trx.selectFrom('platforms').select('id').where('demo', '=', 1)
  await trx.deleteFrom('subscriptions').where('scope_type', '=', 'platform').where('scope_id', 'in', gone).execute()
  const platforms = await trx.deleteFrom('platforms').where('demo', '=', 1).returning('id').execute()
  return {
    incidents: Number(numDeletedRows),
    platforms: platforms.map((platform) => platform.id),
    kept: kept.map((platform) => platform.id),
  }
}

/** Withdraws what is still to be told of the demonstration's incidents. */
async function forgetMessages(trx: Trx, now: Instant): Promise<void> {
  const events = trx.selectFrom('events').select('id').where('incident_id', 'in', demoIncidents(trx))
  await trx.deleteFrom('deliveries').where('event_id', 'in', events).execute()
  await trx
    .updateTable('events')
    .set({ expanded_at: now })
    .where('notify', '=', 1)
    .where('expanded_at', 'is', null)
    .where('incident_id', 'in', demoIncidents(trx))
    .execute()
}

function demoIncidents(trx: Trx) {
  return trx.selectFrom('incidents').select('id').where('demo', '=', 1)
}
