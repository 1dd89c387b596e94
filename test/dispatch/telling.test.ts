import { expect, test } from 'vitest'
import { onEachDatabase } from '../support/database.ts'
import { openNewsroom } from '../support/dispatch/dispatcher.ts'
import { ALICE, BOB, CAROL } from '../support/people.ts'

onEachDatabase('telling', (fresh) => {
  const open = async () => openNewsroom((await fresh()).db)

  test('everyone who follows the platform, the incident or everything hears of it, and nobody else', async () => {
    const room = await open()
    await room.followByMail(ALICE)
    await room.followByMail(BOB, { type: 'platform', id: 'zoom-phone' })
    await room.followByMail(CAROL, { type: 'platform', id: 'teams' })
    const browser = room.push.subscribe()
    await room.followByPush(browser, { type: 'platform', id: 'zoom-phone' })
    await room.post()
    await room.tell()
    expect(room.mail.accepted.map((mail) => mail.to).sort()).toEqual([ALICE, BOB])
    expect(browser.messages()).toHaveLength(1)
    expect((await room.deliveries()).map((delivery) => delivery.state)).toEqual(['sent', 'sent', 'sent'])
    expect(room.log).toEqual([])
  })

  test('who follows one incident hears its updates, not its start before that, nor other incidents', async () => {
    const room = await open()
    const incident = await room.post()
    room.clock.advance(1000)
    await room.followByMail(ALICE, { type: 'incident', id: incident })
    room.clock.advance(1000)
    await room.update(incident, { body: 'A carrier is at fault.' })
    await room.post({ title: 'Something else' })
    await room.tell()
    expect(room.mail.accepted).toHaveLength(1)
    expect(room.mail.accepted[0]?.text).toContain('A carrier is at fault.')
  })

  test('who follows one incident hears that it is resolved, and then nothing more', async () => {
    const room = await open()
    const incident = await room.post()
    const browser = room.push.subscribe()
    await room.followByPush(browser, { type: 'incident', id: incident })
    await room.update(incident, { body: 'Calls work again.', phase: 'resolved' })
    await room.tell()
    await room.post({ title: 'Calls to Denver fail again' })
    await room.tell()
    expect(browser.messages()).toMatchObject([{ notification: { body: expect.stringMatching(/^Resolved/) } }])
  })

  test('each hears once, for the narrowest of their reasons', async () => {
    const room = await open()
    const alice = await room.followByMail(ALICE)
    await room.db
      .insertInto('subscriptions')
      .values({
        ...{ id: 'second', subscriber_id: alice, scope_type: 'platform', scope_id: 'zoom-phone' },
        ...{ incidents: 1, maintenance: 1, state: 'active', requested_at: room.clock(), confirmed_at: room.clock() },
      })
      .execute()
    await room.post()
    await room.tell()
    expect(room.mail.accepted).toHaveLength(1)
    expect(room.mail.accepted[0]?.text).toContain('because you follow Zoom Phone')
  })

  test('nobody hears of a drill, or of what was posted quietly', async () => {
    const room = await open()
    await room.followByMail(ALICE)
    await room.post({ drill: true })
    await room.post({ notify: false })
    await room.tell()
    expect(await room.deliveries()).toEqual([])
  })

  test('who only wants maintenance, has not confirmed, or has left hears nothing', async () => {
    const room = await open()
    const alice = await room.followByMail(ALICE)
    await room.db.updateTable('subscriptions').set({ incidents: 0 }).where('subscriber_id', '=', alice).execute()
    const bob = await room.followByMail(BOB, { type: 'all' }, { state: 'pending' })
    await room.db
      .updateTable('subscriptions')
      .set({ state: 'pending', confirmed_at: null })
      .where('subscriber_id', '=', bob)
      .execute()
    await room.followByMail(CAROL, { type: 'all' }, { state: 'off', off_reason: 'unsubscribed' })
    await room.post()
    await room.tell()
    expect(await room.deliveries()).toEqual([])
  })

  test('who unsubscribes before the mail went is not sent it', async () => {
    const room = await open()
    const alice = await room.followByMail(ALICE)
    room.mail.fault = () => ({ status: 429, retryAfter: 5, body: { name: 'rate_limit_exceeded', message: '' } })
    await room.post()
    await room.tell()
    await room.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'unsubscribed' })
      .where('id', '=', alice)
      .execute()
    room.mail.fault = () => undefined
    room.clock.advance(60_000)
    await room.tell()
    expect(room.mail.accepted).toEqual([])
    expect(await room.deliveries()).toMatchObject([{ state: 'superseded', error: 'no longer subscribed' }])
  })

  test('a P1G overtakes what waits of lesser incidents', async () => {
    const room = await open()
    await room.crowd(60)
    await room.post({ title: 'Lesser' })
    await room.post({ title: 'Master', priority: 'P1G' })
    await room.tell()
    const subjects = room.mail.accepted.map((mail) => mail.subject)
    expect(new Set(subjects.slice(0, 60))).toEqual(new Set(['[P1G] Master']))
    expect(new Set(subjects.slice(60))).toEqual(new Set(['Lesser']))
  })

  test('mails of an incident come in order, also when the later one is more urgent and the first was refused', async () => {
    const room = await open()
    await room.followByMail(ALICE)
    await room.followByMail(BOB)
    room.mail.fault = ({ number }) => (number === 1 ? { status: 500 } : undefined)
    const incident = await room.post({ body: 'first' })
    await room.update(incident, { body: 'second' })
    await room.update(incident, { body: 'third' })
    await room.tell()
    expect(room.mail.accepted).toEqual([])
    room.clock.advance(60_000)
    await room.tell()
    for (const person of [ALICE, BOB]) {
      const order = room.mail.to(person).map((mail) => mail.text.match(/first|second|third/)?.[0])
      expect(order).toEqual(['first', 'second', 'third'])
    }
  })

  test('a browser shows the newest update only: an older one that was not sent is dropped', async () => {
    const room = await open()
    const browser = room.push.subscribe()
    await room.followByPush(browser)
    room.push.fault = () => ({ status: 503 })
    const incident = await room.post({ body: 'first' })
    await room.tell()
    await room.update(incident, { body: 'second' })
    room.push.fault = () => undefined
    room.clock.advance(60_000)
    await room.tell()
    expect(browser.messages()).toMatchObject([{ notification: { body: expect.stringContaining('second') } }])
    expect((await room.deliveries()).map((delivery) => delivery.state)).toEqual(['superseded', 'sent'])
  })

  test('an older push whose sending broke off is not sent again after a newer one', async () => {
    const room = await open()
    const browser = room.push.subscribe()
    await room.followByPush(browser)
    const incident = await room.post({ body: 'first' })
    room.push.fault = () => ({ status: 503 })
    await room.tell()
    const crashed = { state: 'sending', lease_token: 'of the dead', lease_until: room.clock() } as const
    await room.db.updateTable('deliveries').set(crashed).execute()
    room.push.fault = () => undefined
    await room.update(incident, { body: 'second' })
    await room.tell()
    expect(browser.messages()).toMatchObject([{ notification: { body: expect.stringContaining('second') } }])
    expect((await room.deliveries()).map((delivery) => [delivery.state, delivery.error])).toEqual([
      ['superseded', 'a newer update was sent'],
      ['sent', null],
    ])
  })

  test('a thousand and more subscribers all hear, each once', async () => {
    const room = await open()
    await room.crowd(2100, (index) => (index % 3 === 0 ? { type: 'all' } : { type: 'platform', id: 'zoom-phone' }))
    await room.post()
    await room.tell()
    expect(new Set(room.mail.accepted.map((mail) => mail.to)).size).toBe(2100)
    expect(room.mail.accepted).toHaveLength(2100)
    expect(room.mail.requests).toHaveLength(21)
    expect(await room.db.selectFrom('batches').selectAll().execute()).toEqual([])
  })
})
