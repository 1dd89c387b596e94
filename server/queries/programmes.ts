import { followingProgrammes, singleWindowsElsewhere } from '../../db/maintenance/following.ts'
import { maintenancesAround } from '../../db/maintenance/maintenances.ts'
import { findProgramme, listProgrammes as listAll } from '../../db/maintenance/programmes.ts'
import type { Reader } from '../../db/schema/index.ts'
import { calendar, yieldedBy } from '../domain/maintenance/calendar.ts'
import type { Maintenance } from '../domain/maintenance/maintenance.ts'
import { isInForce, type Programme } from '../domain/maintenance/programme.ts'
import type { Window } from '../domain/time/window.ts'

export { findProgramme, singleWindowsElsewhere }

/** Maintenance programmes in the order of their ids. */
export async function listProgrammes(db: Reader, { archived = false } = {}): Promise<Programme[]> {
  return (await listAll(db)).filter((programme) => archived || !programme.archived)
}

/** Programmes in use that work in another zone than this one, and whether they follow the plan file by themselves. */
export async function programmesElsewhere(
  db: Reader,
  zone: string,
): Promise<{ id: string; zone: string; follows: boolean }[]> {
  const following = await followingProgrammes(db)
  return (await listProgrammes(db))
    .filter((programme) => programme.zone !== zone)
    .map(({ id, zone }) => ({ id, zone, follows: following.includes(id) }))
}

/**
 * A programme's windows in an interval, moved and cancelled ones as they are now. Of a programme that names no platform
 * yet: those it would yield.
 */
export async function windowsOfProgramme(db: Reader, programme: Programme, interval: Window): Promise<Maintenance[]> {
  if (!isInForce(programme)) return yieldedBy(programme, interval)
  const stored = await maintenancesAround(db, interval)
  const own = stored.filter(({ programmeId }) => programmeId === programme.id)
  return calendar([programme], own, interval)
}
