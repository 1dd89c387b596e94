import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { importSubscribers } from '../../../server/actions/subscription/import-subscribers.ts'
import { importRow } from '../../../server/actions/subscription/input.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { CHANNEL_KINDS } from '../../../server/channels/kinds.ts'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import { DAY, MINUTE } from '../../../server/domain/vocabulary.ts'
import { manageToken } from '../../../server/lib/links.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { createFaxMachine } from '../../support/dispatch/fax/channel.ts'
import { faxKind } from '../../support/dispatch/fax/kind.ts'
import { createPager } from '../../support/dispatch/pager/channel.ts'
import { pagerKind } from '../../support/dispatch/pager/kind.ts'
import { accepted } from '../../support/result.ts'

const KINDS = [...CHANNEL_KINDS, pagerKind, faxKind]
const NAMES = KINDS.map(({ name }) => name)
const NUMBER = '+351210000042'
const FAX = '210000099'

/** The application and a dispatcher with two channels that no line outside their folders names. */
async function withBoth(db: Db) {
  const app = await testApp(db, { channels: KINDS })
  const [pager, fax] = [createPager(), createFaxMachine(app.deps.linkSecret)]
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const channels = [pager, fax]
  const dispatcher = createDispatcher({ db, channels, clock: () => app.clock.now, random: () => 0.5, log })
  const deliver = () => dispatcher.runUntilIdle()
  return { app, pager, fax, deliver, post: posting(app), forget: forgetting(app) }
}

function posting({ call }: TestApp) {
  return async (body: string): Promise<string> => {
    const incident = { title: 'Calls fail', priority: 'P2', platforms: [{ id: 'voice', impact: 'partial_outage' }] }
    return (await call('POST /incidents', { as: 'agent', body: { ...incident, update: { body } } })).json.id
  }
}

/** Lets days go by, and what is to be forgotten be forgotten. Returns everything stored of subscribers, as one text. */
function forgetting({ db, clock }: TestApp) {
  return async (days: number): Promise<string> => {
    clock.now += days * DAY
    await tidy(db, clock.now, KINDS)
    return JSON.stringify(await db.selectFrom('subscribers').selectAll().execute())
  }
}

const page = ({ call }: TestApp, number: string) =>
  call('POST /subscriptions', { body: { channel: 'pager', number, scope: { type: 'all' } } })

const send = ({ call }: TestApp, address: string) =>
  call('POST /subscriptions', { body: { channel: 'fax', address, scope: { type: 'all' } } })

onEachDatabase('a channel that was added as a folder', (fresh) => {
  const open = async () => withBoth((await fresh()).db)

  test('stands in the API’s description with its field, and in the counts of deliveries', async () => {
    const { app } = await open()
    const { json } = await app.call('GET /openapi.json')
    const { Subscribe, Subscription, ChangeSubscription, Deliveries } = json.components.schemas
    expect(Subscribe.oneOf.map((one: { required: string[] }) => one.required)).toEqual(
      KINDS.map(({ field, confirms }) => [
        'channel',
        field,
        ...(confirms === 'by-owner' ? ['ownerEmail'] : []),
        'scope',
      ]),
    )
    expect(Subscription.properties.channel.enum).toEqual(NAMES)
    expect(ChangeSubscription.properties.number.description).toBe('The new number.')
    expect(Object.keys(Deliveries.properties.counts.properties)).toEqual(NAMES)
    expect(json.paths['/subscriptions'].post.description).toContain('Pager: active at once. Fax: a fax with a link')
  })

  test('is subscribed by at once, where it says so, and shows no whole address', async () => {
    const { app } = await open()
    const wrong = await page(app, 'voice mail')
    expect([wrong.status, wrong.json.errors]).toMatchObject([422, [{ pointer: '/number' }]])
    const made = await page(app, '+351 210 000 042')
    expect([made.status, made.json]).toMatchObject([201, { channel: 'pager', address: '…42', active: true }])
    expect((await page(app, NUMBER)).json.id).toBe(made.json.id)
    const shown = viewOf(await app.call(`GET //manage/${made.json.token}`))
    expect(shown).toMatchObject({ kind: 'manage', intro: 'intro', address: '…42' })
  })

  test('delivers in the queue it names; a newer update supersedes what is not sent', async () => {
    const { app, pager, deliver, post } = await open()
    await page(app, NUMBER)
    pager.fault = () => ({ outcome: { kind: 'later', why: 'no signal' } })
    const id = await post('first')
    await deliver()
    const { lane } = await app.db.selectFrom('deliveries').select('lane').executeTakeFirstOrThrow()
    expect(lane).toBe('pager +351')
    pager.fault = () => undefined
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'second' } })
    app.clock.now += MINUTE
    await deliver()
    expect(pager.pages).toEqual([{ number: NUMBER, text: 'second' }])
    const { counts } = (await app.call(`GET /incidents/${id}/deliveries`, { as: 'agent' })).json
    expect(counts.pager).toMatchObject({ sent: 1, superseded: 1 })
  })

  test('lets a subscriber move to another address', async () => {
    const { app, pager, deliver, post } = await open()
    const { token } = (await page(app, NUMBER)).json
    const moved = await app.call(`PATCH /subscriptions/${token}`, { body: { number: '+34 910 000 007' } })
    expect([moved.status, moved.json.address]).toEqual([200, '…07'])
    await post('first')
    await deliver()
    expect(pager.pages.map(({ number }) => number)).toEqual(['+34910000007'])
  })

  test('forgets entirely, after the days it says, who is gone or has not been heard of', async () => {
    const { app, pager, deliver, post, forget } = await open()
    await page(app, NUMBER)
    await page(app, '+34910000007')
    pager.fault = ({ receiver }) =>
      receiver.address === NUMBER ? { outcome: { kind: 'gone', why: 'unknown number' } } : undefined
    await post('first')
    await deliver()
    expect(await forget(9)).toContain(NUMBER)
    expect(await forget(2)).not.toContain(NUMBER)
    expect(await forget(88)).toContain('+34910000007')
    await post('second')
    await deliver()
    expect(await forget(99)).toContain('+34910000007')
    expect(await forget(2)).not.toContain('+34910000007')
  })
})

onEachDatabase('an added channel that confirms by a link', (fresh) => {
  const open = async () => withBoth((await fresh()).db)

  async function confirmed() {
    const all = await open()
    await send(all.app, FAX)
    await all.deliver()
    await all.app.call(`POST /${all.fax.sheets[0]?.text}`)
    return all
  }

  test('sends the link itself, and says the same whatever the address', async () => {
    const { app, fax, deliver, post } = await open()
    const first = await send(app, FAX)
    expect([first.status, (await send(app, FAX)).text]).toEqual([202, first.text])
    await post('nobody gets this')
    await deliver()
    expect(fax.sheets).toEqual([{ number: FAX, text: expect.stringMatching(/^\/confirm\//) }])
    const asked = viewOf(await app.call(`GET /${fax.sheets[0]?.text}`))
    expect(asked).toMatchObject({ kind: 'confirm', state: 'ask', address: '210…' })
  })

  test('is in the form without JavaScript under its own name', async () => {
    const { app, fax, deliver } = await open()
    const answer = await app.call(
      'POST //subscribe/',
      form([
        ['fax', FAX],
        ['scope', 'all'],
      ]),
    )
    expect(answer.status).toBe(303)
    await deliver()
    expect(fax.sheets).toHaveLength(1)
  })

  test('delivers every update, in order', async () => {
    const { app, fax, deliver, post } = await confirmed()
    const id = await post('first')
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'second' } })
    await deliver()
    expect(fax.sheets.slice(1).map(({ text }) => text)).toEqual(['first', 'second'])
  })

  test('lets nobody move to an address of another channel', async () => {
    const { app } = await confirmed()
    const { id } = await app.db.selectFrom('subscribers').select('id').executeTakeFirstOrThrow()
    const token = manageToken(app.deps.linkSecret, { id, linkGeneration: 0 })
    const answer = await app.call(`PATCH /subscriptions/${token}`, { body: { number: NUMBER } })
    expect([answer.status, answer.json.errors]).toMatchObject([
      422,
      [{ pointer: '/number', detail: 'Only a pager has a number to change.' }],
    ])
  })

  test('keeps of who left what tells an import, and nobody else, that they did', async () => {
    const { app, forget } = await confirmed()
    const { id } = await app.db.selectFrom('subscribers').select('id').executeTakeFirstOrThrow()
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'unsubscribed' }).execute()
    await app.db.deleteFrom('subscriptions').execute()
    expect(await forget(11)).not.toContain(FAX)
    const row = importRow(faxKind).parse({ fax: FAX, scope: { type: 'all' }, provenance: 'contract 2025' })
    expect(accepted(await importSubscribers(app.ctx(), [row])).suppressed).toBe(1)
    await send(app, FAX)
    const again = await app.db.selectFrom('subscribers').select(['id', 'address']).execute()
    expect(again).toEqual([{ id, address: FAX }])
  })
})
