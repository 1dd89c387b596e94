import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import type { Fault } from '../../support/outside/index.ts'
import { providerFault } from '../../support/outside/mail-provider.ts'
import { faultsInTurn } from '../../support/outside/stand-in.ts'
import { ALICE } from '../../support/people.ts'

const open = async () => testDispatcher((await sqliteInMemory()).db)

describe('when the mail provider', () => {
  const LATER: [string, Fault][] = [
    ['asks to slow down', providerFault(429, 'rate_limit_exceeded', 3)],
    ['has an error', providerFault(500, 'internal_server_error')],
    ['answers with something that is not JSON', { status: 502, body: undefined }],
    ['cuts the connection', 'reset'],
    ['takes the mails and cuts the connection', 'lost'],
    ['says that the same request is under way', providerFault(409, 'concurrent_idempotent_requests')],
    ['says that the quota is used up', providerFault(429, 'daily_quota_exceeded')],
    ['does not know the key', providerFault(401, 'missing_api_key')],
    ['does not like the sender', providerFault(403, 'validation_error')],
  ]
  test.each(LATER)('%s, everybody gets the mail once all the same', async (_, fault) => {
    const dispatch = await open()
    await dispatch.crowd(3)
    dispatch.mail.fault = faultsInTurn(fault)
    await dispatch.post()
    await dispatch.deliver()
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['queued', 'queued', 'queued'])
    dispatch.clock.advance(10 * MINUTE)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(3)
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['sent', 'sent', 'sent'])
  })

  test('may have taken a request, it is repeated byte by byte under its key', async () => {
    const dispatch = await open()
    await dispatch.crowd(3)
    dispatch.mail.fault = faultsInTurn('lost', { status: 500 })
    await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(MINUTE)
    await dispatch.deliver()
    dispatch.clock.advance(MINUTE)
    await dispatch.deliver()
    const [first, ...others] = dispatch.mail.requests
    expect(others).toHaveLength(2)
    for (const again of others) expect([again.key, again.mails]).toEqual([first?.key, first?.mails])
    expect(dispatch.mail.accepted).toHaveLength(3)
  })

  const REFUSALS = [
    providerFault(429, 'rate_limit_exceeded'),
    providerFault(429, 'daily_quota_exceeded'),
    providerFault(401, 'invalid_api_key'),
  ]
  test.each(REFUSALS)(
    'took a request, lost its answer and refuses the repetition, nobody gets two mails',
    async (no) => {
      const dispatch = await open()
      await dispatch.crowd(3)
      dispatch.mail.fault = faultsInTurn('lost', no)
      await dispatch.post()
      for (let attempt = 0; attempt < 3; attempt++) {
        await dispatch.deliver()
        dispatch.clock.advance(10 * MINUTE)
      }
      expect(dispatch.mail.accepted).toHaveLength(3)
      expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['sent', 'sent', 'sent'])
    },
  )

  test('takes nothing until somebody pays two days later, the mail is still sent', async () => {
    const dispatch = await open()
    await dispatch.crowd(3)
    await dispatch.post()
    dispatch.mail.fault = () => providerFault(429, 'monthly_quota_exceeded')
    const began = dispatch.clock()
    while (dispatch.clock() - began < 48 * HOUR) {
      await dispatch.deliver()
      dispatch.clock.advance(20 * MINUTE)
    }
    dispatch.mail.fault = () => undefined
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(3)
  })

  const ODD: [string, unknown][] = [
    ['no list', {}],
    ['nothing', null],
    ['a page', 'please sign in'],
  ]
  test.each(ODD)('answers that all is well with %s, the mail is not taken for sent', async (_, body) => {
    const dispatch = await open()
    await dispatch.crowd(3)
    dispatch.mail.fault = faultsInTurn({ status: 200, body })
    await dispatch.post()
    await dispatch.deliver()
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['queued', 'queued', 'queued'])
    dispatch.clock.advance(MINUTE)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(3)
  })

  test('names fewer mails than it was given, the others have failed', async () => {
    const dispatch = await open()
    await dispatch.crowd(3)
    dispatch.mail.fault = faultsInTurn({ status: 200, body: { data: [{ id: 'one' }, { id: 'two' }] } })
    await dispatch.post()
    await dispatch.deliver()
    const states = (await dispatch.deliveries()).map((delivery) => delivery.state)
    expect(states.toSorted()).toEqual(['failed', 'sent', 'sent'])
  })

  test('comes back when a link to confirm is dead, the question is not asked any more', async () => {
    const dispatch = await open()
    await dispatch.ask(ALICE)
    dispatch.mail.fault = () => providerFault(401, 'invalid_api_key')
    await dispatch.deliver()
    dispatch.mail.fault = () => undefined
    dispatch.clock.advance(25 * HOUR)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toEqual([])
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'failed', error: expect.stringMatching(/^gave up/) }])
  })

  test('hangs, the mail is given up on for now and sent later', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    dispatch.mail.fault = () => 'hang'
    await dispatch.post()
    await dispatch.dispatcher({ timeouts: { mail: 300 } }).runUntilIdle()
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'queued', attempts: 1 }])
    dispatch.mail.fault = () => undefined
    dispatch.clock.advance(MINUTE)
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })

  test('says when to come back, nobody knocks before that', async () => {
    const dispatch = await open()
    await dispatch.crowd(250)
    dispatch.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded', 30))
    await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(29_000)
    await dispatch.deliver()
    expect(dispatch.mail.requests).toHaveLength(1)
    dispatch.clock.advance(5_000)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(250)
  })

  test('refuses our account, the operator is alarmed and no delivery fails for it', async () => {
    const dispatch = await open()
    await dispatch.crowd(150)
    dispatch.mail.fault = () => providerFault(403, 'invalid_from_address')
    await dispatch.post()
    await dispatch.deliver()
    expect(new Set((await dispatch.deliveries()).map((delivery) => delivery.state))).toEqual(new Set(['queued']))
    expect(dispatch.log.filter((line) => line.level === 'error')).toHaveLength(1)
    expect(dispatch.mail.requests).toHaveLength(1)
  })

  test('repeats a secret or an address in its reason, neither is kept', async () => {
    const dispatch = await open()
    await dispatch.crowd(1)
    dispatch.mail.refuse = ({ to }) =>
      `key re_8aXq2LmN_4kTz9Wb7Yc1PvRd, SMTP_URL smtp://desk:hunter2@relay.example.com, ${to}`
    await dispatch.post()
    await dispatch.deliver()
    const [delivery] = await dispatch.deliveries()
    expect(delivery).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(
        /^Resend: key \[hidden\], SMTP_URL smtp:\/\/\[hidden\]@relay\.example\.com, …@[\w.]+$/,
      ),
    })
  })

  test('refuses one address, that delivery fails with the reason and the others go out', async () => {
    const dispatch = await open()
    const addresses = await dispatch.crowd(5)
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(addresses[2] ?? '') ? 'Invalid `to` field.' : undefined)
    await dispatch.post()
    await dispatch.deliver()
    const refused = await dispatch.db
      .selectFrom('subscribers')
      .select('id')
      .where('address', '=', addresses[2] ?? '')
      .execute()
    const deliveries = await dispatch.deliveries()
    const states = deliveries.map((d) => [d.subscriber_id === refused[0]?.id, d.state, d.error, d.reference !== null])
    expect(states.filter(([it]) => it)).toEqual([[true, 'failed', 'Resend: Invalid `to` field.', false]])
    expect(states.filter(([it]) => !it)).toEqual(Array(4).fill([false, 'sent', null, true]))
    expect(dispatch.mail.accepted).toHaveLength(4)
  })

  test('refuses a whole batch for one mail, halving finds it and the others go out', async () => {
    const dispatch = await open()
    const addresses = await dispatch.crowd(40)
    const spoils = addresses[17]
    dispatch.mail.fault = ({ mails }) =>
      mails.some(({ to }) => [to].flat().includes(spoils ?? '')) ? providerFault(422, 'validation_error') : undefined
    await dispatch.post()
    await dispatch.deliver()
    const states = (await dispatch.deliveries()).map((delivery) => delivery.state)
    expect(states.filter((state) => state === 'sent')).toHaveLength(39)
    expect(states.filter((state) => state === 'failed')).toHaveLength(1)
    expect(new Set(dispatch.mail.accepted.map((mail) => mail.to)).size).toBe(39)
    expect(dispatch.mail.accepted).toHaveLength(39)
    expect(await dispatch.db.selectFrom('batches').select('id').execute()).toEqual([])
  })

  test('stays away, attempts end before it forgets the key, and the reason is kept', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    dispatch.mail.fault = () => ({ status: 503 })
    await dispatch.post()
    const began = dispatch.clock()
    let last = began
    while (dispatch.clock() - began < 26 * HOUR) {
      const before = dispatch.mail.requests.length
      await dispatch.deliver()
      if (dispatch.mail.requests.length > before) last = dispatch.clock()
      dispatch.clock.advance(5 * MINUTE)
    }
    expect(last - began).toBeGreaterThan(19 * HOUR)
    expect(last - began).toBeLessThan(20 * HOUR)
    expect(await dispatch.deliveries()).toMatchObject([
      { state: 'failed', error: expect.stringMatching(/^gave up after \d+ attempts/) },
    ])
  })
})
