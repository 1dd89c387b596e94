import { expect, test } from 'vitest'
import { onEachDatabase } from '../support/database.ts'
import { testDispatcher } from '../support/dispatch/dispatcher.ts'
import { ALICE, BOB, CAROL } from '../support/people.ts'

onEachDatabase('delivery', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)

  test('everyone who follows the platform, the incident or everything hears of it, and nobody else', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.followByMail(BOB, { type: 'platform', id: 'zoom-phone' })
    await dispatch.followByMail(CAROL, { type: 'platform', id: 'teams' })
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser, { type: 'platform', id: 'zoom-phone' })
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.accepted.map((mail) => mail.to).sort()).toEqual([ALICE, BOB])
    expect(browser.messages()).toHaveLength(1)
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['sent', 'sent', 'sent'])
    expect(dispatch.log).toEqual([])
  })

  test('who follows one incident hears its updates, not its start before that, nor other incidents', async () => {
    const dispatch = await open()
    const incident = await dispatch.post()
    dispatch.clock.advance(1000)
    await dispatch.followByMail(ALICE, { type: 'incident', id: incident })
    dispatch.clock.advance(1000)
    await dispatch.update(incident, { body: 'A carrier is at fault.' })
    await dispatch.post({ title: 'Something else' })
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(1)
    expect(dispatch.mail.accepted[0]?.text).toContain('A carrier is at fault.')
  })

  test('who follows one incident hears that it is resolved, and then nothing more', async () => {
    const dispatch = await open()
    const incident = await dispatch.post()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser, { type: 'incident', id: incident })
    await dispatch.update(incident, { body: 'Calls work again.', phase: 'resolved' })
    await dispatch.deliver()
    await dispatch.post({ title: 'Calls to Denver fail again' })
    await dispatch.deliver()
    expect(browser.messages()).toMatchObject([{ notification: { body: expect.stringMatching(/^Resolved/) } }])
  })

  test('each hears once, for the narrowest of their reasons', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE)
    await dispatch.db
      .insertInto('subscriptions')
      .values({
        ...{ id: 'second', subscriber_id: alice, scope_type: 'platform', scope_id: 'zoom-phone' },
        ...{
          incidents: 1,
          maintenance: 1,
          state: 'active',
          requested_at: dispatch.clock(),
          confirmed_at: dispatch.clock(),
        },
      })
      .execute()
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(1)
    expect(dispatch.mail.accepted[0]?.text).toContain('because you follow Zoom Phone')
  })

  test('nobody hears of a drill, or of what was posted quietly', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.post({ drill: true })
    await dispatch.post({ notify: false })
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toEqual([])
  })

  test('who only wants maintenance, has not confirmed, or has left hears nothing', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE)
    await dispatch.db.updateTable('subscriptions').set({ incidents: 0 }).where('subscriber_id', '=', alice).execute()
    const bob = await dispatch.followByMail(BOB, { type: 'all' }, { state: 'pending' })
    await dispatch.db
      .updateTable('subscriptions')
      .set({ state: 'pending', confirmed_at: null })
      .where('subscriber_id', '=', bob)
      .execute()
    await dispatch.followByMail(CAROL, { type: 'all' }, { state: 'off', off_reason: 'unsubscribed' })
    await dispatch.post()
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toEqual([])
  })

  test('who unsubscribes before the mail went is not sent it', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE)
    dispatch.mail.fault = () => ({ status: 429, retryAfter: 5, body: { name: 'rate_limit_exceeded', message: '' } })
    await dispatch.post()
    await dispatch.deliver()
    await dispatch.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'unsubscribed' })
      .where('id', '=', alice)
      .execute()
    dispatch.mail.fault = () => undefined
    dispatch.clock.advance(60_000)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toEqual([])
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'superseded', error: 'no longer subscribed' }])
  })

  test('a P1G overtakes what waits of lesser incidents', async () => {
    const dispatch = await open()
    await dispatch.crowd(60)
    await dispatch.post({ title: 'Lesser' })
    await dispatch.post({ title: 'Master', priority: 'P1G' })
    await dispatch.deliver()
    const subjects = dispatch.mail.accepted.map((mail) => mail.subject)
    expect(new Set(subjects.slice(0, 60))).toEqual(new Set(['[Incident] Investigating – P1G: Master']))
    expect(new Set(subjects.slice(60))).toEqual(new Set(['[Incident] Investigating – Lesser']))
  })

  test('mails of an incident come in order, also when the later one is more urgent and the first was refused', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.followByMail(BOB)
    dispatch.mail.fault = ({ number }) => (number === 1 ? { status: 500 } : undefined)
    const incident = await dispatch.post({ body: 'first' })
    await dispatch.update(incident, { body: 'second' })
    await dispatch.update(incident, { body: 'third' })
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toEqual([])
    dispatch.clock.advance(60_000)
    await dispatch.deliver()
    for (const person of [ALICE, BOB]) {
      const order = dispatch.mail.to(person).map((mail) => mail.text.match(/first|second|third/)?.[0])
      expect(order).toEqual(['first', 'second', 'third'])
    }
  })

  test('a browser shows the newest update only: an older one that was not sent is dropped', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    dispatch.push.fault = () => ({ status: 503 })
    const incident = await dispatch.post({ body: 'first' })
    await dispatch.deliver()
    await dispatch.update(incident, { body: 'second' })
    dispatch.push.fault = () => undefined
    dispatch.clock.advance(60_000)
    await dispatch.deliver()
    expect(browser.messages()).toMatchObject([{ notification: { body: expect.stringContaining('second') } }])
    expect((await dispatch.deliveries()).map((delivery) => delivery.state)).toEqual(['superseded', 'sent'])
  })

  test('an older push whose sending broke off is not sent again after a newer one', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    const incident = await dispatch.post({ body: 'first' })
    dispatch.push.fault = () => ({ status: 503 })
    await dispatch.deliver()
    const crashed = { state: 'sending', lease_token: 'of the dead', lease_until: dispatch.clock() } as const
    await dispatch.db.updateTable('deliveries').set(crashed).execute()
    dispatch.push.fault = () => undefined
    await dispatch.update(incident, { body: 'second' })
    await dispatch.deliver()
    expect(browser.messages()).toMatchObject([{ notification: { body: expect.stringContaining('second') } }])
    expect((await dispatch.deliveries()).map((delivery) => [delivery.state, delivery.error])).toEqual([
      ['superseded', 'a newer update was sent'],
      ['sent', null],
    ])
  })

  test('a thousand and more subscribers all hear, each once', async () => {
    const dispatch = await open()
    await dispatch.crowd(2100, (index) => (index % 3 === 0 ? { type: 'all' } : { type: 'platform', id: 'zoom-phone' }))
    await dispatch.post()
    await dispatch.deliver()
    expect(new Set(dispatch.mail.accepted.map((mail) => mail.to)).size).toBe(2100)
    expect(dispatch.mail.accepted).toHaveLength(2100)
    expect(dispatch.mail.requests).toHaveLength(21)
    expect(await dispatch.db.selectFrom('batches').selectAll().execute()).toEqual([])
  })
})
