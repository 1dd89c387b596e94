import type { CaseStatus, Impact, Instant, Phase } from '../../vocabulary.ts'
import { saidOf } from '../affected.ts'
import type { ImpactChange } from '../incident.ts'

interface Said {
  phase: Phase
  caseStatus: CaseStatus
  changes: readonly ImpactChange[]
}

/** What a timeline tells that each update did to platforms, newest first: the one that ends the incident brings them back. */
export function toldEffects(newestFirst: readonly Said[]): ImpactChange[][] {
  const stands = new Map<string, Impact>()
  const told = newestFirst.toReversed().map(({ phase, caseStatus, changes }) => {
    const said = saidOf(changes)
    // What a duplicate does to platforms goes on in its master.
    const effect = phase === 'resolved' && caseStatus !== 'duplicate' ? [...said, ...back(stands, said)] : said
    const last = new Map(effect.map((one) => [one.id, one]))
    for (const { id, to } of changes) stands.set(id, to)
    if (phase === 'resolved') stands.clear()
    return [...last.values()]
  })
  return told.reverse()
}

/** All that is still hit works again. */
function back(stands: ReadonlyMap<string, Impact>, said: readonly ImpactChange[]): ImpactChange[] {
  const after = new Map([...stands, ...said.map(({ id, to }) => [id, to] as const)])
  return [...after].flatMap(([id, from]) => (from === 'operational' ? [] : [{ id, from, to: 'operational' as const }]))
}

/** What was taken over of duplicates after an update, each time by itself, oldest first. */
export function takenAfter(changes: readonly ImpactChange[]): { at: Instant; from: string; changes: ImpactChange[] }[] {
  const taken = changes.flatMap((one) => (one.taken ? [{ ...one, taken: one.taken }] : []))
  return [...Map.groupBy(taken, (one) => one.taken.from).values()].flatMap((some) => {
    const [first] = some
    return first ? [{ ...first.taken, changes: some }] : []
  })
}
