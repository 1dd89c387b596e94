import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, type Rung, stepDue } from '../../../server/domain/ladder/ladder.ts'
import type { Owed } from '../../../server/domain/ladder/owed.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'

const ladders = fc
  .uniqueArray(fc.integer({ min: -60, max: 120 }), { minLength: 1, maxLength: 6 })
  .map((list) => list.toSorted((a, b) => a - b).map((after): Rung => ({ after: after * MINUTE, roles: [`${after}`] })))

/** What happens in minutes: somebody posts, the clock moves (also backwards, also far), the configuration changes. */
const happenings = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ minutes: fc.integer({ min: -30, max: 40 }) }) },
    { weight: 1, arbitrary: fc.record({ minutes: fc.integer({ min: 60, max: 300 }) }) },
    { weight: 1, arbitrary: fc.record({ promisedIn: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ ladder: ladders }) },
  ),
  { maxLength: 60 },
)

interface Told {
  promise: string
  rung: number
  at: number
}

/** Climbs as the service does: it looks at every happening, and remembers what it told and skipped. */
function climb(first: readonly Rung[], happened: typeof happenings extends fc.Arbitrary<infer T> ? T : never) {
  let [ladder, now, count] = [first, 1000 * HOUR, 0]
  const made = (promisedIn: number): Owed => ({
    ...{ id: `promise ${count++}`, kind: 'update', object: { type: 'incident', id: 'case', title: '' } },
    ...{ priority: 'P1G', madeAt: now, dueAt: now + promisedIn * MINUTE, standing: 'on_time', platforms: [] },
  })
  let [owed, done] = [made(60), new Set<number>()]
  const told: Told[] = []
  const look = () => {
    const step = stepDue(owed, ladder, { done: [...done], from: null }, now)
    if (step === null) return
    for (const { after } of step.skipped) done.add(after)
    const rung = Math.max(...step.rungs.map(({ after }) => after))
    done.add(rung)
    told.push({ promise: owed.id, rung, at: now })
    for (const one of step.rungs) expect(momentOf(one, owed)).toBeLessThanOrEqual(now)
  }
  look()
  for (const one of happened) {
    if ('minutes' in one) now += one.minutes * MINUTE
    else if ('ladder' in one) ladder = one.ladder
    else [owed, done] = [made(one.promisedIn), new Set()]
    look()
  }
  return { told, owed, ladder, now, look }
}

test('whatever happens, each rung of a promise is told once, in order, and never before its moment', () => {
  fc.assert(
    fc.property(ladders, happenings, (ladder, happened) => {
      const { told } = climb(ladder, happened)
      for (const mine of Map.groupBy(told, ({ promise }) => promise).values()) {
        const rungs = mine.map(({ rung }) => rung)
        expect(rungs).toEqual([...new Set(rungs)].toSorted((a, b) => a - b))
      }
    }),
  )
})

test('whatever happens, the last rung whose moment has come is told, or one above it was', () => {
  fc.assert(
    fc.property(ladders, happenings, (ladder, happened) => {
      const { told, owed, ladder: last, now } = climb(ladder, happened)
      const due = last.filter((rung) => momentOf(rung, owed) <= now).map(({ after }) => after)
      const highest = Math.max(...told.filter(({ promise }) => promise === owed.id).map(({ rung }) => rung))
      if (due.length > 0) expect(highest).toBeGreaterThanOrEqual(Math.max(...due))
    }),
  )
})
