import { overlap, type Window } from '../time/window.ts'
import { type Maintenance, planned, resolve, type StoredMaintenance } from './maintenance.ts'
import { isInForce, occurrences, type Programme } from './programme.ts'

/** How far ahead windows are computed and shown. */
export const HORIZON_DAYS = 366

/**
 * The windows of a interval of time in order of their start: those on record (also cancelled ones), and those that the
 * programmes' rules yield. What is on record stands in for its occurrence, also where it was moved out of the interval:
 * `stored` therefore holds whatever `maintenancesAround` answers.
 */
export function calendar(
  programmes: readonly Programme[],
  stored: readonly StoredMaintenance[],
  interval: Window,
): Maintenance[] {
  const onRecord = resolveAll(programmes, stored).filter((maintenance) => overlap(maintenance, interval))
  return inOrder([...onRecord, ...untouched(programmes, stored, interval)])
}

/** Windows on record with what they take from their programmes. */
export function resolveAll(programmes: readonly Programme[], stored: readonly StoredMaintenance[]): Maintenance[] {
  const byId = new Map(programmes.map((programme) => [programme.id, programme]))
  return stored.map((row) => resolve(row, byId.get(row.programmeId ?? '') ?? null))
}

/** The windows that the programmes' rules yield and nothing is stored of. */
export function untouched(
  programmes: readonly Programme[],
  stored: readonly Pick<StoredMaintenance, 'id'>[],
  interval: Window,
): Maintenance[] {
  const onRecord = new Set(stored.map(({ id }) => id))
  return programmes
    .filter(isInForce)
    .flatMap((programme) => yieldedBy(programme, interval).filter(({ id }) => !onRecord.has(id)))
}

/** What a programme's rule alone yields. */
export function yieldedBy(programme: Programme, interval: Window): Maintenance[] {
  return occurrences(programme, interval).map((occurrence) => planned(occurrence, programme))
}

export function inOrder(maintenances: readonly Maintenance[]): Maintenance[] {
  return maintenances.toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
}
