import { namingErrors, type PlatformsThere } from '../platform/naming.ts'
import type { FieldError } from '../refusal.ts'
import { otherwise } from '../said.ts'
import { IMPACTS, type Phase, type Priority } from '../vocabulary.ts'
import type { Stand } from './case/headline.ts'
import type { Affected, ImpactChange } from './incident.ts'

/** Each platform exists and is named once; an archived one only where the incident is resolved. */
export function misnamedPlatforms(platforms: readonly Affected[], there: PlatformsThere, phase: Phase): FieldError[] {
  const ids = platforms.map(({ id }) => id)
  return namingErrors(ids, there, (index) => `/platforms/${index}/id`, phase === 'resolved')
}

/**
 * Otherwise the page would say "all systems operational" beside an open P1G. That is right where the work is done and
 * its confirmation is awaited.
 */
export function p1gWithoutImpact(
  priority: Priority,
  { phase, caseStatus }: Stand,
  affected: readonly Affected[],
): FieldError[] {
  if (priority !== 'P1G' || phase === 'resolved' || caseStatus === 'resolved_follow_up') return []
  if (affected.some((a) => a.impact !== 'operational')) return []
  const plain = 'An open P1G needs at least one platform that is not operational.'
  return [{ pointer: '/platforms', ...otherwise(plain, 'not_working') }]
}

/** The impacts before an update changed them. */
export function unchanged(after: readonly Affected[], changes: readonly ImpactChange[]): Affected[] {
  const from = new Map(changes.map((change) => [change.id, change.from ?? 'operational']))
  return after.map(({ id, impact }) => ({ id, impact: from.get(id) ?? impact }))
}

/** The impacts after some of them change. */
export function merge(current: readonly Affected[], delta: readonly Affected[]): Affected[] {
  const merged = new Map(current.map((a) => [a.id, a.impact]))
  for (const { id, impact } of delta) merged.set(id, impact)
  return [...merged].map(([id, impact]) => ({ id, impact }))
}

/** The impacts that a delta really changes. */
export function changesBetween(current: readonly Affected[], delta: readonly Affected[]): ImpactChange[] {
  const before = new Map(current.map((a) => [a.id, a.impact]))
  return delta
    .map(({ id, impact }) => ({ id, from: before.get(id) ?? null, to: impact }))
    .filter(({ from, to }) => from !== to)
}

/**
 * What a master takes over of its duplicate, so that no platform is shown as working that does not work: all that the
 * duplicate hits harder than the master does, as it stands when it closes. Nothing of a problem that is said to be over.
 */
export function takenOver(
  duplicate: readonly Affected[],
  master: readonly Affected[],
  { archivedPlatforms }: Pick<PlatformsThere, 'archivedPlatforms'>,
): ImpactChange[] {
  const own = new Map(master.map(({ id, impact }) => [id, IMPACTS.indexOf(impact)]))
  const isWorse = ({ id, impact }: Affected) => IMPACTS.indexOf(impact) > (own.get(id) ?? 0)
  return changesBetween(
    master,
    duplicate.filter((one) => isWorse(one) && !archivedPlatforms.has(one.id)),
  )
}

/** What the text of an update goes with: not what its incident took over later. */
export function saidOf(changes: readonly ImpactChange[]): ImpactChange[] {
  return changes.filter(({ taken }) => taken === undefined)
}
