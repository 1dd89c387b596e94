import { describe, expect, test } from 'vitest'
import { claimBatch } from '../../../db/delivery/claims.ts'
import { holdLane, leaveLanes } from '../../../db/delivery/lanes.ts'
import { write } from '../../../db/open.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import type { BatchChannel } from '../../../server/channels/channel.ts'
import { createChannels } from '../../../server/channels/index.ts'
import { claimNext } from '../../../server/dispatch/claim.ts'
import type { DispatchContext } from '../../../server/dispatch/context.ts'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import { loadOrCreateBatch } from '../../../server/dispatch/frozen-batch.ts'
import { plainTime } from '../../../server/dispatch/time.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase, onPostgres, sqliteInMemory } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { createFaxMachine } from '../../support/dispatch/fax/channel.ts'
import { providerFault } from '../../support/outside/mail-provider.ts'
import { faultsInTurn } from '../../support/outside/stand-in.ts'
import { ALICE, BOB, LEE } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onPostgres('a frozen batch that another dispatcher is taking', (fresh) => {
  test('is left to it, whole', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(3)
    await dispatch.post()
    dispatch.mail.fault = faultsInTurn('lost')
    await dispatch.deliver()
    const now = dispatch.clock.advance(10 * MINUTE)
    const claim = { lane: 'email', order: 'every', limit: 100, token: 'mine', until: now + 45_000, now } as const
    const claimed = () => write(dispatch.db, (trx) => claimBatch(trx, claim))
    await write(dispatch.db, async (trx) => {
      await trx.selectFrom('batches').select('id').forUpdate().execute()
      expect(await claimed()).toEqual([])
    })
    expect(await claimed()).toHaveLength(3)
  })
})

onEachDatabase('a frozen batch', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)

  /** Three mails that the provider may have taken. */
  async function frozen() {
    const dispatch = await open()
    await dispatch.crowd(3)
    await dispatch.post({ title: 'Lesser' })
    dispatch.mail.fault = faultsInTurn('lost')
    await dispatch.deliver()
    return dispatch
  }

  test('is left whole by mails that are more urgent and due at the same time', async () => {
    const dispatch = await frozen()
    await dispatch.post({ title: 'Master', priority: 'P1G' })
    dispatch.clock.advance(10 * MINUTE)
    await dispatch.deliver()
    expect(dispatch.mail.accepted.map(({ subject }) => subject)).toEqual([
      ...Array(3).fill('[Incident] Investigating – Lesser'),
      ...Array(3).fill('[Incident] Investigating – P1G: Master'),
    ])
    expect(dispatch.mail.requests.map(({ mails }) => mails.length)).toEqual([3, 3, 3])
  })

  test('tells each what became of their own mail, also when its mails come back in another order', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE, { type: 'platform', id: 'zoom-phone' })
    const bob = await dispatch.followByMail(BOB, { type: 'platform', id: 'teams' })
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(BOB) ? 'Invalid `to` field.' : undefined)
    dispatch.mail.fault = faultsInTurn('lost')
    await dispatch.post()
    const second = await dispatch.post({ platforms: [{ id: 'teams', impact: 'major_outage' }] })
    await dispatch.deliver()
    // What Bob is to be told becomes more urgent than what Alice is.
    const lead = { db: dispatch.db, plan: DEFAULT_PLAN, actor: LEE, now: dispatch.clock() }
    accepted(await changeIncident(lead, second, { priority: 'P1G', reason: 'Many are hit.' }))
    await dispatch.update(second)
    dispatch.clock.advance(MINUTE)
    await dispatch.deliver()
    const [first] = dispatch.mail.requests
    expect(first?.mails.map(({ to }) => to)).toEqual([ALICE, BOB])
    expect(dispatch.mail.requests[1]?.key).toBe(first?.key)
    const [one, other] = await dispatch.deliveries()
    expect(one).toMatchObject({ subscriber_id: alice, state: 'sent', reference: 'mail-1' })
    expect(other).toMatchObject({ subscriber_id: bob, state: 'failed', error: 'Resend: Invalid `to` field.' })
  })

  test('is claimed without the mails of it that somebody else is sending', async () => {
    const dispatch = await frozen()
    const now = dispatch.clock.advance(10 * MINUTE)
    const [, , last] = await dispatch.deliveries()
    await dispatch.db
      .updateTable('deliveries')
      .set({ state: 'sending', lease_token: 'of another', lease_until: now + 45_000 })
      .where('subscriber_id', '=', last?.subscriber_id ?? '')
      .execute()
    const claim = { lane: 'email', order: 'every', limit: 100, token: 'mine', until: now + 45_000, now } as const
    const mine = await write(dispatch.db, (trx) => claimBatch(trx, claim))
    expect(mine).toHaveLength(2)
    expect(mine.map(({ subscriber_id }) => subscriber_id)).not.toContain(last?.subscriber_id)
  })

  /** A frozen batch whose lease has just run out, to be claimed. */
  async function lapsed(token: string) {
    const dispatch = await frozen()
    const until = dispatch.clock() + 45_000
    const lease = { state: 'sending', lease_token: token, lease_until: until } as const
    await dispatch.db.updateTable('deliveries').set(lease).execute()
    const claim = { lane: 'email', order: 'every', limit: 100, token: 'next', until, now: until + 1 } as const
    const claimed = (by: { held?: string[]; expected?: number | null }) =>
      write(dispatch.db, (trx) => claimBatch(trx, { ...claim, ...by }))
    return { claimed, now: claim.now }
  }

  test('is not taken over by who still holds it, however late that is', async () => {
    const { claimed } = await lapsed('mine')
    expect(await claimed({ held: ['mine'] })).toEqual([])
  })

  test('is not taken over while the clock is not what it should be', async () => {
    const { claimed, now } = await lapsed('of another')
    expect(await claimed({ expected: null })).toEqual([])
    expect(await claimed({ expected: now - 5_000 })).toEqual([])
    expect(await claimed({ expected: now + 5_000 })).toEqual([])
    expect(await claimed({ expected: now - 4_999 })).toHaveLength(3)
  })

  test('is taken over from who holds it no more', async () => {
    const { claimed } = await lapsed('mine')
    expect(await claimed({ held: ['of another'] })).toHaveLength(3)
  })

  test('is not stored, and nothing of it sent, for mails that somebody else has claimed meanwhile', async () => {
    const dispatch = await open()
    await dispatch.crowd(2)
    await dispatch.post()
    dispatch.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded'))
    await dispatch.deliver()
    dispatch.clock.advance(10 * MINUTE)
    const { context, claimed } = await claimedBy(dispatch)
    await dispatch.db.updateTable('deliveries').set({ lease_token: 'of another' }).execute()
    await expect(loadOrCreateBatch(context, claimed, () => [{}, {}])).rejects.toThrow('Leases ran out')
    expect(await dispatch.db.selectFrom('batches').select('id').execute()).toEqual([])
  })
})

async function claimedBy({ db, clock, config }: TestDispatcher) {
  const [mail] = createChannels(config, clock)
  if (!mail) throw new Error('no channel')
  const time = plainTime(clock)
  const context = { db, clock, time, holder: 'me', write: (work) => write(db, work) } as Partial<DispatchContext>
  const claimed = await claimNext(context as DispatchContext, mail, 'email', 100, [])
  return { context: context as DispatchContext, claimed: claimed ?? [] }
}

onEachDatabase('the lane of a provider', (fresh) => {
  test('is left by who stops to whoever comes next, and nobody else loses theirs', async () => {
    const { db } = await fresh()
    const hold = (lane: string, holder: string) => write(db, (trx) => holdLane(trx, { lane, holder, now: START }))
    expect(await hold('email', 'one')).toBe(true)
    expect(await hold('fax', 'two')).toBe(true)
    await write(db, (trx) => leaveLanes(trx, 'one'))
    expect([await hold('email', 'three'), await hold('fax', 'three')]).toEqual([true, false])
  })
})

describe('a batch through a channel that does not do as it should', () => {
  const NUMBERS = ['210000001', '210000002', '210000003']

  async function faxing(change: Partial<BatchChannel>) {
    const dispatch = await testDispatcher((await sqliteInMemory()).db)
    for (const address of NUMBERS)
      await dispatch.followByMail(address, { type: 'all' }, { channel: 'fax', id: address })
    const machine = createFaxMachine('a secret')
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const { db, clock } = dispatch
    const channels = [{ ...machine, ...change }]
    await dispatch.post()
    await createDispatcher({ db, channels, clock, random: () => 0.5, log }).runUntilIdle()
    return { machine, deliveries: await dispatch.deliveries() }
  }

  test('says nothing of some messages: they have failed', async () => {
    const { deliveries } = await faxing({ send: async () => ({ kind: 'settled', outcomes: [{ kind: 'sent' }] }) })
    expect(deliveries.map(({ state, error }) => [state, error])).toEqual([
      ['sent', null],
      ['failed', 'the provider said nothing about this message'],
      ['failed', 'the provider said nothing about this message'],
    ])
  })

  test('cannot write one message: that one fails, and the others go out', async () => {
    const { compose } = createFaxMachine('a secret')
    const { machine, deliveries } = await faxing({
      compose: (job) => {
        if (job.receiver.address === NUMBERS[1]) throw new Error('no such letter')
        return compose(job)
      },
    })
    expect(machine.sheets.map(({ number }) => number)).toEqual([NUMBERS[0], NUMBERS[2]])
    expect(deliveries.map(({ state, error }) => [state, error])).toEqual([
      ['sent', null],
      ['failed', 'internal error: no such letter'],
      ['sent', null],
    ])
  })
})

describe('mails that are claimed together', () => {
  onEachDatabase('are told apart', (fresh) => {
    test('by event, the most urgent and oldest first', async () => {
      const dispatch = await testDispatcher((await fresh()).db)
      await dispatch.followByMail(ALICE)
      for (const title of ['one', 'two', 'three']) await dispatch.post({ title })
      await dispatch.post({ title: 'four', priority: 'P1G' })
      await dispatch.deliver()
      expect(dispatch.mail.requests.map(({ mails }) => mails.map(({ subject }) => subject))).toEqual([
        ['P1G: four', 'one', 'two', 'three'].map((title) => `[Incident] Investigating – ${title}`),
      ])
    })
  })
})
