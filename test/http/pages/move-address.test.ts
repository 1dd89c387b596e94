import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { manageToken } from '../../../server/lib/links.ts'
import { linkIn, mailsOf } from '../../support/app/mails.ts'
import { followers, subscribe } from '../../support/app/subscribers.ts'
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
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({ state: 'move', address: 'a…@new.example' })
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
    expect(viewOf(await app.call(`POST ${link}`))).toMatchObject({ state: 'moved', follows: [{ name: 'VOICE' }] })
    expect(await followers(app)).toEqual([`${NEW} platform:voice incident+maintenance`])
    const note = (await mails(app)).at(-1)
    expect(note?.to).toBe(ALICE)
    expect(note?.text).toContain(
      'updates from Northline Communications that came to this address began to go to a…@new.example',
    )
    for (const method of ['GET', 'POST']) expect((await app.call(`${method} ${link}`)).status).toBe(410)
    expect((await app.call(`GET /subscriptions/${token(app, id)}`)).json).toMatchObject({ movingTo: null })
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
    expect(await app.db.selectFrom('subscribers').select('id').where('address', '=', BOB).execute()).toEqual([{ id }])
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
