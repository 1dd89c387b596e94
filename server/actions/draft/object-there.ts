import { loadIncident } from '../../../db/incident/incidents.ts'
import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { DraftObject } from '../../domain/draft/draft.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'

/** Refuses an incident or a window that there is not. */
export async function objectThere(db: Reader, object: DraftObject | null): Promise<Result<null>> {
  if (!object) return ok(null)
  const load = object.type === 'incident' ? loadIncident : loadMaintenance
  return (await load(db, object.id)) ? ok(null) : notFound(object.type, object.id)
}
