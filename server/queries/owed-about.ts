import { findIncidentRow } from '../../db/incident/incidents.ts'
import { lastUpdate } from '../../db/incident/updates.ts'
import { loadMaintenance } from '../../db/maintenance/load.ts'
import { type MaintenanceUpdateRow, maintenanceUpdatesOf } from '../../db/maintenance/updates.ts'
import { platformNames } from '../../db/platform/platforms.ts'
import type { Reader } from '../../db/schema/index.ts'
import { countFollowers } from '../../db/subscription/count.ts'
import type { RungNotice, SaidLast } from '../domain/ladder/notice.ts'
import type { Owed, OwedObject } from '../domain/ladder/owed.ts'
import { wordingOf } from '../domain/maintenance/notice.ts'
import type { Window } from '../domain/time/window.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** What was said last; the number by which the desk knows the case, and when it was resolved; when the work of a window is. */
export async function saidOf(
  db: Reader,
  { type, id }: Pick<OwedObject, 'type' | 'id'>,
): Promise<Pick<RungNotice, 'saidLast' | 'caseNumber'> & { window: Window | null; resolvedAt: Instant | null }> {
  if (type === 'incident') {
    const { body, created_at: at } = await lastUpdate(db, id)
    const row = await findIncidentRow(db, id)
    const [caseNumber, resolvedAt] = [row?.case_number ?? null, row?.resolved_at ?? null]
    return { saidLast: { at, body }, caseNumber, resolvedAt, window: null }
  }
  const said = (await maintenanceUpdatesOf(db, [id])).find(({ body, notify }) => body !== null || notify === 1)
  const { maintenance } = (await loadMaintenance(db, id)) ?? {}
  const window = maintenance ? { startsAt: maintenance.startsAt, endsAt: maintenance.endsAt } : null
  return { saidLast: said ? saidOfWindow(said) : null, caseNumber: null, resolvedAt: null, window }
}

function saidOfWindow(row: MaintenanceUpdateRow): SaidLast {
  const { created_at: at, body, starts_at: startsAt, ends_at: endsAt } = row
  const news = wordingOf(row.news, endsAt, row.previous_ends_at)
  return body === null ? { at, body, news, window: { startsAt, endsAt } } : { at, body }
}

/** To whom it matters what is owed: the names of the platforms, and how many follow it. */
export async function readConcerned(
  db: Reader,
  { object, platforms }: Pick<Owed, 'object' | 'platforms'>,
): Promise<{ platforms: string[]; followers: number }> {
  const names = await platformNames(db)
  const incidentId = object.type === 'incident' ? object.id : null
  return {
    platforms: platforms.map((id) => names.get(id) ?? id),
    followers: await countFollowers(db, { kind: object.type, incidentId, platforms }),
  }
}
