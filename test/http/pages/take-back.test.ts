import { expect, test } from 'vitest'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { linkIn, mailsOf } from '../../support/app/mails.ts'
import { emailRequest, followers, newestLink, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { NOON, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const leaving = (app: TestApp) => mailsOf(app, 'subscription.left')

async function leave(app: TestApp, id: string): Promise<void> {
  const path = `//unsubscribe/${unsubscribeToken(app.deps.linkSecret, id)}`
  expect(
    (await app.call(`POST ${path}`, { raw: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status,
  ).toBe(200)
}

async function newestUndo(app: TestApp): Promise<string> {
  const mail = (await leaving(app)).at(-1)
  if (!mail) throw new Error('there is no mail')
  return linkIn(mail)
}

onEachDatabase('whoever left', (fresh) => {
  test('is told once what was stopped and when, and how that is taken back', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    await leave(app, id)
    await leave(app, id)
    const mails = await leaving(app)
    expect(mails.map(({ to }) => to)).toEqual([ALICE])
    expect(mails[0]?.subject).toBe('No more updates from Northline Communications')
    expect(mails[0]?.text.replace(/resubscribe\/\S+/, 'resubscribe/…')).toBe(
      [
        'On Tue 10 Nov 2026, 05:00 MST, somebody with a link from our mails, or your mail program, stopped all updates from Northline Communications to this address.',
        'Until then it got updates about:\n- VOICE',
        'Was that a mistake, or does somebody else here still want them? Open this page and press the button there, and it is as it was:\nhttps://status.example.com/resubscribe/…',
        'The link works once, for seven days. If it was meant, do nothing: this is the last mail.',
        'Northline Communications\nhttps://status.example.com/',
      ].join('\n\n'),
    )
    expect(await followers(app)).toEqual([])
  })

  test('follows exactly the same again by the button of the page, once', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    await app.call('POST /subscriptions', {
      body: emailRequest(ALICE, { type: 'platform', id: 'chat' }, { kinds: ['maintenance'] }),
    })
    app.clock.now += HOUR
    await app.call(`POST ${await newestLink(app)}`)
    await app.db
      .updateTable('subscribers')
      .set({ time_zone: 'Asia/Tokyo', quiet_from: '22:00', quiet_to: '07:00' })
      .execute()
    const before = await followers(app)
    expect(before).toHaveLength(2)
    await leave(app, id)
    // A stranger's question does not change how it is told.
    await app.call('POST /subscriptions', { body: emailRequest(ALICE, undefined, { timeZone: 'UTC' }) })
    app.clock.now += 6 * DAY
    const link = await newestUndo(app)
    for (const method of ['GET', 'HEAD']) expect((await app.call(`${method} ${link}`)).status).toBe(200)
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({
      ...{ state: 'askBack', address: 'a…@customer.example' },
      follows: [{ name: 'CHAT', kinds: ['maintenance'] }, { name: 'VOICE' }],
    })
    expect(await followers(app)).toEqual([])
    expect(viewOf(await app.call(`POST ${link}`))).toMatchObject({ state: 'back' })
    expect(await followers(app)).toEqual(before)
    const row = await app.db.selectFrom('subscribers').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ time_zone: 'Asia/Tokyo', quiet_from: '22:00', quiet_to: '07:00', off_reason: null })
    for (const method of ['GET', 'POST']) expect((await app.call(`${method} ${link}`)).status).toBe(410)
  })

  test('manages it with the link from before, until it leaves again', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const manage = `//manage/${manageToken(app.deps.linkSecret, { id, linkGeneration: 0 })}`
    const status = async () => (await app.call(`GET ${manage}`)).status
    await leave(app, id)
    expect(await status()).toBe(410)
    const undo = await newestUndo(app)
    expect((await app.call(`POST ${undo}`)).status).toBe(200)
    expect(await status()).toBe(200)
    app.clock.now += HOUR
    await leave(app, id)
    expect(await status()).toBe(410)
    expect((await app.call(`POST ${undo}`)).status).toBe(410)
  })

  test('cannot take it back after seven days, nor by another link, nor from another page', async () => {
    const app = await testApp((await fresh()).db)
    await leave(app, await subscribe(app, ALICE))
    const link = await newestUndo(app)
    const foreign = { headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' } }
    expect((await app.call(`POST ${link}`, foreign)).status).toBe(403)
    expect((await app.call(`POST ${link}x`)).status).toBe(404)
    expect((await app.call(`GET ${link.replace('resubscribe', 'unsubscribe')}`)).status).toBe(404)
    app.clock.now = NOON + 7 * DAY + HOUR
    await tidy(app.db, app.clock.now)
    for (const method of ['GET', 'POST']) expect((await app.call(`${method} ${link}`)).status).toBe(410)
    expect(await app.db.selectFrom('subscribers').select('left_behind').execute()).toEqual([{ left_behind: null }])
    expect(await followers(app)).toEqual([])
  })

  test('is not followed again where it is not there any more', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    await leave(app, id)
    await app.db.updateTable('platforms').set({ archived: 1 }).where('id', '=', 'voice').execute()
    expect((await app.call(`POST ${await newestUndo(app)}`)).status).toBe(410)
    expect(await followers(app)).toEqual([])
  })

  test('is mailed whichever way it left, but not as a browser, nor when the address died', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const { link_generation: linkGeneration } = await app.db
      .selectFrom('subscribers')
      .select('link_generation')
      .executeTakeFirstOrThrow()
    const token = manageToken(app.deps.linkSecret, { id, linkGeneration })
    expect((await app.call(`DELETE /subscriptions/${token}`)).status).toBe(204)
    expect(await leaving(app)).toHaveLength(1)
    const browser = await app.call('POST /subscriptions', {
      body: { channel: 'webpush', subscription: pushSubscription(), scope: { type: 'all' } },
    })
    expect((await app.call(`DELETE /subscriptions/${browser.json.token}`)).status).toBe(204)
    const other = await subscribe(app, 'bounced@customer.example')
    await app.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'mail came back' })
      .where('id', '=', other)
      .execute()
    await leave(app, other)
    expect(await leaving(app)).toHaveLength(1)
  })
})
