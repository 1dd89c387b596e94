import type { Dictionary } from '../../i18n/index.ts'
import type { DesignationView, IncidentSummary, TakenView } from '../../views.ts'

/** Updates, changes to or from P1G and what was taken over of duplicates, as they followed on each other, newest first. */
export function inOrder<U extends { at: number }>(said: {
  updates: readonly U[]
  designations: readonly DesignationView[]
  taken: readonly TakenView[]
}) {
  return [...said.updates, ...said.designations, ...said.taken].sort((a, b) => b.at - a.at)
}

/** How long an incident lasted; of one that was reopened, that this is less than the time between its ends. */
export function lengthText(
  lasted: number,
  { startedAt, openedAt, resolvedAt }: Pick<IncidentSummary, 'startedAt' | 'openedAt' | 'resolvedAt'>,
  t: Dictionary,
  duration: (ms: number) => string,
): string {
  const isWhole = resolvedAt === null || lasted >= resolvedAt - (startedAt ?? openedAt)
  return isWhole ? duration(lasted) : t.incident.exceptClosed(duration(lasted))
}
