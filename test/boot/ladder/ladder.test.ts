import pino from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createHeartbeat } from '../../../server/boot/ladder/heartbeat.ts'
import { createLadder, type LadderDeps } from '../../../server/boot/ladder/ladder.ts'
import { toldInWords } from '../../../server/boot/ladder/words.ts'
import { comparing } from '../../../server/dispatch/clock-check.ts'
import { OWED_KINDS, type OwedKind } from '../../../server/domain/ladder/owed.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase, onPostgres, sqliteInMemory } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { owedNotice } from '../../support/dispatch/owed-notice.ts'
import { startWatchdog, type Watchdog } from '../../support/outside/watchdog.ts'

const [DESK, LEAD] = ['desk@northline.example', 'lead@northline.example']
const STAFF: Plan = { ...DEFAULT_PLAN, staff: { leads: [LEAD], desk: [DESK] } }

/** A log that is remembered. */
function listening() {
  const lines: { msg: string; level: number }[] = []
  return { lines, log: pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) }) }
}

/** The ladder of a process, on a clock that the test moves. */
function running(dispatch: TestDispatcher, changes: Partial<LadderDeps> & { url?: string } = {}) {
  const { lines, log } = listening()
  const began = dispatch.clock()
  const elapsed = () => dispatch.clock() - began
  const { url, ...deps } = changes
  const heartbeat = createHeartbeat(url, log, elapsed)
  const ladder = createLadder({
    ...{ db: dispatch.db, log, plan: STAFF, isLocal: false, clock: dispatch.clock, elapsed, heartbeat },
    ...{ dispatcher: { nudge() {} }, clockProblem: async () => null },
    ...deps,
  })
  return { ladder, lines, said: () => lines.map(({ msg }) => msg) }
}

test('says of several that they are due, of one that it is', () => {
  const due = (kind: OwedKind, late: number) => {
    const notice = owedNotice(kind)
    return toldInWords({ ...notice, at: notice.dueAt + late })
  }
  expect(due('details', 0)).toMatch(/ told that the details of maintenance \S+ are overdue$/)
  expect(due('details', -1)).toMatch(/ are due soon$/)
  expect(due('no_answer', 0)).toMatch(/ told that a decision on incident \S+ \(nobody answered\) is overdue$/)
  for (const kind of OWED_KINDS.filter((one) => one !== 'details')) expect(due(kind, 0)).toMatch(/ is overdue$/)
})

onEachDatabase('a process that runs the ladder', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)

  test('says in its log which roles were told of what, without anybody’s name or address', async () => {
    const dispatch = await open()
    const { ladder, lines, said } = running(dispatch)
    const id = await dispatch.post({ priority: 'P1G' })
    for (const wait of [45, 15, 1]) {
      dispatch.clock.advance(wait * MINUTE)
      await ladder.turn()
    }
    expect(said()).toEqual([
      `ladder: desk told that the update of incident ${id} is due soon`,
      `ladder: duty lead told that the update of incident ${id} is overdue`,
    ])
    expect(JSON.stringify(lines)).not.toContain('northline.example')
    expect(ladder.status().measures.rungs_told_total).toBe(2)
  })

  test('warns once for each promise of which nobody can be told', async () => {
    const dispatch = await open()
    const { ladder, said } = running(dispatch, { plan: DEFAULT_PLAN })
    const id = await dispatch.post({ priority: 'P1G' })
    for (const wait of [45, 15, 15]) {
      dispatch.clock.advance(wait * MINUTE)
      await ladder.turn()
    }
    expect(said()).toEqual([`ladder: nobody is there to be told of the update of incident ${id}`])
  })

  test('counts and tells each message that was tried and is not sent for two minutes, once', async () => {
    const dispatch = await open()
    const { ladder, lines } = running(dispatch)
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.fault = ({ mails }) =>
      mails.some(({ to }) => [to].flat().includes(DESK)) ? { status: 503 } : undefined
    for (const wait of [45 * MINUTE, 2 * MINUTE, 5_000, 5_000]) {
      dispatch.clock.advance(wait)
      await ladder.turn()
      await dispatch.deliver()
    }
    expect(ladder.status().measures).toMatchObject({ rungs_told_total: 2, rungs_failed_total: 1 })
    expect(lines.filter(({ level }) => level >= 40)).toMatchObject([
      { level: 40, why: expect.stringMatching(/^not sent for two minutes/), of: ['desk'], to: ['duty lead'] },
    ])
  })

  test('counts and tells each message that could not be delivered, once', async () => {
    const dispatch = await open()
    const { ladder, said } = running(dispatch)
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(DESK) ? 'there is no such mailbox' : undefined)
    dispatch.clock.advance(45 * MINUTE)
    await ladder.turn()
    await dispatch.deliver()
    await ladder.turn()
    await ladder.turn()
    expect(ladder.status().measures).toMatchObject({ rungs_told_total: 2, rungs_failed_total: 1 })
    expect(said().slice(1)).toEqual([
      'a message of the ladder did not get through; it is passed on',
      expect.stringMatching(/^ladder: duty lead told .*, in place of somebody who could not be reached$/),
    ])
  })

  test('is not ready when it has not run for a minute, as with a clock that is wrong', async () => {
    const dispatch = await open()
    let wrong: string | null = null
    const { ladder } = running(dispatch, { clockProblem: async () => wrong })
    await ladder.turn()
    dispatch.clock.advance(MINUTE)
    expect(ladder.status()).toMatchObject({ problems: [], measures: { ladder_last_run_age_seconds: 60 } })
    wrong = 'a day ahead'
    dispatch.clock.advance(1)
    await ladder.turn()
    expect(ladder.status().problems).toEqual([expect.stringContaining('has not run for more than a minute')])
    wrong = null
    await ladder.turn()
    expect(ladder.status().problems).toEqual([])
  })

  test('tells the people of the demonstration only where mails stay in a local folder', async () => {
    for (const isLocal of [true, false]) {
      const dispatch = await open()
      await dispatch.db.insertInto('settings').values({ name: 'demo', value: 'northline' }).execute()
      const { ladder, said } = running(dispatch, { plan: DEFAULT_PLAN, isLocal })
      await dispatch.post({ priority: 'P1G' })
      dispatch.clock.advance(HOUR + 15 * MINUTE)
      await ladder.turn()
      expect(said()[0]).toMatch(isLocal ? /^ladder: duty lead told/ : /^ladder: nobody is there/)
    }
  })
})

onPostgres('an instance whose clock differs from the database’s', (fresh) => {
  const ahead = (ms: number) => () => Date.now() + ms

  test('tells nothing from its very first turn on, and compares anew at each', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    dispatch.clock.set(Date.now())
    await dispatch.post({ priority: 'P1G' })
    let clock = ahead(HOUR)
    const clockProblem = comparing({ db: dispatch.db, clock: () => clock(), stopwatch: () => performance.now() })
    const { ladder, said } = running(dispatch, { clockProblem, clock: () => clock() })
    await ladder.turn()
    expect(said()).toEqual([])
    expect(await dispatch.db.selectFrom('rungs').selectAll().execute()).toEqual([])
    // Set right, and wrong again: each turn compares for itself.
    clock = ahead(0)
    await ladder.turn()
    clock = ahead(HOUR)
    await ladder.turn()
    expect(await dispatch.db.selectFrom('rungs').selectAll().execute()).toEqual([])
    expect(await clockProblem()).toMatch(/^the clock here is (3600|3599\.9) s ahead of the database's/)
    clock = ahead(0)
    expect(await clockProblem()).toBe(null)
  })
})

test('with one clock there is nothing to compare, and nothing to wait for', async () => {
  const { db } = await sqliteInMemory()
  expect(await comparing({ db, clock: () => 0, stopwatch: () => 0 })()).toBe(null)
})

onEachDatabase('the heartbeat', (fresh) => {
  async function beating() {
    const watchdog: Watchdog = await startWatchdog()
    onTestFinished(() => watchdog.close())
    const dispatch = await testDispatcher((await fresh()).db)
    return { watchdog, dispatch }
  }

  test('is sent each minute while the ladder runs, and not while it fails or the clock is wrong', async () => {
    const { watchdog, dispatch } = await beating()
    let wrong: string | null = null
    const clockProblem = async () => wrong
    const { ladder } = running(dispatch, { url: watchdog.url, clockProblem })
    const minutes = async (count: number) => {
      for (let turn = 0; turn < 12 * count; turn++) {
        dispatch.clock.advance(5_000)
        await ladder.turn().catch(() => {})
      }
    }
    await minutes(3)
    await vi.waitFor(() => expect(watchdog.pings).toEqual(Array(3).fill('GET /ping/hush-hush-4711')))
    wrong = 'a day ahead'
    await minutes(2)
    expect(watchdog.pings).toHaveLength(3)
    await ladder.stop()
  })

  test('that fails holds nothing up, is told once and once when it works again, and its address never', async () => {
    const { watchdog, dispatch } = await beating()
    const { ladder, lines, said } = running(dispatch, { url: watchdog.url })
    const beat = async (pings: number) => {
      await ladder.turn()
      dispatch.clock.advance(MINUTE)
      await vi.waitFor(() => expect(watchdog.pings).toHaveLength(pings))
    }
    watchdog.fault = () => ({ status: 302, headers: { location: `${watchdog.url}/elsewhere` } })
    await beat(1)
    await vi.waitFor(() => expect(said()).toEqual(['HEARTBEAT_URL cannot be pinged']))
    await beat(2)
    watchdog.fault = () => undefined
    await beat(3)
    await vi.waitFor(() => expect(said()).toEqual(['HEARTBEAT_URL cannot be pinged', 'HEARTBEAT_URL is pinged again']))
    expect(watchdog.pings.join()).not.toContain('elsewhere')
    expect(JSON.stringify(lines)).not.toContain('hush')
    watchdog.fault = () => 'hang'
    await beat(4)
    // One that hangs is given up with the process.
    await ladder.stop()
  })
})
