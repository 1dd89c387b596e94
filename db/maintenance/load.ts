import { inOrder, resolveAll, untouched } from '../../server/domain/maintenance/calendar.ts'
import { type Maintenance, planned, resolve } from '../../server/domain/maintenance/maintenance.ts'
import { LONGEST_LEAD, type NoticePromise } from '../../server/domain/maintenance/notice-plan.ts'
import { isInForce, occurrenceOn, readOccurrenceId } from '../../server/domain/maintenance/programme.ts'
import { promisedByRule } from '../../server/domain/maintenance/promises.ts'
import { DAY, type Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { overrunsTold } from './ends.ts'
import { findMaintenance, maintenancesAround, openMaintenances } from './maintenances.ts'
import { noticesByMaintenance, noticesOf } from './notices.ts'
import { findProgramme, listProgrammes } from './programmes.ts'

/** A window with its promised notices, as a decision needs them. */
export interface LoadedMaintenance {
  maintenance: Maintenance
  notices: NoticePromise[]
  /** False: a rule yields it, and nothing is stored of it yet. */
  onRecord: boolean
  /** Do its followers know that it takes longer than its present end? */
  overrunTold: boolean
}

/** One window, on record or planned by a rule; null if there is none. */
export async function loadMaintenance(db: Reader, id: string): Promise<LoadedMaintenance | null> {
  const stored = await findMaintenance(db, id)
  if (stored) {
    const programme = stored.programmeId === null ? null : await findProgramme(db, stored.programmeId)
    const overrunTold = (await overrunsTold(db, [id])).has(id)
    return { maintenance: resolve(stored, programme), notices: await noticesOf(db, id), onRecord: true, overrunTold }
  }
  const named = readOccurrenceId(id)
  const programme = named && (await findProgramme(db, named.programmeId))
  const occurrence = programme && occurrenceOn(programme, named.date)
  if (!occurrence) return null
  const maintenance = planned(occurrence, programme)
  return { maintenance, notices: promisedByRule(maintenance), onRecord: false, overrunTold: false }
}

/** Every window that is not over and near enough for a notice, in order of start: all that the clock has to look at. */
export async function loadCurrentMaintenances(db: Reader, now: Instant): Promise<LoadedMaintenance[]> {
  const programmes = await listProgrammes(db)
  const active = programmes.filter(isInForce)
  const startsAt = Math.min(now, ...active.map((programme) => programme.computedFrom))
  const interval = { startsAt, endsAt: now + LONGEST_LEAD + DAY }
  const open = resolveAll(programmes, await openMaintenances(db))
  const computed = untouched(active, await maintenancesAround(db, interval), interval)
  return withNotices(db, inOrder([...open, ...computed]), new Set(open.map(({ id }) => id)))
}

/** Windows with their notices: stored ones of those on record, the plan's of all others. */
export async function withNotices(
  db: Reader,
  maintenances: readonly Maintenance[],
  onRecord: ReadonlySet<string>,
): Promise<LoadedMaintenance[]> {
  const ids = maintenances.map(({ id }) => id).filter((id) => onRecord.has(id))
  const stored = await noticesByMaintenance(db, ids)
  const overrun = await overrunsTold(db, ids)
  return maintenances.map((maintenance) => {
    const { id } = maintenance
    return onRecord.has(id)
      ? { maintenance, notices: stored.get(id) ?? [], onRecord: true, overrunTold: overrun.has(id) }
      : { maintenance, notices: promisedByRule(maintenance), onRecord: false, overrunTold: false }
  })
}
