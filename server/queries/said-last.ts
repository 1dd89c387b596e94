import { findIncidentRow } from '../../db/incident/incidents.ts'
import { lastUpdate } from '../../db/incident/updates.ts'
import { maintenanceUpdatesOf } from '../../db/maintenance/updates.ts'
import type { Reader } from '../../db/schema/index.ts'
import type { RungNotice } from '../domain/ladder/notice.ts'
import type { OwedObject } from '../domain/ladder/owed.ts'

/** What was said last, and the number by which the desk knows the case. */
export async function saidOf(
  db: Reader,
  { type, id }: Pick<OwedObject, 'type' | 'id'>,
): Promise<Pick<RungNotice, 'saidLast' | 'caseNumber'>> {
  if (type === 'incident') {
    const { body, created_at: at } = await lastUpdate(db, id)
    return { saidLast: { at, body }, caseNumber: (await findIncidentRow(db, id))?.case_number ?? null }
  }
  const said = (await maintenanceUpdatesOf(db, [id])).find(({ body }) => body !== null)
  return { saidLast: said ? { at: said.created_at, body: said.body as string } : null, caseNumber: null }
}
