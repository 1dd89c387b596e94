import { actorOf } from '../../server/domain/staff/person.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'
import { forgetDemoTemplates } from '../template/templates.ts'
import {
  aboutDemo,
  demoMaintenances,
  forgetPlatforms,
  keepOwnProgrammes,
  ownProgrammes,
  platformsUnderMaintenance,
  removeDemoMaintenance,
} from './demo-maintenance.ts'

/** Is there no platform, no incident (not even a drill), no customer, and no programme that somebody has changed? */
export async function isEmpty(db: Reader): Promise<boolean> {
  const platform = await db.selectFrom('platforms').select('id').limit(1).executeTakeFirst()
  const incident = await db.selectFrom('incidents').select('id').limit(1).executeTakeFirst()
  const programme = await db.selectFrom('programmes').select('id').where('by_hand', '=', 1).limit(1).executeTakeFirst()
  const organisation = await db.selectFrom('organisations').select('id').limit(1).executeTakeFirst()
  return [platform, incident, programme, organisation].every((row) => row === undefined)
}

export interface Removed {
  incidents: number
  maintenances: number
  /** The platforms that were removed, and those that were kept. */
  platforms: string[]
  kept: string[]
}

/**
 * Removes everything marked as demonstration and what depends on it. A platform that an own incident or window of the
 * provider names is kept and loses the mark. Events are kept, since their ids have no gaps, but are no longer sent.
 */
export async function removeDemo(trx: Trx, now: Instant): Promise<Removed> {
  const own = await ownProgrammes(trx)
  await keepOwnProgrammes(trx)
  await forgetMessages(trx, now)
  for (const table of ['rungs', 'acknowledgements', 'drafts', 'contact_notices', 'contact_calls'] as const) {
    await trx.deleteFrom(table).where(aboutDemo(table)).execute()
  }
  await trx
    .deleteFrom('subscriptions')
    .where('scope_type', '=', 'incident')
    .where('scope_id', 'in', demoIncidents(trx))
    .execute()
  const { numDeletedRows } = await trx.deleteFrom('incidents').where('demo', '=', 1).executeTakeFirst()
  const maintenances = await removeDemoMaintenance(trx)
  const touched = await trx.selectFrom('impacts').select('platform_id as id').distinct().execute()
  const kept = await keepPlatforms(trx, [...touched.map(idOf), ...(await platformsUnderMaintenance(trx, own))], now)
  const gone = trx.selectFrom('platforms').select('id').where('demo', '=', 1)
  await trx.deleteFrom('subscriptions').where('scope_type', '=', 'platform').where('scope_id', 'in', gone).execute()
  const platforms = (await trx.deleteFrom('platforms').where('demo', '=', 1).returning('id').execute()).map(idOf)
  await forgetPlatforms(trx, platforms, now)
  await forgetDemoTemplates(trx, platforms, now)
  await trx.deleteFrom('handovers').where('demo', '=', 1).execute()
  await forgetPeople(trx)
  return { incidents: Number(numDeletedRows), maintenances, platforms, kept }
}

/** Removes the demonstration's mark from some platforms; returns those that had it. */
async function keepPlatforms(trx: Trx, ids: readonly string[], now: Instant): Promise<string[]> {
  if (ids.length === 0) return []
  const kept = await trx
    .updateTable('platforms')
    .set({ demo: 0, updated_at: now })
    .where('demo', '=', 1)
    .where('id', 'in', ids)
    .returning('id')
    .execute()
  return kept.map(idOf)
}

function idOf({ id }: { id: string }): string {
  return id
}

/** Deletes the demonstration's people with their sessions and links, and what they were writing, whatever it is about. */
async function forgetPeople(trx: Trx): Promise<void> {
  const people = await trx.selectFrom('people').selectAll().where('demo', '=', 1).execute()
  for (const person of people) await trx.deleteFrom('drafts').where('author', '=', actorOf(person)).execute()
  await trx.deleteFrom('people').where('demo', '=', 1).execute()
}

/** Deletes what is still to be sent about the demonstration's incidents and windows. */
async function forgetMessages(trx: Trx, now: Instant): Promise<void> {
  const events = trx
    .selectFrom('events')
    .select('id')
    .where((e) =>
      e.or([
        e('incident_id', 'in', demoIncidents(trx)),
        e('maintenance_id', 'in', demoMaintenances(trx)),
        e(
          'id',
          'in',
          e.selectFrom('rungs').select('event_id').where('event_id', 'is not', null).where(aboutDemo('rungs')),
        ),
      ]),
    )
  await trx.deleteFrom('deliveries').where('event_id', 'in', events).execute()
  await trx
    .updateTable('events')
    .set({ expanded_at: now })
    .where('notify', '=', 1)
    .where('expanded_at', 'is', null)
    .where('id', 'in', events)
    .execute()
}

function demoIncidents(trx: Trx) {
  return trx.selectFrom('incidents').select('id').where('demo', '=', 1)
}
