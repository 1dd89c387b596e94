import type { Reader } from '../../../db/schema/index.ts'
import { newestAudit } from '../../../db/system/audit.ts'
import type { AuditLine } from '../../domain/audit.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { readOccurrenceId } from '../../domain/maintenance/programme.ts'

/** What changed a window, by its audit entry. */
export interface WindowChange extends Pick<AuditLine, 'at' | 'actor' | 'action'> {
  detail: { changes: Readonly<Record<string, { from: unknown; to: unknown }>> | null }
}

/** So many are looked through: a programme may have been changed often since the window was announced. */
const MOST = 50

/** What gave a window its last `count` revisions, oldest first: what was done about it, or to its programme while it was planned. */
export async function windowChanges(db: Reader, m: Maintenance, count: number): Promise<WindowChange[]> {
  const programme = m.programmeId ?? readOccurrenceId(m.id)?.programmeId
  const objects = [`maintenance/${m.id}`, ...(programme ? [`programme/${programme}`] : [])]
  const found: WindowChange[] = []
  let { state } = m
  for (const entry of await newestAudit(db, objects, MOST)) {
    if (found.length >= count) break
    const change = entry as WindowChange
    if (entry.object === objects[0]) state = (change.detail.changes?.state?.from ?? state) as Maintenance['state']
    else if (entry.action !== 'programme.change' || state !== 'planned') continue
    found.unshift(change)
  }
  return found
}
