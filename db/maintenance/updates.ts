import type { Window } from '../../server/domain/time/window.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'
import { type Spoken, spoken } from '../spoken.ts'

export type MaintenanceUpdateRow = Spoken<Row<'maintenance_updates'>>

/**
 * Adds a public update to a window's timeline; returns its sequence number. It stands at its `created_at`, but never
 * before the update before it, even if the clock was set back.
 */
export async function insertMaintenanceUpdate(
  trx: Trx,
  update: Omit<NewRow<'maintenance_updates'>, 'sequence'>,
): Promise<number> {
  const last = await trx
    .selectFrom('maintenance_updates')
    .select(['sequence', 'created_at'])
    .where('maintenance_id', '=', update.maintenance_id)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const sequence = (last?.sequence ?? 0) + 1
  const created_at = Math.max(update.created_at, last?.created_at ?? 0)
  await trx
    .insertInto('maintenance_updates')
    .values({ ...update, sequence, created_at })
    .execute()
  return sequence
}

/**
 * When a window was to be, as told before it began: an end that it was given while it ran hides none that was announced.
 * `updates` as `maintenanceUpdatesOf` returns them.
 */
export function plannedWindow(
  { startsAt, endsAt }: Window,
  updates: readonly Pick<MaintenanceUpdateRow, 'news' | 'previous_ends_at'>[],
): Window {
  const first = updates.findLast(({ news }) => news === 'extended')
  return { startsAt, endsAt: first?.previous_ends_at ?? endsAt }
}

/** The public updates of some windows, each window's newest first. */
export async function maintenanceUpdatesOf(
  db: Reader,
  maintenanceIds: readonly string[],
): Promise<MaintenanceUpdateRow[]> {
  if (maintenanceIds.length === 0) return []
  const rows = await db
    .selectFrom('maintenance_updates')
    .selectAll()
    .where('maintenance_id', 'in', maintenanceIds)
    .orderBy('maintenance_id')
    .orderBy('sequence', 'desc')
    .execute()
  return rows.map(spoken)
}
