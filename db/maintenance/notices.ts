import type { NoticePromise } from '../../server/domain/maintenance/notice-plan.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** The promised notices of a window, in the order in which they are due. */
export async function noticesOf(db: Reader, maintenanceId: string): Promise<NoticePromise[]> {
  const rows = await notices(db)
    .where('n.maintenance_id', '=', maintenanceId)
    .orderBy('n.due_at')
    .orderBy('n.key')
    .execute()
  return rows.map(promiseOf)
}

/** The promised notices of some windows, by the window's id. */
export async function noticesByMaintenance(
  db: Reader,
  maintenanceIds: readonly string[],
): Promise<Map<string, NoticePromise[]>> {
  if (maintenanceIds.length === 0) return new Map()
  const rows = await notices(db)
    .where('n.maintenance_id', 'in', maintenanceIds)
    .orderBy('n.due_at')
    .orderBy('n.key')
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
  const rows = await notices(db)
    .where('n.due_at', '>=', from)
    .where('n.due_at', '<', until)
    .orderBy('n.due_at')
    .orderBy('n.maintenance_id')
    .orderBy('n.key')
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

/** Notices, with the word that the work takes longer than its planned end, and with its real one. */
function notices(db: Reader) {
  return db
    .selectFrom('maintenance_notices as n')
    .innerJoin('maintenances as m', 'm.id', 'n.maintenance_id')
    .selectAll('n')
    .select('m.ended_at')
    .select(({ selectFrom }) =>
      selectFrom('maintenance_updates as u')
        .select((e) => e.fn.min('u.created_at').as('at'))
        .whereRef('u.maintenance_id', '=', 'n.maintenance_id')
        .whereRef('u.ends_at', '=', 'n.due_at')
        .where('u.news', '=', 'overrun')
        .where('u.notify', '=', 1)
        .where('n.key', '=', 'end')
        .as('prolonged_at'),
    )
}

type NoticeRow = Row<'maintenance_notices'> & { ended_at: Instant | null; prolonged_at: Instant | null }

function promiseOf({ key, due_at, told_at, outcome, prolonged_at, ended_at }: NoticeRow): NoticePromise {
  return {
    ...{ key, dueAt: due_at, toldAt: told_at, outcome },
    ...(prolonged_at !== null && { prolonged: { toldAt: prolonged_at, endedAt: ended_at } }),
  }
}
