import { expect, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import type { ChannelConfig } from '../../../server/channels/index.ts'
import type { RungNotice } from '../../../server/domain/ladder/notice.ts'
import type { Plan } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { DESK, FULL, LEAD, MANAGER, team } from '../../support/dispatch/ladder.ts'
import { startRelay } from '../../support/outside/relay.ts'
import { ROSA } from '../../support/people.ts'

onEachDatabase('while no mail gets through to anybody', (fresh) => {
  /** Time goes by in short steps, in which the ladder is looked at and mails are sent; returns what was told. */
  async function scene(plan: Plan, change: Partial<ChannelConfig> = {}) {
    const dispatch = await testDispatcher((await fresh()).db, change)
    const ctx = (): ActionContext => ({ db: dispatch.db, plan, actor: ROSA, now: dispatch.clock() })
    const pass = async (time: number, step = 10_000) => {
      const told: RungNotice[] = []
      for (const end = dispatch.clock() + time; dispatch.clock() < end; ) {
        dispatch.clock.advance(step)
        told.push(...(await climbLadder(ctx())), ...(await passOn(ctx())))
        await dispatch.deliver()
      }
      return told
    }
    return { dispatch, pass }
  }

  test('what waits goes out once the way is open, and nobody is told in place of those who get it', async () => {
    const { dispatch, pass } = await scene(FULL)
    dispatch.mail.fault = () => ({ status: 503 })
    const first: RungNotice[] = []
    for (let count = 0; count < 3; count++) {
      await dispatch.post({ priority: 'P1G' })
      first.push(...(await pass(5 * MINUTE, MINUTE)))
    }
    first.push(...(await pass(42.5 * MINUTE, MINUTE / 2)))
    expect(first.filter(({ insteadOf }) => insteadOf !== null)).toHaveLength(first.length / 2)
    dispatch.mail.fault = () => undefined
    expect(await pass(2 * MINUTE)).toEqual([])
    expect(dispatch.mail.accepted).toHaveLength(first.length)
  })

  test('a relay that denies us everything burns no ladder: what waits goes out once it takes mail again', async () => {
    let isDenied = true
    const took: string[] = []
    const relay = await startRelay({
      onRcptTo: ({ address }, _session, done) => {
        if (isDenied) return done(Object.assign(new Error('5.7.1 relaying denied'), { responseCode: 554 }))
        took.push(address)
        done()
      },
    })
    const { dispatch, pass } = await scene(FULL, { mail: { kind: 'smtp', url: `smtp://${relay}` } })
    await dispatch.post({ priority: 'P1G' })
    expect(await pass(50 * MINUTE, MINUTE)).toHaveLength(2)
    expect(dispatch.log.filter(({ level }) => level === 'error')).not.toEqual([])
    isDenied = false
    expect(await pass(2 * MINUTE)).toEqual([])
    expect(took.toSorted()).toEqual([DESK, LEAD])
  })

  test('refusals of every mailbox are passed on once at first, and to the next when something may get through', async () => {
    const { dispatch, pass } = await scene(FULL)
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.refuse = () => 'refused for good'
    expect(await pass(48 * MINUTE, MINUTE)).toHaveLength(2)
    dispatch.mail.refuse = () => undefined
    await pass(5 * MINUTE)
    expect(dispatch.mail.accepted.flatMap(({ to }) => to)).toEqual([MANAGER])
  })

  test('two rungs that are lost together, or shortly one after the other, tell the same person once', async () => {
    const ladder = [0, 1, 4].map((minutes) => ({ after: minutes * MINUTE, roles: [`role ${minutes}`] }))
    const teams = ladder.map(({ roles: [role = ''] }) => team(role, `${role.replace(' ', '')}@northline.example`))
    const { dispatch, pass } = await scene({ ...FULL, ladder, teams })
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.fault = () => ({ status: 503 })
    expect(await pass(61.5 * MINUTE, MINUTE / 2)).toHaveLength(2)
    dispatch.mail.fault = () => undefined
    dispatch.mail.refuse = ({ to }) => ([to].flat().join().startsWith('role') ? 'no mailbox' : undefined)
    await pass(20 * MINUTE, MINUTE / 2)
    expect(dispatch.mail.accepted.flatMap(({ to }) => to)).toEqual([LEAD])
  })
})
