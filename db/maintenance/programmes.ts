import type { NoticePlan } from '../../server/domain/maintenance/notice-plan.ts'
import type { Freeze, Programme } from '../../server/domain/maintenance/programme.ts'
import type { WindowTranslations } from '../../server/domain/maintenance/translations.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** Every programme, archived ones too, in the order of ids. */
export async function listProgrammes(db: Reader): Promise<Programme[]> {
  return (await db.selectFrom('programmes').selectAll().orderBy('id').execute()).map(programmeOf)
}

export async function findProgramme(db: Reader, id: string): Promise<Programme | null> {
  const row = await db.selectFrom('programmes').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? programmeOf(row) : null
}

export async function insertProgramme(
  trx: Trx,
  programme: Programme,
  made: { at: Instant; demo: boolean },
): Promise<void> {
  await trx
    .insertInto('programmes')
    .values({ id: programme.id, ...columns(programme), demo: made.demo ? 1 : 0, created_at: made.at })
    .execute()
}

/** Stores a changed programme; its revision is one higher than the loaded one. */
export async function saveProgramme(trx: Trx, programme: Programme): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('programmes')
    .set(columns(programme))
    .where('id', '=', programme.id)
    .where('revision', '=', programme.revision - 1)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`Programme ${programme.id} was changed by somebody else.`)
}

/** Records that every occurrence that began before `at` is on record. */
export async function advanceProgramme(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx
    .updateTable('programmes')
    .set({ computed_from: at })
    .where('id', '=', id)
    .where('computed_from', '<', at)
    .execute()
}

function programmeOf(row: Row<'programmes'>): Programme {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    reason: row.reason,
    translations: JSON.parse(row.translations) as WindowTranslations,
    rule: row.rule,
    anchor: row.anchor,
    wallStart: row.wall_start,
    wallEnd: row.wall_end,
    zone: row.zone,
    platforms: JSON.parse(row.platforms) as string[],
    impact: row.impact,
    endsBy: row.ends_by,
    notices: JSON.parse(row.notices) as NoticePlan,
    detailsExpected: row.details_expected === 1,
    freezes: JSON.parse(row.freezes) as Freeze[],
    archived: row.archived === 1,
    computedFrom: row.computed_from,
    revision: row.revision,
    updatedAt: row.updated_at,
  }
}

function columns(programme: Programme) {
  return {
    title: programme.title,
    description: programme.description,
    reason: programme.reason,
    translations: JSON.stringify(programme.translations),
    rule: programme.rule,
    anchor: programme.anchor,
    wall_start: programme.wallStart,
    wall_end: programme.wallEnd,
    zone: programme.zone,
    platforms: JSON.stringify(programme.platforms),
    impact: programme.impact,
    ends_by: programme.endsBy,
    notices: JSON.stringify(programme.notices),
    details_expected: programme.detailsExpected ? (1 as const) : (0 as const),
    freezes: JSON.stringify(programme.freezes),
    archived: programme.archived ? (1 as const) : (0 as const),
    computed_from: programme.computedFrom,
    revision: programme.revision,
    updated_at: programme.updatedAt,
  }
}
