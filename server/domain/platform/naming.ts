import { type FieldError, noSuch } from '../refusal.ts'
import { byWay, object, says } from '../said.ts'

/** Which platforms may be named: those in use anywhere, archived ones only in what is over. */
export interface PlatformsThere {
  knownPlatforms: ReadonlySet<string>
  archivedPlatforms: ReadonlySet<string>
}

/**
 * Each platform exists and is named once. Archiving never touches the past: what `isOver` may name archived ones.
 * `pointerOf` is the JSON pointer of the id at an index.
 */
export function namingErrors(
  ids: readonly string[],
  { knownPlatforms, archivedPlatforms }: PlatformsThere,
  pointerOf: (index: number) => string,
  isOver = false,
): FieldError[] {
  const seen = new Set<string>()
  return ids.flatMap((id, index) => {
    const pointer = pointerOf(index)
    if (seen.has(id)) return [{ pointer, ...says`Platform ${object('platform', id)} is named twice.` }]
    seen.add(id)
    if (knownPlatforms.has(id)) return []
    if (!archivedPlatforms.has(id)) return [{ pointer, ...noSuch('platform', id), remedy: 'list_platforms' }]
    const said = says`Platform ${object('platform', id)} is archived: ${BACK}, or name platforms in use.`
    return isOver ? [] : [{ pointer, ...said }]
  })
}

/** How an archived platform comes back. */
export const BACK = byWay('bring_back', 'un-archive it first (PATCH /api/v1/platforms/{id} with archived false)')

/**
 * As `namingErrors` of a list `/platforms`: each is in use and named once; what was named `before` may have been archived
 * since.
 */
export function platformErrors(
  platforms: readonly string[],
  there: PlatformsThere,
  before: readonly string[] = [],
): FieldError[] {
  const knownPlatforms = new Set([...there.knownPlatforms, ...before])
  return namingErrors(platforms, { ...there, knownPlatforms }, (index) => `/platforms/${index}`)
}
