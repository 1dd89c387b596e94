import type { Impact, Instant, Phase } from '../../vocabulary.ts'
import type { Affected, ImpactChange } from '../incident.ts'

/** What an update says of platforms. */
export interface ImpactSaying {
  at: Instant
  phase: Phase
  changes: readonly ImpactChange[]
  /** Of one that resolves: when the problem was over, if that was not when it was posted. */
  resolvedAt: Instant | null
}

/** An incident did this to a platform, from then until then; null while it does. */
export interface PastImpact {
  platform: string
  impact: Impact
  from: Instant
  until: Instant | null
}

/**
 * What an incident did to platforms, read from its timeline (oldest first) and its beginning. What was said of a time
 * before the beginning counts from there; what was said after the end, of none. A platform that was named stays named,
 * if only for an instant.
 */
export function pastImpacts(sayings: readonly ImpactSaying[], beganAt: Instant): PastImpact[] {
  const over: PastImpact[] = []
  let current: PastImpact[] = []
  for (const [index, { at, phase, changes, resolvedAt }] of sayings.entries()) {
    const from = index === 0 ? beganAt : Math.max(at, beganAt)
    for (const { id, to, taken } of changes) {
      const since = Math.max(from, taken?.at ?? from)
      current = ended(current, since, id)
      current.push({ platform: id, impact: to, from: since, until: null })
    }
    if (phase !== 'resolved') continue
    over.push(...ended(current, Math.max(resolvedAt ?? at, beganAt)))
    current = []
  }
  return lasting([...over, ...current])
}

/**
 * What an incident was last said to do to platforms before its newest update. A resolution in between ended that; that
 * the newest one says it was over before something was said, does not.
 */
export function saidBefore(sayings: readonly Pick<ImpactSaying, 'phase' | 'changes'>[]): Affected[] {
  const said = new Map<string, Impact>()
  for (const { phase, changes } of sayings.slice(0, -1)) {
    for (const { id, to } of changes) said.set(id, to)
    if (phase === 'resolved') for (const id of said.keys()) said.set(id, 'operational')
  }
  return [...said].map(([id, impact]) => ({ id, impact }))
}

/** Impacts that are over at `end`, or those on one platform; what was to come later is over at once. */
function ended(impacts: readonly PastImpact[], end: Instant, platform?: string): PastImpact[] {
  return impacts.map((one) => {
    if (platform !== undefined && (one.platform !== platform || one.until !== null)) return one
    return { ...one, from: Math.min(one.from, end), until: Math.min(one.until ?? end, end) }
  })
}

/** Without what took no time, unless nothing else tells that the platform was named. */
function lasting(impacts: readonly PastImpact[]): PastImpact[] {
  const byPlatform = Map.groupBy(impacts, ({ platform }) => platform)
  return [...byPlatform.values()].flatMap((all) => {
    const felt = all.filter(({ from, until }) => until === null || until > from)
    return felt.length > 0 ? felt : all.slice(-1)
  })
}
