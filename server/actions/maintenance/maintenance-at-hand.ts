import { findMaintenance } from '../../../db/maintenance/maintenances.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { findProgramme } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { type Maintenance, planned, resolve } from '../../domain/maintenance/maintenance.ts'
import type { NoticePromise } from '../../domain/maintenance/notice-plan.ts'
import { occurrenceOn, readOccurrenceId } from '../../domain/maintenance/programme.ts'
import { promised } from '../../domain/maintenance/promises.ts'

/** A window with its promised notices, as a decision needs them. */
export interface AtHand {
  maintenance: Maintenance
  ledger: NoticePromise[]
  /** False: a rule yields it, and nothing is stored of it yet. */
  onRecord: boolean
}

/** One window, on record or planned by a rule; null where there is none. */
export async function maintenanceAtHand(db: Reader, id: string): Promise<AtHand | null> {
  const stored = await findMaintenance(db, id)
  if (stored) {
    const programme = stored.programmeId === null ? null : await findProgramme(db, stored.programmeId)
    return { maintenance: resolve(stored, programme), ledger: await noticesOf(db, id), onRecord: true }
  }
  const named = readOccurrenceId(id)
  const programme = named && (await findProgramme(db, named.programmeId))
  const occurrence = programme && occurrenceOn(programme, named.date)
  if (!occurrence) return null
  const maintenance = planned(occurrence, programme)
  return { maintenance, ledger: promised(maintenance), onRecord: false }
}
