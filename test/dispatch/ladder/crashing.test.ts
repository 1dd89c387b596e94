import type { KyselyPlugin } from 'kysely'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { ROSA } from '../../support/people.ts'

const [DESK, LEAD] = ['desk@northline.example', 'lead@northline.example']
const PLAN: Plan = { ...DEFAULT_PLAN, staff: { leads: [LEAD], desk: [DESK] } }

class Crash extends Error {}

/** The same database for a process that dies before its query of this number. */
function dyingAt(db: Db, query: number): { db: Db; asked: () => number } {
  let asked = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked += 1
      if (asked === query) throw new Crash()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin), asked: () => asked }
}

onEachDatabase('a process that dies while it tells', (fresh) => {
  const told = async ({ db }: TestDispatcher) => {
    const count = async (table: 'rungs' | 'events' | 'deliveries') => {
      const rows = await db.selectFrom(table).selectAll().execute()
      return table === 'events' ? rows.filter((row) => 'kind' in row && row.kind === 'staff.owed').length : rows.length
    }
    return { rungs: await count('rungs'), events: await count('events'), deliveries: await count('deliveries') }
  }

  /** Dies at each query in turn until it comes through; what was told after each death. */
  async function dying(dispatch: TestDispatcher, act: (ctx: ActionContext) => Promise<unknown>) {
    const before = await told(dispatch)
    for (let query = 1; ; query += 1) {
      const dies = dyingAt(dispatch.db, query)
      const ctx: ActionContext = { db: dies.db, plan: PLAN, actor: ROSA, now: dispatch.clock() }
      try {
        await act(ctx)
        expect(dies.asked()).toBeLessThan(query)
        return query - 1
      } catch (error) {
        expect(error).toBeInstanceOf(Crash)
        expect(await told(dispatch)).toEqual(before)
      }
    }
  }

  test('has told nothing at all, wherever it was; the next one tells it once', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(HOUR)
    const deaths = await dying(dispatch, climbLadder)
    expect(deaths).toBeGreaterThan(20)
    // One rung told, the one before it skipped.
    expect(await told(dispatch)).toEqual({ rungs: 2, events: 1, deliveries: 1 })
    await climbLadder({ db: dispatch.db, plan: PLAN, actor: ROSA, now: dispatch.clock() })
    expect(await told(dispatch)).toEqual({ rungs: 2, events: 1, deliveries: 1 })
  })

  test('has passed nothing on, wherever it was; the next one passes it on once', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(45 * MINUTE)
    await climbLadder({ db: dispatch.db, plan: PLAN, actor: ROSA, now: dispatch.clock() })
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(DESK) ? 'there is no such mailbox' : undefined)
    await dispatch.deliver()
    await dying(dispatch, passOn)
    expect(await told(dispatch)).toEqual({ rungs: 2, events: 2, deliveries: 2 })
    await passOn({ db: dispatch.db, plan: PLAN, actor: ROSA, now: dispatch.clock() })
    expect(await told(dispatch)).toEqual({ rungs: 2, events: 2, deliveries: 2 })
  })
})
