import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { CHIEF, DEPUTY, DESK, FULL, LEAD, MANAGER, VICE } from '../../support/dispatch/ladder.ts'
import { dieEverywhere } from '../../support/dying.ts'
import { ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a rung is told once', (fresh, freshFile) => {
  const ctx = (db: Db, { clock }: TestDispatcher): ActionContext => ({ db, plan: FULL, actor: ROSA, now: clock() })

  /** Everything that telling a rung writes. */
  async function written({ db }: TestDispatcher): Promise<unknown> {
    const deliveries = db.selectFrom('deliveries').select(['event_id', 'subscriber_id', 'state'])
    return {
      rungs: await db.selectFrom('rungs').selectAll().orderBy('event_id').execute(),
      events: await db.selectFrom('events').select('id').orderBy('id').execute(),
      deliveries: await deliveries.orderBy('event_id').orderBy('subscriber_id').execute(),
      subscribers: await db.selectFrom('subscribers').select('id').orderBy('id').execute(),
      updates: await db.selectFrom('updates').select('id').orderBy('id').execute(),
      audit: await db.selectFrom('audit').select('id').orderBy('id').execute(),
    }
  }

  /** Who got a mail of the ladder, in order. */
  const told = ({ mail }: TestDispatcher) =>
    mail.accepted.flatMap(({ to }) => to).filter((to) => to.endsWith('@northline.example'))

  test('though the process dies at every await of telling it, and of passing it on', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { db, clock } = dispatch
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(MANAGER) ? 'there is no such mailbox' : undefined)
    await dispatch.post({ priority: 'P1G' })
    clock.advance(HOUR - 15 * MINUTE)
    for (const [index, after] of [15, 15, 15, 30, 0].entries()) {
      // The first rung, and the one that is passed on: the others are like them.
      const run = async (work: (db: Db) => Promise<unknown>) => {
        if (index % 2 === 1 || index === 4) await work(db)
        else expect(await dieEverywhere(db, work, () => written(dispatch))).toBeGreaterThan(0)
      }
      await run((dying) => climbLadder(ctx(dying, dispatch)))
      expect(await climbLadder(ctx(db, dispatch))).toEqual([])
      await dispatch.deliver()
      await run((dying) => passOn(ctx(dying, dispatch)))
      expect(await passOn(ctx(db, dispatch))).toEqual([])
      await dispatch.deliver()
      clock.advance(after * MINUTE)
    }
    expect(told(dispatch)).toEqual([DESK, LEAD, DEPUTY, VICE, CHIEF])
    const rungs = await db.selectFrom('rungs').select(['rung', 'attempt']).orderBy('event_id').execute()
    expect(rungs.map(({ rung, attempt }) => [rung / MINUTE, attempt])).toEqual([
      ...[
        [-15, 0],
        [0, 0],
        [15, 0],
        [15, 1],
        [30, 0],
        [60, 0],
      ],
    ])
  })

  test('and withdrawn with the post that keeps the promise, or not at all, wherever the process dies', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const id = await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    dispatch.clock.advance(HOUR)
    await climbLadder(ctx(dispatch.db, dispatch))
    const post = async (db: Db) => accepted(await postUpdate(ctx(db, dispatch), id, { body: 'Known.', notify: true }))
    await dieEverywhere(dispatch.db, post, () => written(dispatch))
    await dispatch.deliver()
    expect(told(dispatch)).toEqual([])
    expect((await dispatch.deliveries()).map(({ state, error }) => [state, error])).toEqual([
      ['superseded', 'what was owed has been done'],
    ])
  })

  test('to nobody by whom posts in the same second, whoever comes first', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const id = await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(HOUR - 15 * MINUTE)
    const [first] = await Promise.all([climbLadder(ctx(dispatch.db, dispatch)), dispatch.update(id)])
    expect(first.length).toBeLessThanOrEqual(1)
    await dispatch.deliver()
    dispatch.clock.advance(HOUR - 15 * MINUTE)
    await dispatch.update(id)
    expect(await climbLadder(ctx(dispatch.db, dispatch))).toEqual([])
    await dispatch.deliver()
    expect(told(dispatch)).toEqual([])
  })

  test('and what is being sent as somebody posts is the one mail too many', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const id = await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(HOUR - 15 * MINUTE)
    await climbLadder(ctx(dispatch.db, dispatch))
    const posted = Promise.withResolvers<void>()
    dispatch.mail.onRequest = () => void dispatch.update(id).then(posted.resolve, posted.reject)
    await dispatch.deliver()
    await posted.promise
    dispatch.mail.onRequest = () => {}
    dispatch.clock.advance(MINUTE)
    await climbLadder(ctx(dispatch.db, dispatch))
    await passOn(ctx(dispatch.db, dispatch))
    await dispatch.deliver()
    expect(told(dispatch)).toEqual([DESK])
  })

  test('in a whole night of three instances that look at the same instants', { timeout: 60_000 }, async () => {
    const database = await freshFile()
    const dispatch = await testDispatcher(database.db)
    const others = [openShared(database.location), openShared(database.location)]
    const id = await dispatch.post({ priority: 'P1G' })
    for (let minutes = 0; minutes < 8 * 60; minutes += 5) {
      dispatch.clock.advance(5 * MINUTE)
      if (minutes === 4 * 60) await dispatch.update(id)
      await Promise.all([database.db, ...others].map((db) => climbLadder(ctx(db, dispatch))))
      await dispatch.deliver()
      await Promise.all([database.db, ...others].map((db) => passOn(ctx(db, dispatch))))
    }
    for (const db of others) await db.destroy()
    const ladder = [DESK, LEAD, MANAGER, VICE, CHIEF]
    expect(told(dispatch)).toEqual([...ladder, ...ladder])
  })
})
