import { expect, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { DESK, FULL, LEAD } from '../../support/dispatch/ladder.ts'
import { startRelay } from '../../support/outside/relay.ts'
import { ROSA } from '../../support/people.ts'

const SECOND = 1000

onEachDatabase('when an outage of mail ends', (fresh) => {
  /** A rung is due, and mail goes by a relay that takes none for some addresses, for now, or by a provider that is down. */
  async function scene(kind: 'resend' | 'smtp', plan = FULL) {
    const state = { refuses: (_address: string) => true as boolean }
    const taken: string[] = []
    const relay = await startRelay({
      onRcptTo({ address }, _session, done) {
        if (state.refuses(address)) return done(Object.assign(new Error('4.3.0 try later'), { responseCode: 451 }))
        taken.push(address)
        done()
      },
    })
    const dispatch = await testDispatcher(
      (await fresh()).db,
      kind === 'smtp' ? { mail: { kind, url: `smtp://${relay}` } } : {},
    )
    dispatch.mail.fault = () => (state.refuses('') ? { status: 503 } : undefined)
    const ctx = (): ActionContext => ({ db: dispatch.db, plan, actor: ROSA, now: dispatch.clock() })
    /** What the ladder tells and the dispatcher sends after some time; returns whether somebody was told in place of others. */
    const pass = async (time: number) => {
      dispatch.clock.advance(time)
      const told = [...(await climbLadder(ctx())), ...(await passOn(ctx()))]
      await dispatch.deliver()
      return told.some(({ insteadOf }) => insteadOf !== null)
    }
    await dispatch.post({ priority: 'P1G' })
    await pass(45 * MINUTE)
    return { state, pass, taken: () => (kind === 'smtp' ? taken : dispatch.mail.accepted.flatMap(({ to }) => to)) }
  }

  test.each([
    ['smtp', 22],
    ['smtp', 37],
    ['smtp', 57],
    ['smtp', 72],
    ['resend', 37],
  ] as const)('those get it whom it was meant for, and nobody instead: %s after %i s', async (kind, after) => {
    const { state, pass, taken } = await scene(kind)
    while (!(await pass(5 * SECOND)));
    for (let time = 5; time < after + 90; time += 5) {
      state.refuses = () => time < after
      await pass(5 * SECOND)
    }
    expect(taken()).toEqual([DESK])
  })

  test('whoever stands in for an address that alone takes nothing is told at once, and waits for nobody twice', async () => {
    const { state, pass, taken } = await scene('smtp')
    state.refuses = (address) => address === DESK
    while (!(await pass(5 * SECOND)));
    await pass(SECOND)
    await pass(SECOND)
    expect(taken()).toEqual([LEAD])
  })

  test('an address that fails once more after others got theirs is tried again in seconds, not in a minute', async () => {
    const others = ['first@northline.example', 'second@northline.example']
    const { state, pass, taken } = await scene('smtp', { ...FULL, staff: { leads: [LEAD], desk: [...others, DESK] } })
    // By now each waits most of a minute; nobody is told in their place before two.
    for (let time = 0; time < 50; time += 5) await pass(5 * SECOND)
    state.refuses = (address) => address === DESK
    while (taken().length === 0) expect(await pass(5 * SECOND)).toBe(false)
    // A failure of the same moment may have kept the circuit open for five seconds more.
    await pass(5 * SECOND)
    expect(taken().toSorted()).toEqual(others)
    state.refuses = () => false
    await pass(6 * SECOND)
    expect(taken()).toContain(DESK)
  })
})
