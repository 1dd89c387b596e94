import fc from 'fast-check'
import { test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { newId } from '../../../server/lib/ids.ts'
import { expectOrder } from '../../support/app/invariants.ts'
import { initialState, type ModelState, pauses, type Step, staff, startTimes, steps } from '../../support/app/model.ts'
import { onEachDatabase } from '../../support/database.ts'
import type { Person } from '../../support/people.ts'
import { randomCases } from '../../support/random-cases.ts'

type Model = Record<string, never>

/** Two people each do something at the same moment; then time passes. */
class TogetherCommand implements fc.AsyncCommand<Model, ModelState> {
  readonly steps: readonly [Person, Step][]
  readonly pause: number
  constructor(steps: readonly [Person, Step][], pause: number) {
    this.steps = steps
    this.pause = pause
  }
  check = () => true
  async run(_: Model, state: ModelState): Promise<void> {
    const before = state.incidents.length
    await Promise.all(this.steps.map(([person, step]) => step.do(state, person)))
    for (const id of state.incidents.slice(before)) await followedBySomebody(state.db, id)
    await expectOrder(state.db, state.now)
    state.now += this.pause
  }
  toString = () =>
    `${this.steps.map(([{ name }, { title }]) => `${name}: ${title}`).join(' | ')}, then ${this.pause} ms`
}

const commands = fc.commands(
  [
    fc
      .tuple(fc.array(fc.tuple(staff, steps), { minLength: 1, maxLength: 2 }), pauses)
      .map(([steps, pause]) => new TogetherCommand(steps, pause)),
  ],
  { maxCommands: 25, size: 'max' },
)

onEachDatabase('two people at the desk', (fresh) => {
  test('leave everything in order, whatever they do and however their actions interleave', {
    timeout: 120_000,
  }, async () => {
    const { name } = await fresh()
    const run = async (now: number, stepsTaken: Iterable<fc.AsyncCommand<Model, ModelState>>) => {
      const { db } = await fresh()
      const state = await initialState(db, now)
      for (const id of state.incidents) await followedBySomebody(db, id)
      await fc.asyncModelRun(() => ({ model: {}, real: state }), stepsTaken)
    }
    await fc.assert(fc.asyncProperty(startTimes, commands, run), randomCases(name === 'sqlite' ? 25 : 5))
  })
})

/** Somebody new follows each incident, so that duplicates have followers to bring along. */
async function followedBySomebody(db: Db, incidentId: string): Promise<void> {
  const id = newId()
  const common = { created_at: 0, updated_at: 0, locale: 'en', source: 'page' } as const
  await db
    .insertInto('subscribers')
    .values({ id, channel: 'email', address: `${id}@customer.example`, state: 'active', ...common })
    .execute()
  await db
    .insertInto('subscriptions')
    .values({
      id,
      subscriber_id: id,
      scope_type: 'incident',
      scope_id: incidentId,
      incidents: 1,
      maintenance: 1,
      state: 'active',
      requested_at: 0,
      confirmed_at: 0,
    })
    .execute()
}
