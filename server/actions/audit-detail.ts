import type { Decided, Incident, UpdateText } from '../domain/incident/incident.ts'

/**
 * Audit detail of a public update: what it set and promised. Its text is in the timeline; the entry of a correction
 * holds the text that was replaced.
 */
export function updateDetail(updateId: string, { incident, promise, changes }: Decided, text: UpdateText) {
  return present({
    updateId,
    phase: incident.phase,
    platforms: changes,
    dueAt: promise?.dueAt,
    basis: promise?.basis,
    etr: text.etr,
    holdUntil: text.holdUntil,
    reason: text.reason,
  })
}

/** Audit detail of a change of case status; empty if it stayed the same. */
export function caseDetail(before: Incident, after: Omit<Incident, 'id'>) {
  if (before.caseStatus === after.caseStatus) return {}
  const caseStatus = { from: before.caseStatus, to: after.caseStatus }
  return after.duplicateOf ? { caseStatus, duplicateOf: after.duplicateOf } : { caseStatus }
}

/** The fields of `after` that differ from `before`, each with both values; null if none does. */
export function changesOf<T extends object>(
  before: NoInfer<T>,
  after: T,
): Record<string, { from: unknown; to: unknown }> | null {
  const changed = (Object.keys(after) as (keyof T & string)[]).filter((name) => before[name] !== after[name])
  if (changed.length === 0) return null
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]))
}

/** Leaves out empty fields. */
function present(detail: object): object {
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined && value !== null))
}
