import { expect, test } from 'vitest'
import { rungsOf } from '../../../db/staff/rungs.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { acknowledgePromise } from '../../../server/actions/ladder/acknowledge-promise.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import { stillUntold } from '../../../server/domain/ladder/duty.ts'
import type { Plan } from '../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { CHIEF, DEPUTY, DESK, FULL, LEAD, MANAGER, STAFF } from '../../support/dispatch/ladder.ts'
import { BOB, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('the ladder of a promise', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)
  const ctx = ({ db, clock }: TestDispatcher, plan: Plan): ActionContext => ({ db, plan, actor: ROSA, now: clock() })

  /** Moves the clock, lets the ladder run, and returns who was told by now, in order. */
  async function after(dispatch: TestDispatcher, ms: number, plan = FULL): Promise<string[]> {
    dispatch.clock.advance(ms)
    await climbLadder(ctx(dispatch, plan))
    await dispatch.deliver()
    await passOn(ctx(dispatch, plan))
    await dispatch.deliver()
    const events = await dispatch.db
      .selectFrom('events')
      .select('notice')
      .where('kind', '=', 'staff.owed')
      .orderBy('id')
      .execute()
    return events.flatMap(({ notice }) =>
      JSON.parse(notice as string).recipients.map((one: { email: string }) => one.email),
    )
  }

  test('is told rung by rung, each once, until a human posts', async () => {
    const dispatch = await open()
    await dispatch.followByMail(BOB)
    const id = await dispatch.post({ priority: 'P1G' })
    expect(await after(dispatch, 45 * MINUTE - 1)).toEqual([])
    expect(await after(dispatch, 1)).toEqual([DESK])
    expect(await after(dispatch, MINUTE)).toEqual([DESK])
    expect(await after(dispatch, 14 * MINUTE)).toEqual([DESK, LEAD])
    expect(await after(dispatch, 15 * MINUTE)).toEqual([DESK, LEAD, MANAGER])
    await dispatch.update(id)
    expect(await after(dispatch, 44 * MINUTE)).toHaveLength(3)
    expect(await after(dispatch, MINUTE)).toEqual([DESK, LEAD, MANAGER, DESK])
    expect(dispatch.mail.to(DESK)).toHaveLength(2)
    expect(dispatch.mail.to(BOB)).toHaveLength(2)
  })

  test('is climbed at once to the highest rung that is due after down time, and whoever can post is told with it', async () => {
    const dispatch = await open()
    await dispatch.post({ priority: 'P1G' })
    expect(await after(dispatch, 5 * HOUR)).toEqual([CHIEF, DESK])
    expect([dispatch.mail.to(CHIEF), dispatch.mail.to(DESK)].map((mails) => mails.length)).toEqual([1, 1])
    expect(await after(dispatch, MINUTE)).toHaveLength(2)
    const rungs = await dispatch.db.selectFrom('rungs').select(['state', 'roles']).orderBy('rung').execute()
    expect(rungs.map(({ state, roles }) => [state, ...JSON.parse(roles)])).toEqual([
      ['skipped', 'duty lead'],
      ['skipped', 'support manager'],
      ['skipped', 'vice-president'],
      ['told', 'chief executive', 'author', 'desk'],
    ])
  })

  test('does not say to the desk, or of it, that the desk was not told once it is told with a higher rung', async () => {
    const dispatch = await open()
    await dispatch.post({ priority: 'P1G' })
    expect(await after(dispatch, 80 * MINUTE)).toEqual([MANAGER])
    expect(dispatch.mail.to(MANAGER)[0]?.text).toContain('a later step was due already: desk and duty lead')
    expect(await after(dispatch, 5 * HOUR)).toEqual([MANAGER, CHIEF, DESK])
    for (const who of [CHIEF, DESK])
      expect(dispatch.mail.to(who)[0]?.text).toContain('a later step was due already: duty lead and vice-president')
    const [owed] = await readOwed(dispatch.db, FULL, dispatch.clock())
    const rungs = owed ? await rungsOf(dispatch.db, [owed.id]) : []
    const told = rungs.filter(({ state }) => state === 'told')
    expect(stillUntold(['desk', 'duty lead', 'chief executive'], told, FULL.teams)).toEqual(['duty lead'])
  })

  test('tells the lead with it where there is no desk, and nobody else after a short time down', async () => {
    const [long, short] = [await open(), await open()]
    const noDesk = { ...FULL, staff: { ...FULL.staff, desk: [] } }
    await long.post({ priority: 'P1G' })
    expect(await after(long, 5 * HOUR, noDesk)).toEqual([CHIEF, LEAD])
    await short.post({ priority: 'P1G' })
    expect(await after(short, 80 * MINUTE)).toEqual([MANAGER])
  })

  test('goes to the leads where nobody fills a role, and names the gap', async () => {
    const dispatch = await open()
    await dispatch.post({ priority: 'P1G' })
    expect(await after(dispatch, 80 * MINUTE, STAFF)).toEqual([LEAD])
    const { gaps } = await dispatch.db
      .selectFrom('rungs')
      .select('gaps')
      .where('state', '=', 'told')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(gaps)).toEqual([{ role: 'support manager', why: 'unfilled' }])
  })

  test('skips what is put off before the due time, and nothing from then on', async () => {
    const dispatch = await open()
    await dispatch.post({ priority: 'P1G' })
    const { id } = await dispatch.db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    const until = dispatch.clock() + 90 * MINUTE
    accepted(await acknowledgePromise(ctx(dispatch, FULL), id, { until, reason: 'On the phone.' }))
    expect(await after(dispatch, 50 * MINUTE)).toEqual([])
    expect(await after(dispatch, 10 * MINUTE)).toEqual([LEAD])
  })

  test('is passed on where a message cannot be delivered', async () => {
    const dispatch = await open()
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(MANAGER) ? 'there is no such mailbox' : undefined)
    expect(await after(dispatch, 75 * MINUTE)).toEqual([MANAGER, DEPUTY])
    expect(await after(dispatch, MINUTE)).toEqual([MANAGER, DEPUTY])
  })

  test('is told by one process alone, however many look at the same time', async () => {
    const dispatch = await open()
    await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(HOUR)
    const told = await Promise.all([1, 2, 3].map(() => climbLadder(ctx(dispatch, FULL))))
    expect(told.flat()).toHaveLength(1)
  })
})
