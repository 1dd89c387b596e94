import { type ParsedMail, simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { acknowledgePromise } from '../../../server/actions/ladder/acknowledge-promise.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import type { ChannelConfig } from '../../../server/channels/index.ts'
import type { RungNotice } from '../../../server/domain/ladder/notice.ts'
import { undeliveredOf } from '../../../server/domain/ladder/told.ts'
import type { Plan } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { readEscalations } from '../../../server/queries/escalations.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { DESK, FULL, LEAD, MANAGER, team } from '../../support/dispatch/ladder.ts'
import { providerFault } from '../../support/outside/mail-provider.ts'
import { startRelay } from '../../support/outside/relay.ts'
import { ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

/** A provider that refuses our account, or a relay that denies relaying, until it is opened; and what it took. */
async function wayThatIsClosed(kind: 'resend' | 'smtp') {
  let isDenied = false
  const taken: Promise<ParsedMail>[] = []
  const relay = await startRelay({
    onRcptTo: (_address, _session, done) =>
      done(isDenied ? Object.assign(new Error('5.7.1 relaying denied'), { responseCode: 554 }) : undefined),
    onData: (stream, _session, done) => {
      taken.push(simpleParser(stream))
      stream.on('end', () => done())
    },
  })
  const change: Partial<ChannelConfig> = kind === 'smtp' ? { mail: { kind, url: `smtp://${relay}` } } : {}
  return {
    change,
    close({ mail }: TestDispatcher) {
      isDenied = true
      mail.fault = () => providerFault(401, 'invalid_api_key')
    },
    open({ mail }: TestDispatcher) {
      isDenied = false
      mail.fault = () => undefined
    },
    texts: async () => (await Promise.all(taken)).map(({ text }) => text),
    async took({ mail }: TestDispatcher) {
      if (kind === 'resend') return mail.accepted.map(({ to, subject }) => ({ to: [to].flat().join(), subject }))
      const mails = await Promise.all(taken)
      return mails.map(({ to, subject = '' }) => ({ to: [to].flat()[0]?.text ?? '', subject }))
    },
  }
}

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
    expect(dispatch.mail.to(DESK)).toHaveLength(3)
    const states = (await dispatch.deliveries()).map(({ state }) => state)
    expect(states).toHaveLength(first.length)
    expect(states.filter((state) => state === 'sent')).toHaveLength(dispatch.mail.accepted.length)
    expect(new Set(states)).toEqual(new Set(['sent', 'superseded']))
  })

  test.each(['resend', 'smtp'] as const)(
    'each gets the newest word alone once it opens, true of then: %s',
    async (kind) => {
      const way = await wayThatIsClosed(kind)
      const { dispatch, pass } = await scene(FULL, way.change)
      const id = await dispatch.post({ priority: 'P1G' })
      way.close(dispatch)
      // Desk and duty lead are told, and each passed on; then the manager.
      expect((await pass(76 * MINUTE, MINUTE / 2)).length).toBeGreaterThan(3)
      way.open(dispatch)
      expect(await pass(3 * MINUTE)).toEqual([])
      const mails = await way.took(dispatch)
      expect(mails.map(({ to }) => to).toSorted()).toEqual([DESK, LEAD, MANAGER])
      for (const { subject } of mails) expect(subject).toContain('overdue since')
      const [{ rungs } = { rungs: [] }] = await readEscalations(dispatch.db, { type: 'incident', id }, dispatch.clock())
      const people = rungs.flatMap((rung) => rung.people)
      expect(people.filter(({ result }) => result === 'sent')).toHaveLength(3)
      expect(people.filter(({ result, reason }) => result === 'failed' || reason !== null)).toEqual([])
      expect(undeliveredOf(rungs)).toBeNull()
    },
  )

  test('a mail that had to wait names who is on it by the time that it goes out', async () => {
    const way = await wayThatIsClosed('smtp')
    const { dispatch, pass } = await scene(FULL, way.change)
    await dispatch.post({ priority: 'P1G' })
    way.close(dispatch)
    const [first] = await pass(46 * MINUTE, MINUTE / 2)
    const ctx = { db: dispatch.db, plan: FULL, actor: ROSA, now: dispatch.clock() }
    accepted(await acknowledgePromise(ctx, first?.promiseId ?? '', { reason: 'Restarting the gateway.' }))
    way.open(dispatch)
    await pass(3 * MINUTE)
    const [text = ''] = await way.texts()
    expect(text).toContain('“Restarting the gateway.”')
    expect(text).not.toContain('Nobody had said')
  })

  test('what waits goes out as soon as one of them got through, whatever each would have waited', async () => {
    const way = await wayThatIsClosed('smtp')
    const { dispatch, pass } = await scene(FULL, way.change)
    for (let count = 0; count < 3; count++) await dispatch.post({ priority: 'P1G' })
    way.close(dispatch)
    await pass(76 * MINUTE, MINUTE / 2)
    way.open(dispatch)
    const taken = async () => (await way.took(dispatch)).length
    while ((await taken()) === 0) await pass(1_000, 1_000)
    await pass(2_000, 1_000)
    const soon = await taken()
    await pass(2 * MINUTE)
    expect(soon).toBe(await taken())
    expect(soon).toBeGreaterThan(3)
  })

  test.each(['resend', 'smtp'] as const)('nobody hears that the desk was not reached where it is: %s', async (kind) => {
    const way = await wayThatIsClosed(kind)
    const { dispatch, pass } = await scene(FULL, way.change)
    await dispatch.post({ priority: 'P1G' })
    way.close(dispatch)
    expect(await pass(52 * MINUTE, MINUTE / 2)).toHaveLength(2)
    way.open(dispatch)
    expect(await pass(6 * MINUTE)).toEqual([])
    expect((await way.took(dispatch)).map(({ to }) => to)).toEqual([DESK])
    // Whoever was not told after all is told by their own step.
    expect(await pass(4 * MINUTE)).toHaveLength(1)
    expect((await way.took(dispatch)).map(({ to }) => to)).toEqual([DESK, LEAD])
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
