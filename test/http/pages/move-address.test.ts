import { expect, test } from 'vitest'
import { queueDeliveries } from '../../../db/delivery/expansion.ts'
import { write } from '../../../db/open.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { opened, p2 } from '../../support/app/actions.ts'
import { linkIn, mailsOf } from '../../support/app/mails.ts'
import { followers, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const NEW = 'alice@new.example'
const mails = (app: TestApp) => mailsOf(app, 'subscription.moving')
const token = (app: TestApp, id: string) => manageToken(app.deps.linkSecret, { id, linkGeneration: 0 })
const ask = (app: TestApp, id: string, address = NEW) =>
  app.call(`PATCH /subscriptions/${token(app, id)}`, { body: { address } })
async function newestLink(app: TestApp): Promise<string> {
  const mail = (await mails(app)).at(-1)
  return mail ? linkIn(mail) : ''
}

onEachDatabase('a change of the e-mail address', (fresh) => {
  test('asks the new address first; until it confirms, updates go to the old one', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    const { status, json } = await ask(app, id)
    expect([status, json.address, json.movingTo]).toEqual([200, 'a…@customer.example', 'a…@new.example'])
    const [mail] = await mails(app)
    expect([mail?.to, mail?.subject]).toEqual([NEW, 'Confirm your new address for Northline Communications'])
    expect(mail?.text.replace(/address\/\S+/, 'address/…')).toBe(
      [
        'Somebody who gets updates from Northline Communications at a…@customer.example asked to have them sent to this address instead.',
        'If that was you, open this page and press the button there:\nhttps://status.example.com/confirm/address/…',
        'The link works for 24 hours. If it was not you, do nothing: nothing changes.',
        'Northline Communications\nhttps://status.example.com/',
      ].join('\n\n'),
    )
    const link = await newestLink(app)
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({
      ...{ state: 'move', address: 'a…@new.example', follows: [{ name: 'VOICE' }] },
    })
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
    expect(viewOf(await app.call(`POST ${link}`))).toMatchObject({ state: 'moved', follows: [{ name: 'VOICE' }] })
    expect(await followers(app)).toEqual([`${NEW} platform:voice incident+maintenance`])
    const [note, arrived] = (await mails(app)).slice(-2)
    expect([note?.to, arrived?.to]).toEqual([ALICE, NEW])
    expect(note?.text).toContain(
      'updates from Northline Communications that came to this address began to go to a…@new.example',
    )
    for (const method of ['GET', 'POST']) expect((await app.call(`${method} ${link}`)).status).toBe(410)
    if (!arrived) throw new Error('the new address was told nothing')
    expect(arrived.subject).toBe('Updates from Northline Communications come here now')
    expect(viewOf(await app.call(`GET ${linkIn(arrived)}`))).toMatchObject({
      ...{ kind: 'manage', address: 'a…@new.example', movingTo: null },
    })
  })

  test('is asked for on the page, which says what it waits for', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const path = `//manage/${token(app, id)}`
    const send = (address: string) =>
      app.call(
        `POST ${path}`,
        form([
          ['action', 'move'],
          ['address', address],
        ]),
      )
    const wrong = await send('nobody')
    expect([wrong.status, viewOf(wrong)]).toMatchObject([422, { faults: [{ field: 'address' }] }])
    expect((await send(NEW)).status).toBe(303)
    expect(viewOf(await app.call(`GET ${path}`))).toMatchObject({ moves: true, movingTo: 'a…@new.example' })
    app.clock.now += DAY + HOUR
    expect(viewOf(await app.call(`GET ${path}`))).toMatchObject({ movingTo: null })
    expect((await app.call(`POST ${await newestLink(app)}`)).status).toBe(410)
    expect(await followers(app)).toEqual([`${ALICE} all incident+maintenance`])
  })

  test('takes along what somebody follows at the new address, and tells nobody who does', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    await subscribe(app, BOB, { type: 'platform', id: 'chat' })
    const stranger = (await ask(app, id, 'nobody@new.example')).json
    const known = (await ask(app, id, BOB)).json
    expect({ ...known, movingTo: '' }).toEqual({ ...stranger, movingTo: '' })
    expect((await app.call(`POST ${await newestLink(app)}`)).status).toBe(200)
    expect(await followers(app)).toEqual([
      `${BOB} platform:chat incident+maintenance`,
      `${BOB} platform:voice incident+maintenance`,
    ])
  })

  test('keeps the kinds that either address heard of, and how the one that confirms is told', async () => {
    const app = await testApp((await fresh()).db)
    const [alice, bob] = [await subscribe(app, ALICE), await subscribe(app, BOB)]
    const own = { timeZone: 'Asia/Tokyo', quietHours: { from: '22:00', to: '07:00' }, digest: true }
    const follows = (kind: string) => [{ scope: { type: 'all' }, kinds: [kind] }]
    const aliceWants = { follows: follows('incident'), timeZone: 'UTC' }
    await app.call(`PATCH /subscriptions/${token(app, alice)}`, { body: aliceWants })
    await app.call(`PATCH /subscriptions/${token(app, bob)}`, { body: { follows: follows('maintenance'), ...own } })
    await ask(app, alice, BOB)
    const link = await newestLink(app)
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({ follows: [{ kinds: ['incident', 'maintenance'] }] })
    await app.call(`POST ${link}`)
    expect(await followers(app)).toEqual([`${BOB} all incident+maintenance`])
    expect((await app.call(`GET /subscriptions/${token(app, bob)}`)).json).toMatchObject(own)
  })

  test('of a browser too keeps the kinds that either endpoint heard of', async () => {
    const app = await testApp((await fresh()).db)
    const moved = pushSubscription()
    const join = (subscription: object, kind: string) =>
      app.call('POST /subscriptions', {
        body: { channel: 'webpush', subscription, scope: { type: 'all' }, kinds: [kind] },
      })
    const { json } = await join(pushSubscription(), 'incident')
    await join(moved, 'maintenance')
    const answer = await app.call(`PATCH /subscriptions/${json.token}`, { body: { subscription: moved } })
    expect(answer.status).toBe(200)
    expect(await followers(app)).toEqual([`${moved.endpoint} all incident+maintenance`])
  })

  test('ends every link that lies in the mailbox until now, and none of the new one', async () => {
    const app = await testApp((await fresh()).db)
    const [alice, bob] = [await subscribe(app, ALICE, { type: 'platform', id: 'voice' }), await subscribe(app, BOB)]
    await ask(app, alice, BOB)
    await app.call(`POST ${await newestLink(app)}`)
    expect((await app.call(`GET //manage/${token(app, alice)}`)).status).toBe(410)
    expect((await app.call(`DELETE /subscriptions/${token(app, alice)}`)).status).toBe(404)
    const oneClick = { raw: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }
    const stop = (id: string) => app.call(`POST //unsubscribe/${unsubscribeToken(app.deps.linkSecret, id)}`, oneClick)
    const old = `//unsubscribe/${unsubscribeToken(app.deps.linkSecret, alice)}`
    const answers = [await app.call(`GET ${old}`), await app.call(`POST ${old}`, form([]))]
    expect(answers.map(({ status }) => status)).toEqual([410, 410])
    expect((await stop(alice)).status).toBe(200)
    expect(await followers(app)).toHaveLength(2)
    expect((await app.call(`GET //manage/${token(app, bob)}`)).status).toBe(200)
    expect((await stop(bob)).status).toBe(200)
    expect(await followers(app)).toEqual([])
  })

  test('takes along what still waits to be told', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    await opened(app.ctx(), p2({ platforms: [{ id: 'voice', impact: 'partial_outage' }] }))
    const { id: eventId } = await app.db
      .selectFrom('events')
      .select('id')
      .where('kind', '=', 'incident.opened')
      .executeTakeFirstOrThrow()
    const event = { eventId, topic: 'incident', rank: 0, now: app.clock.now }
    const waiting = { subscriberId: id, channel: 'email', lane: 'email', because: { type: 'all' } } as const
    await write(app.db, (trx) => queueDeliveries(trx, event, [waiting]))
    await ask(app, id)
    await app.call(`POST ${await newestLink(app)}`)
    expect((await mailsOf(app, 'incident.opened')).map(({ to }) => to)).toEqual([NEW])
  })

  test('mails no address again soon, or more than it may be asked, and answers the same', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    for (let time = 0; time < 6; time++) {
      expect((await ask(app, id)).json.movingTo).toBe('a…@new.example')
      expect((await ask(app, id)).status).toBe(200)
      app.clock.now += HOUR
    }
    expect(await mails(app)).toHaveLength(3)
    // Its own address is no change.
    expect((await ask(app, id, ALICE.toUpperCase())).json.movingTo).toBe(null)
    expect(await mails(app)).toHaveLength(3)
  })
})
