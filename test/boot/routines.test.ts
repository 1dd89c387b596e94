import pino from 'pino'
import { expect, test } from 'vitest'
import { routinesOf } from '../../server/boot/routines.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { scheduled, withProgrammes } from '../support/app/maintenance.ts'
import { testApp } from '../support/app/test-app.ts'
import { sqliteInMemory } from '../support/database.ts'
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
    clockProblem: async () => problem,
    ladder: { turn: async () => {} },
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
