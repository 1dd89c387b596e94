import { expect, onTestFinished, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Sample } from '../../../server/lib/metrics/catalogue.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { eventually } from '../../support/eventually.ts'
import { startMailProvider } from '../../support/outside/mail-provider.ts'
import { startRelay } from '../../support/outside/relay.ts'
import { ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const LEE = 'lee@northline.example'
const plan = { ...DEFAULT_PLAN, staff: { leads: [LEE], desk: [] } }

/** Somebody makes a P1G of it, which is mailed to the lead. */
async function designate({ db, clock }: TestDispatcher, id: string): Promise<void> {
  const ctx: ActionContext = { db, plan, actor: ROSA, now: clock() }
  accepted(await changeIncident(ctx, id, { priority: 'P1G', reason: 'All of Denver is concerned.' }))
}

onEachDatabase('mail to staff', (fresh) => {
  const isToStaff = (request: { mails: { to: string | string[] }[] }) =>
    request.mails.some(({ to }) => [to].flat().includes(LEE))

  test('goes within a second though subscribers use up the rate of the provider', async () => {
    let now = START
    const mail = await startMailProvider({ limit: 2, clock: () => now })
    onTestFinished(mail.close)
    const account = { kind: 'resend', apiKey: 're_test', baseUrl: mail.url } as const
    const dispatch = await testDispatcher((await fresh()).db, { mail: account })
    const nextSecond = async () => {
      now = dispatch.clock.advance(1000)
      await dispatch.deliver()
      return mail.requests.splice(0).map((request) => (isToStaff(request) ? 'staff' : 'subscribers'))
    }
    await dispatch.crowd(900)
    const id = await dispatch.post()
    const both = ['subscribers', 'subscribers']
    expect([await nextSecond(), await nextSecond()]).toEqual([both, both])
    await designate(dispatch, id)
    await dispatch.deliver()
    expect((await nextSecond()).toSorted()).toEqual(['staff', 'subscribers'])
    expect([await nextSecond(), await nextSecond()]).toEqual([both, both])
    expect(dispatch.log).toEqual([])
  })

  test('goes while the circuit of subscribers is open, and their batches are tried again', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(600)
    const id = await dispatch.post()
    dispatch.mail.fault = (request) => (isToStaff(request) ? undefined : { status: 503 })
    await dispatch.deliver()
    expect(dispatch.log).toMatchObject([{ fields: { lane: 'email' }, text: expect.stringContaining('circuit open') }])
    await designate(dispatch, id)
    await dispatch.deliver()
    expect(dispatch.mail.to(LEE)).toHaveLength(1)
    expect(dispatch.mail.accepted).toHaveLength(1)
  })

  test('goes while no request of subscribers is answered', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(10)
    const id = await dispatch.post()
    dispatch.mail.fault = (request) => (isToStaff(request) ? undefined : 'hang')
    const dispatcher = dispatch.dispatcher({ timeouts: { mail: 5000 } })
    dispatcher.start()
    await eventually(() => dispatch.mail.requests[0])
    await designate(dispatch, id)
    dispatcher.nudge()
    await eventually(() => dispatch.mail.to(LEE)[0], 4000)
    expect(dispatch.mail.accepted).toHaveLength(1)
  })

  test('has connections of its own to a relay on which all others hang', async () => {
    let hangs = true
    const hanging: (() => void)[] = []
    const relay = await startRelay({
      onRcptTo: ({ address }, _, next) => void (hangs && address !== LEE ? hanging.push(next) : next()),
    })
    const dispatch = await testDispatcher((await fresh()).db, { mail: { kind: 'smtp', url: `smtp://${relay}` } })
    await dispatch.crowd(30)
    const id = await dispatch.post()
    const dispatcher = dispatch.dispatcher()
    dispatcher.start()
    await eventually(() => hanging[9])
    await designate(dispatch, id)
    dispatcher.nudge()
    const sent = async () => (await dispatch.deliveries()).filter(({ state }) => state === 'sent')
    await eventually(async () => (await sent())[0], 8000)
    expect([hanging.length, await sent()]).toMatchObject([10, [{ lane: 'email staff' }]])
    hangs = false
    for (const goOn of hanging) goOn()
  })

  test('is sent by whom the provider states its rate to, and is told apart in the metrics', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(1)
    const id = await dispatch.post()
    const [one, another] = [dispatch.dispatcher(), dispatch.dispatcher()]
    await one.runUntilIdle()
    await designate(dispatch, id)
    await another.runUntilIdle()
    expect(dispatch.mail.to(LEE)).toEqual([])
    await one.runUntilIdle()
    expect(dispatch.mail.to(LEE)).toHaveLength(1)
    const sent = (one.status().counts.messages_total as readonly Sample[]).filter(
      ({ labels, value }) => labels.result === 'sent' && value > 0,
    )
    expect(sent.map(({ labels }) => labels)).toEqual([
      { channel: 'email', lane: 'email', result: 'sent' },
      { channel: 'email', lane: 'email staff', result: 'sent' },
    ])
  })
})
