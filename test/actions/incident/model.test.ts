import fc from 'fast-check'
import { test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { newId } from '../../../server/lib/ids.ts'
import { expectOrder } from '../../support/app/invariants.ts'
import { begin, beginnings, pauses, type Shift, type Step, staff, steps } from '../../support/app/shift.ts'
import { onEachDatabase } from '../../support/database.ts'
import type { Person } from '../../support/people.ts'

type Model = Record<string, never>

/** Two people each do something at the same moment; then time passes. */
class TogetherCommand implements fc.AsyncCommand<Model, Shift> {
  readonly doings: readonly [Person, Step][]
  readonly pause: number
  constructor(doings: readonly [Person, Step][], pause: number) {
    this.doings = doings
    this.pause = pause
  }
  check = () => true
  async run(_: Model, shift: Shift): Promise<void> {
    const before = shift.incidents.length
    await Promise.all(this.doings.map(([person, step]) => step.do(shift, person)))
    for (const id of shift.incidents.slice(before)) await followedBySomebody(shift.db, id)
    await expectOrder(shift.db, shift.now)
    shift.now += this.pause
  }
  toString = () =>
    `${this.doings.map(([{ name }, { title }]) => `${name}: ${title}`).join(' | ')}, then ${this.pause} ms`
}

const commands = fc.commands(
  [
    fc
      .tuple(fc.array(fc.tuple(staff, steps), { minLength: 1, maxLength: 2 }), pauses)
      .map(([doings, pause]) => new TogetherCommand(doings, pause)),
  ],
  { maxCommands: 25, size: 'max' },
)

onEachDatabase('two people at the desk', (fresh) => {
  test('leave everything in order, whatever they do and however their steps interleave', {
    timeout: 120_000,
  }, async () => {
    const { name } = await fresh()
    const run = async (now: number, deedsDone: Iterable<fc.AsyncCommand<Model, Shift>>) => {
      const { db } = await fresh()
      const shift = await begin(db, now)
      for (const id of shift.incidents) await followedBySomebody(db, id)
      await fc.asyncModelRun(() => ({ model: {}, real: shift }), deedsDone)
    }
    await fc.assert(fc.asyncProperty(beginnings, commands, run), { numRuns: name === 'sqlite' ? 25 : 5 })
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
