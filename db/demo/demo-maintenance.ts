import { sql } from 'kysely'
import { resolveAll } from '../../server/domain/maintenance/calendar.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { storedOf } from '../maintenance/maintenances.ts'
import { listProgrammes } from '../maintenance/programmes.ts'
import type { Trx } from '../schema/index.ts'

/** Removes those of some programmes that nobody has changed or given platforms: the demonstration has its own. */
export async function removeUnusedProgrammes(trx: Trx, ids: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('programmes')
    .where('id', 'in', ids)
    .where('platforms', '=', '[]')
    .where('by_hand', '=', 0)
    .execute()
}

/** Keeps programmes of the demonstration that were changed, or that have a window of the provider's own. */
export async function keepOwnProgrammes(trx: Trx): Promise<void> {
  const own = trx
    .selectFrom('maintenances')
    .select('programme_id')
    .where('demo', '=', 0)
    .where('original_date', 'is', null)
    .where('programme_id', 'is not', null)
  await trx
    .updateTable('programmes')
    .set({ demo: 0, by_hand: 1 })
    .where('demo', '=', 1)
    .where((e) => e.or([e('by_hand', '=', 1), e('id', 'in', own)]))
    .execute()
}

/** The demonstration's windows, including those that the clock put on record for its programmes. */
export function demoMaintenances(trx: Trx) {
  const programmes = trx.selectFrom('programmes').select('id').where('demo', '=', 1)
  return trx
    .selectFrom('maintenances')
    .select('id')
    .where((e) => e.or([e('demo', '=', 1), e('programme_id', 'in', programmes)]))
}

/** Removes the demonstration's windows and programmes; returns the number of windows. */
export async function removeDemoMaintenance(trx: Trx): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('maintenances')
    .where('id', 'in', demoMaintenances(trx))
    .executeTakeFirst()
  await trx.deleteFrom('programmes').where('demo', '=', 1).execute()
  return Number(numDeletedRows)
}

/** The platforms of windows on record, and of the provider's own programmes. */
export async function platformsUnderMaintenance(trx: Trx, own: readonly string[]): Promise<string[]> {
  const programmes = await listProgrammes(trx)
  const rows = await trx.selectFrom('maintenances').selectAll().execute()
  const named = [...resolveAll(programmes, rows.map(storedOf)), ...programmes.filter(({ id }) => own.includes(id))]
  return [...new Set(named.flatMap(({ platforms }) => platforms))]
}

/** The ids of the provider's own programmes. */
export async function ownProgrammes(trx: Trx): Promise<string[]> {
  const rows = await trx.selectFrom('programmes').select('id').where('demo', '=', 0).execute()
  return rows.map((row) => row.id)
}

/** Removes deleted platforms from the programmes that are kept. */
export async function forgetPlatforms(trx: Trx, gone: readonly string[], now: Instant): Promise<void> {
  for (const { id, platforms, revision } of await listProgrammes(trx)) {
    const left = platforms.filter((platform) => !gone.includes(platform))
    if (left.length === platforms.length) continue
    const change = { platforms: JSON.stringify(left), revision: revision + 1, updated_at: now }
    await trx.updateTable('programmes').set(change).where('id', '=', id).execute()
  }
}

/**
 * Is a row of one of these tables about the demonstration? A window that is on no record is known by the
 * programme whose occurrence it is.
 */
export function aboutDemo(table: 'rungs' | 'acknowledgements' | 'drafts' | 'contact_notices' | 'contact_calls') {
  const [incident, window] = [sql.ref(`${table}.incident_id`), sql.ref(`${table}.maintenance_id`)]
  return sql<boolean>`(${incident} in (select id from incidents where demo = 1)
    or ${window} in (select m.id from maintenances m left join programmes p on p.id = m.programme_id
      where m.demo = 1 or p.demo = 1)
    or exists (select 1 from programmes p where p.demo = 1 and ${window} like p.id || '-____-__-__'))`
}
