import type { StoredMaintenance } from '../../server/domain/maintenance/maintenance.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { storedOf } from './maintenances.ts'

/** Reads of what the public sees of maintenance. The cost of each depends on what it returns. */

/** Windows that were announced, latest announced first. */
export async function announcedMaintenances(db: Reader, limit: number): Promise<StoredMaintenance[]> {
  const rows = await db
    .selectFrom('maintenances')
    .selectAll()
    .where('announced_at', 'is not', null)
    .orderBy('announced_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(storedOf)
}

/** Windows that were completed or cancelled, newest first. */
export async function pastMaintenances(db: Reader, limit: number): Promise<StoredMaintenance[]> {
  const rows = await db
    .selectFrom('maintenances')
    .selectAll()
    .where('state', 'in', ['completed', 'cancelled'])
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(storedOf)
}

/** Windows that were called off and would have started after `after`, at `until` at the latest. */
export async function calledOffBetween(db: Reader, after: Instant, until: Instant): Promise<{ startsAt: Instant }[]> {
  return db
    .selectFrom('maintenances')
    .select('starts_at as startsAt')
    .where('state', '=', 'cancelled')
    .where('starts_at', '>', after)
    .where('starts_at', '<=', until)
    .execute()
}

/** The start of the oldest window on record, or null. */
export async function firstMaintenance(db: Reader): Promise<Instant | null> {
  const row = await db
    .selectFrom('maintenances')
    .select((e) => e.fn.min('starts_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

/** Ids of windows on record behind `after`, in order: for going through all of them in slices. */
export async function maintenanceIdsAfter(db: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('maintenances')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
