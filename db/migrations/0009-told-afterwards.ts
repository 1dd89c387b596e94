import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/**
 * What is told afterwards and put right, and lists by what overlaps them: when an update says that the problem was over,
 * that an incident's times were corrected, when the state of a platform last changed, and which group it is in, whatever
 * that is called by now.
 */
export async function up(db: AnyDb): Promise<void> {
  const instant = isPostgres(db) ? 'bigint' : 'integer'
  await db.schema.alterTable('incidents').addColumn('times_corrected_at', instant).execute()
  await db.schema
    .alterTable('updates')
    .addColumn('resolved_at', instant, (c) => c.check(sql`resolved_at is null or phase = 'resolved'`))
    .execute()
  await db.schema.alterTable('platforms').addColumn('group_id', 'text').execute()
  await db.schema.alterTable('platforms').addColumn('state_changed_at', instant).execute()
  // The best that is known of it: the last beginning or end of an impact.
  await sql`update platforms set state_changed_at = (
    select max(coalesce(impacts.until_at, impacts.from_at)) from impacts
    join incidents on incidents.id = impacts.incident_id
    where impacts.platform_id = platforms.id and incidents.drill = 0)`.execute(db)
  await db.schema.createIndex('incidents_by_end').on('incidents').columns(['resolved_at', 'id']).execute()
  await db.schema.createIndex('incidents_by_start').on('incidents').column('started_at').execute()
}
