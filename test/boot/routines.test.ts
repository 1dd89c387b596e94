import pino from 'pino'
import { expect, test } from 'vitest'
import { climbLadder } from '../../server/actions/ladder/climb-ladder.ts'
import { routinesOf } from '../../server/boot/routines.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { HOUR } from '../../server/domain/vocabulary.ts'
import { scheduled, WEEK_BEFORE, withProgrammes } from '../support/app/maintenance.ts'
import { testApp } from '../support/app/test-app.ts'
import { manualClock } from '../support/clock.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'
import { testPublisher } from '../support/publish/publisher.ts'

const WRONG = "the clock here is 86400 s ahead of the database's: nothing is told from here"

test('nothing begins by a clock that is known to be wrong', async () => {
  const { db } = await sqliteInMemory()
  await withProgrammes(db)
  await scheduled(db)
  const { publisher } = await testPublisher(db)
  let problem: string | null = WRONG
  const routines = routinesOf({
    ...{ db, publisher, log: pino({ level: 'silent' }), plan: DEFAULT_PLAN },
    dispatcher: { nudge() {} },
    erasures: { turn: async () => {} },
    clockProblem: async () => problem,
    ladder: { turn: async () => {} },
    clock: Date.now,
  })
  const clock = routines.find(({ name }) => name === 'maintenance clock')
  const begun = () => db.selectFrom('events').select('id').where('kind', '=', 'maintenance.started').execute()
  await clock?.turn()
  expect(await begun()).toEqual([])
  problem = null
  await clock?.turn()
  expect(await begun()).not.toEqual([])
  await publisher.close()
})

onEachDatabase('a process that was asleep, or whose clock was set', (fresh) => {
  test('sends the notices that are due before anybody is told that they were not sent', async () => {
    const { db } = await fresh()
    await withProgrammes(db)
    const { publisher } = await testPublisher(db)
    const clock = manualClock(WEEK_BEFORE - HOUR)
    const plan = { ...DEFAULT_PLAN, staff: { leads: ['lead@northline.example'], desk: [] } }
    const actor = { name: 'clock', role: 'admin' } as const
    const routines = routinesOf({
      ...{ db, publisher, log: pino({ level: 'silent' }), plan, clock },
      dispatcher: { nudge() {} },
      erasures: { turn: async () => {} },
      clockProblem: async () => null,
      ladder: { turn: async () => void (await climbLadder({ db, plan, actor, now: clock() })) },
    })
    const turn = (name: string) => routines.find((routine) => routine.name === name)?.turn()
    await turn('maintenance clock')
    await turn('ladder')
    clock.advance(2 * HOUR)
    await turn('ladder')
    const events = await db
      .selectFrom('events')
      .select(['kind', 'notice'])
      .where('notify', '=', 1)
      .orderBy('id')
      .execute()
    const what = events.map(({ kind, notice }) => (kind === 'staff.owed' ? JSON.parse(notice ?? '').kind : kind))
    expect(what).toEqual(['maintenance.announced', 'details'])
    await publisher.close()
  })
})

test('nothing is recorded by it either, and what is there can be read', async () => {
  const { db } = await sqliteInMemory()
  const app = await testApp(db, {
    dispatcher: { nudge() {}, status: () => ({ problems: [WRONG] }), clockProblem: () => WRONG },
  })
  const post = await app.call('POST /platforms', { as: 'admin', body: { id: 'fax', name: 'Fax', group: 'Voice' } })
  expect([post.status, post.json.code]).toEqual([503, 'clock_wrong'])
  expect(post.json.detail).toContain('Nothing was saved')
  expect((await app.call('GET /platforms')).status).toBe(200)
})
