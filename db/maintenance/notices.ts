import type { NoticePromise } from '../../server/domain/maintenance/notice-plan.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** The promised notices of a window, in the order in which they are due. */
export async function noticesOf(db: Reader, maintenanceId: string): Promise<NoticePromise[]> {
  const rows = await db
    .selectFrom('maintenance_notices')
    .selectAll()
    .where('maintenance_id', '=', maintenanceId)
    .orderBy('due_at')
    .orderBy('key')
    .execute()
  return rows.map(promiseOf)
}

/** The promised notices of some windows, by the window's id. */
export async function noticesByMaintenance(
  db: Reader,
  maintenanceIds: readonly string[],
): Promise<Map<string, NoticePromise[]>> {
  if (maintenanceIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('maintenance_notices')
    .selectAll()
    .where('maintenance_id', 'in', maintenanceIds)
    .orderBy('due_at')
    .orderBy('key')
    .execute()
  const byMaintenance = new Map<string, NoticePromise[]>()
  for (const row of rows) {
    byMaintenance.set(row.maintenance_id, [...(byMaintenance.get(row.maintenance_id) ?? []), promiseOf(row)])
  }
  return byMaintenance
}

/** The notices due in `from` ≤ t < `until`, with their windows' ids. */
export async function noticesDue(
  db: Reader,
  from: Instant,
  until: Instant,
): Promise<(NoticePromise & { maintenanceId: string })[]> {
  const rows = await db
    .selectFrom('maintenance_notices')
    .selectAll()
    .where('due_at', '>=', from)
    .where('due_at', '<', until)
    .orderBy('due_at')
    .orderBy('maintenance_id')
    .orderBy('key')
    .execute()
  return rows.map((row) => ({ maintenanceId: row.maintenance_id, ...promiseOf(row) }))
}

/** Stores a window's notices. One that was sent stays as it is. */
export async function saveNotices(trx: Trx, maintenanceId: string, notices: readonly NoticePromise[]): Promise<void> {
  for (const { key, dueAt, toldAt, outcome } of notices) {
    await trx
      .insertInto('maintenance_notices')
      .values({ maintenance_id: maintenanceId, key, due_at: dueAt, told_at: toldAt, outcome })
      .onConflict((conflict) =>
        conflict
          .columns(['maintenance_id', 'key', 'due_at'])
          .doUpdateSet({ told_at: toldAt, outcome })
          .where('maintenance_notices.outcome', '<>', 'told'),
      )
      .execute()
  }
}

/** Deletes a window's pending notices, to plan them anew under a changed rule. */
export async function forgetPendingNotices(trx: Trx, maintenanceId: string): Promise<void> {
  await trx
    .deleteFrom('maintenance_notices')
    .where('maintenance_id', '=', maintenanceId)
    .where('outcome', '=', 'pending')
    .execute()
}

function promiseOf({ key, due_at, told_at, outcome }: Row<'maintenance_notices'>): NoticePromise {
  return { key, dueAt: due_at, toldAt: told_at, outcome }
}
