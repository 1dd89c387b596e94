import { expect, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import { createLossLog } from '../../../server/boot/ladder/loss-log.ts'
import type { Plan } from '../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { CHIEF, DEPUTY, DESK, FULL, LEAD, MANAGER, team, VICE } from '../../support/dispatch/ladder.ts'
import { ROSA } from '../../support/people.ts'

const COLLEAGUE = 'colleague@northline.example'
const TWO: Plan = {
  ...FULL,
  teams: FULL.teams.map((one) =>
    one.role === 'support manager' ? { ...one, people: [...one.people, ...team(one.role, COLLEAGUE).people] } : one,
  ),
}

onEachDatabase('a message of the ladder that does not get through', (fresh) => {
  async function open(refused: string[]) {
    const dispatch = await testDispatcher((await fresh()).db)
    dispatch.mail.refuse = ({ to }) => {
      const [address = ''] = [to].flat()
      return refused.includes(address) ? `no mailbox ${address}` : undefined
    }
    const lines: { level: string; fields: object; text: string }[] = []
    const line = (level: string) => (fields: object, text: string) => void lines.push({ level, fields, text })
    return { dispatch, lines, report: createLossLog({ warn: line('warn'), error: line('error') }) }
  }
  const ctx = ({ db, clock }: TestDispatcher, plan = FULL): ActionContext => ({ db, plan, actor: ROSA, now: clock() })

  /** Looks again and again, as the routine does; returns who got a mail. */
  async function look({ dispatch, report }: Awaited<ReturnType<typeof open>>, plan = FULL): Promise<string[]> {
    await climbLadder(ctx(dispatch, plan))
    for (let turn = 0; turn < 40; turn++) {
      await dispatch.deliver()
      await passOn(ctx(dispatch, plan), report)
      dispatch.clock.advance(MINUTE)
    }
    return dispatch.mail.accepted.flatMap(({ to }) => to)
  }

  test('goes to a stand-in, and to nobody else where a colleague got theirs', async () => {
    const scene = await open([MANAGER])
    await scene.dispatch.post({ priority: 'P1G' })
    scene.dispatch.clock.advance(75 * MINUTE)
    expect(await look(scene, TWO)).toEqual([COLLEAGUE, DEPUTY])
    expect(scene.lines).toMatchObject([
      { level: 'warn', fields: { of: ['support manager'], to: ['support manager'], why: expect.any(String) } },
    ])
  })

  test('goes up until somebody is reached, then to leads and desk; that nobody is left is one error, without names', async () => {
    const everybody = [MANAGER, DEPUTY, VICE, CHIEF, LEAD, DESK]
    const scene = await open(everybody)
    await scene.dispatch.post({ priority: 'P1G' })
    scene.dispatch.clock.advance(75 * MINUTE)
    expect(await look(scene)).toEqual([])
    const tried = scene.dispatch.mail.requests.flatMap(({ mails }) => mails.flatMap(({ to }) => to))
    expect(tried).toEqual(everybody)
    expect(scene.lines.map(({ level }) => level)).toEqual([...Array(5).fill('warn'), 'error'])
    for (const address of everybody) expect(JSON.stringify(scene.lines)).not.toContain(address)
  })

  test('since it was given up after hours is passed on as well, while the promise is open', async () => {
    const scene = await open([])
    await scene.dispatch.post({ priority: 'P1G' })
    scene.dispatch.clock.advance(45 * MINUTE)
    scene.dispatch.mail.fault = () => ({ status: 503 })
    await climbLadder(ctx(scene.dispatch))
    await scene.dispatch.deliver()
    scene.dispatch.clock.advance(21 * HOUR)
    await scene.dispatch.deliver()
    scene.dispatch.mail.fault = () => undefined
    await passOn(ctx(scene.dispatch), scene.report)
    await scene.dispatch.deliver()
    expect(scene.dispatch.mail.accepted.flatMap(({ to }) => to)).toEqual([LEAD])
    expect(scene.dispatch.mail.to(DESK)).toEqual([])
  })

  test('for two minutes is passed on once, though it is still tried and may yet arrive', async () => {
    const { dispatch, report, lines } = await open([])
    await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(75 * MINUTE)
    dispatch.mail.fault = ({ mails }) =>
      mails.some(({ to }) => [to].flat().includes(MANAGER)) ? { status: 503 } : undefined
    await climbLadder(ctx(dispatch))
    await dispatch.deliver()
    const later = async (ms: number) => {
      dispatch.clock.advance(ms)
      await dispatch.deliver()
      const notices = await passOn(ctx(dispatch), report)
      await dispatch.deliver()
      return notices.map(({ recipients }) => recipients.map(({ email }) => email))
    }
    expect(await later(2 * MINUTE - 1)).toEqual([])
    expect(await later(1)).toEqual([[DEPUTY]])
    expect([await later(1), await later(MINUTE), await later(HOUR)]).toEqual([[], [], []])
    expect(lines).toMatchObject([
      { level: 'warn', fields: { why: expect.stringMatching(/^not sent for two minutes: Resend: /) } },
    ])
    dispatch.mail.fault = () => undefined
    expect(await later(HOUR)).toEqual([])
    expect(dispatch.mail.accepted.flatMap(({ to }) => to)).toEqual([DEPUTY, MANAGER])
  })

  test('since nobody has tried is not passed on, however long the process was down', async () => {
    const { dispatch, report } = await open([])
    await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(75 * MINUTE)
    await climbLadder(ctx(dispatch))
    dispatch.clock.advance(HOUR)
    expect(await passOn(ctx(dispatch), report)).toEqual([])
    await dispatch.deliver()
    expect(await passOn(ctx(dispatch), report)).toEqual([])
    expect(dispatch.mail.accepted.flatMap(({ to }) => to)).toEqual([MANAGER])
  })
})
