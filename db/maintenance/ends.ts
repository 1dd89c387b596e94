import type { Reader } from '../schema/index.ts'

/** Those of some windows whose followers were told that they take longer than their present end. */
export async function overrunsTold(db: Reader, maintenanceIds: readonly string[]): Promise<Set<string>> {
  if (maintenanceIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('maintenance_updates as u')
    .innerJoin('maintenances as m', 'm.id', 'u.maintenance_id')
    .select('m.id')
    .where('m.id', 'in', maintenanceIds)
    .where('u.news', '=', 'overrun')
    .whereRef('u.ends_at', '=', 'm.ends_at')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
