import { noticesByMaintenance, noticesOf } from '../../db/maintenance-notices.ts'
import { findMaintenance, maintenancesAround, openMaintenances } from '../../db/maintenances.ts'
import { findProgramme, listProgrammes } from '../../db/programmes.ts'
import type { Reader } from '../../db/schema.ts'
import { type Maintenance, planned, promised, resolve } from '../domain/maintenance.ts'
import { inOrder, resolveAll, untouched } from '../domain/maintenance-calendar.ts'
import { LONGEST_LEAD, type NoticePromise } from '../domain/notice-plan.ts'
import { occurrenceOn, readOccurrenceId } from '../domain/programme.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'

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
  return occurrence ? fresh(planned(occurrence, programme)) : null
}

/** Every window that the clock may have to do with now: not over, and near enough for a notice. In order of start. */
export async function maintenancesAtHand(db: Reader, now: Instant): Promise<AtHand[]> {
  const programmes = await listProgrammes(db)
  const active = programmes.filter((programme) => !programme.archived)
  const startsAt = Math.min(now, ...active.map((programme) => programme.computedFrom))
  const stretch = { startsAt, endsAt: now + LONGEST_LEAD + DAY }
  const open = resolveAll(programmes, await openMaintenances(db))
  const computed = untouched(active, await maintenancesAround(db, stretch), stretch)
  const ledgers = await noticesByMaintenance(
    db,
    open.map(({ id }) => id),
  )
  const hands = new Map(open.map((m) => [m.id, { maintenance: m, ledger: ledgers.get(m.id) ?? [], onRecord: true }]))
  return inOrder([...open, ...computed]).map((m) => hands.get(m.id) ?? fresh(m))
}

function fresh(maintenance: Maintenance): AtHand {
  return { maintenance, ledger: promised(maintenance), onRecord: false }
}
