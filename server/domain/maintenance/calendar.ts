import { overlap, type Window } from '../time/window.ts'
import { type Maintenance, planned, resolve, type StoredMaintenance } from './maintenance.ts'
import { isInForce, occurrences, type Programme } from './programme.ts'

/** How far ahead windows are computed and shown. */
export const HORIZON_DAYS = 366

/**
 * The windows of an interval in order of their start: those on record (cancelled ones too), and those that programmes'
 * rules yield. A window on record replaces its occurrence even if it was moved out of the interval, so pass everything
 * that `maintenancesAround` returns as `stored`.
 */
export function calendar(
  programmes: readonly Programme[],
  stored: readonly StoredMaintenance[],
  interval: Window,
): Maintenance[] {
  const onRecord = resolveAll(programmes, stored).filter((maintenance) => overlap(maintenance, interval))
  return inOrder([...onRecord, ...untouched(programmes, stored, interval)])
}

/** Windows on record, completed from their programmes. */
export function resolveAll(programmes: readonly Programme[], stored: readonly StoredMaintenance[]): Maintenance[] {
  const byId = new Map(programmes.map((programme) => [programme.id, programme]))
  return stored.map((row) => resolve(row, byId.get(row.programmeId ?? '') ?? null))
}

/** The windows that the programmes' rules yield and that are not on record. */
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

/** The windows that a programme's rule yields. */
export function yieldedBy(programme: Programme, interval: Window): Maintenance[] {
  return occurrences(programme, interval).map((occurrence) => planned(occurrence, programme))
}

export function inOrder<Window extends Pick<Maintenance, 'id' | 'startsAt'>>(
  maintenances: readonly Window[],
): Window[] {
  return maintenances.toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
}
