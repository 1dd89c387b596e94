import { sql } from 'kysely'
import { inOrder } from '../../server/domain/maintenance/calendar.ts'
import type { ShortNotice, StoredMaintenance } from '../../server/domain/maintenance/maintenance.ts'
import type { NoticePlan } from '../../server/domain/maintenance/notice-plan.ts'
import type { WindowTranslations } from '../../server/domain/maintenance/translations.ts'
import { DAY, type Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function insertMaintenance(trx: Trx, row: NewRow<'maintenances'>): Promise<void> {
  await trx.insertInto('maintenances').values(row).execute()
}

/** Stores a changed window; `before` is the revision that was loaded. */
export async function saveMaintenance(trx: Trx, maintenance: StoredMaintenance, before: number): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('maintenances')
    .set(maintenanceColumns(maintenance))
    .where('id', '=', maintenance.id)
    .where('revision', '=', before)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`Maintenance ${maintenance.id} was changed by somebody else.`)
}

export async function findMaintenance(db: Reader, id: string): Promise<StoredMaintenance | null> {
  const row = await db.selectFrom('maintenances').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? storedOf(row) : null
}

/** Some windows on record, in no particular order. */
export async function maintenancesOf(db: Reader, ids: readonly string[]): Promise<StoredMaintenance[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('maintenances').selectAll().where('id', 'in', ids).execute()).map(storedOf)
}

/** Windows on record that are not over, in order of their start. */
export async function openMaintenances(db: Reader): Promise<StoredMaintenance[]> {
  const rows = await db
    .selectFrom('maintenances')
    .selectAll()
    // In the words of its index: with parameters, SQLite does not see that they are the same.
    .where(sql<boolean>`state in ('planned', 'announced', 'in_progress', 'verifying')`)
    .execute()
  return stored(rows)
}

/** Windows on record that ended at or after `since` or are still running, for the platforms' histories. */
export async function begunMaintenances(db: Reader, since: Instant, before?: Instant): Promise<StoredMaintenance[]> {
  const rows = await db
    .selectFrom('maintenances')
    .selectAll()
    .where('began_at', 'is not', null)
    .where((e) => e.or([e('ended_at', '>=', since), e('ended_at', 'is', null)]))
    .$if(before !== undefined, (query) => query.where('began_at', '<', before as Instant))
    .execute()
  return stored(rows)
}

/**
 * What `calendar` needs for an interval: windows on record in it, and those whose occurrence was in it before they were
 * moved.
 */
export async function maintenancesAround(
  db: Reader,
  { startsAt, endsAt }: { startsAt: Instant; endsAt: Instant },
): Promise<StoredMaintenance[]> {
  // A rule's date is a local date: two days cover every zone, and a window that ends on the next day.
  const date = (at: Instant) => new Date(at).toISOString().slice(0, 10)
  const rows = await db
    .selectFrom('maintenances')
    .selectAll()
    .where((e) =>
      e.or([
        e.and([e('starts_at', '<', endsAt), e('ends_at', '>', startsAt)]),
        e.and([e('original_date', '>=', date(startsAt - 2 * DAY)), e('original_date', '<=', date(endsAt + 2 * DAY))]),
      ]),
    )
    .execute()
  return stored(rows)
}

/** Windows in order of their start. Asked for that order, SQLite goes through all there ever were instead of those it needs. */
const stored = (rows: readonly Row<'maintenances'>[]) => inOrder(rows.map(storedOf))

/** A window as the rules need it. */
export function storedOf(row: Row<'maintenances'>): StoredMaintenance {
  return {
    id: row.id,
    programmeId: row.programme_id,
    originalDate: row.original_date,
    state: row.state,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    own: {
      title: row.title,
      description: row.description,
      reason: row.reason,
      translations: JSON.parse(row.translations) as WindowTranslations,
      platforms: row.platforms === null ? null : (JSON.parse(row.platforms) as string[]),
      impact: row.impact,
      endsBy: row.ends_by,
      notices: row.notices === null ? null : (JSON.parse(row.notices) as NoticePlan),
    },
    detailed: row.detailed === 1,
    zone: row.zone,
    shortNotice: row.short_notice === null ? null : (JSON.parse(row.short_notice) as ShortNotice),
    announcedAt: row.announced_at,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    movedAt: row.moved_at,
    revision: row.revision,
    updatedAt: row.updated_at,
  }
}

/** The columns of a window, except those that are set once: `created_at` and `demo`. */
export function maintenanceColumns(maintenance: StoredMaintenance) {
  const { own } = maintenance
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  return {
    programme_id: maintenance.programmeId,
    original_date: maintenance.originalDate,
    state: maintenance.state,
    starts_at: maintenance.startsAt,
    ends_at: maintenance.endsAt,
    zone: maintenance.zone,
    title: own.title,
    description: own.description,
    reason: own.reason,
    translations: JSON.stringify(own.translations),
    platforms: json(own.platforms),
    impact: own.impact,
    ends_by: own.endsBy,
    notices: json(own.notices),
    detailed: maintenance.detailed ? (1 as const) : (0 as const),
    short_notice: json(maintenance.shortNotice),
    announced_at: maintenance.announcedAt,
    began_at: maintenance.beganAt,
    ended_at: maintenance.endedAt,
    moved_at: maintenance.movedAt,
    revision: maintenance.revision,
    updated_at: maintenance.updatedAt,
  }
}
