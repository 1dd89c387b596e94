import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import type { ConfirmView, SubscribeView } from '../../../src/views.ts'
import { confirmationMails, newestLink } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { SLACK_ROOM } from '../../support/dispatch/rooms.ts'

const OWNER = 'owner@customer.example'
const GOOD = { by: 'owner', channel: 'slack', address: SLACK_ROOM, ownerEmail: OWNER, scope: 'all' }

const PLACE = 'Slack, hooks.slack.com/…'
const ANNA = 'anna@customer.example'

const post = (app: TestApp, fields: Partial<typeof GOOD> & Record<string, string>) =>
  app.call('POST //subscribe/', form(Object.entries(fields)))

onEachDatabase('the form for a chat room', (fresh) => {
  const open = async () => testApp((await fresh()).db)

  test('asks the owner by mail, and leads to a page whose address says nothing of the room', async () => {
    const app = await open()
    const answer = await post(app, GOOD)
    expect(answer.status).toBe(303)
    const path = answer.headers.get('location') ?? ''
    const next = await app.call(`GET /${path}`)
    const shown = { state: 'asked', address: OWNER, via: PLACE } satisfies Partial<ConfirmView>
    expect(viewOf(next)).toMatchObject(shown)
    expect(path).not.toMatch(/slack/)
    expect(path + next.text).not.toMatch(/XXXX|services/)
    expect(await confirmationMails(app)).toMatchObject([{ via: { title: 'Slack', address: 'hooks.slack.com/…' } }])
  })

  test('takes the room’s address by the name of its channel, too', async () => {
    const app = await open()
    expect((await post(app, { slack: SLACK_ROOM, ownerEmail: OWNER, scope: 'all' })).status).toBe(303)
  })

  const WRONG: [string, Partial<typeof GOOD>, object[]][] = [
    ['is no address', { address: 'C0123' }, [{ field: 'room', detail: expect.stringContaining('Incoming Webhooks') }]],
    ['is missing', { address: '' }, [{ field: 'room', says: 'room' }]],
    [
      'is another service’s',
      { channel: 'teams' },
      [{ field: 'room', detail: expect.stringContaining('of Slack, not') }],
    ],
    ['has nobody who answers for it', { ownerEmail: '' }, [{ field: 'owner', says: 'owner' }]],
    ['is no address, nor its owner’s', { address: 'x', ownerEmail: 'y' }, [{ field: 'room' }, { field: 'owner' }]],
  ]
  test.each(WRONG)('comes back where the address %s, with all that was typed', async (_, change, faults) => {
    const app = await open()
    const sent = { ...GOOD, ...change }
    const answer = await post(app, sent)
    expect(answer.status).toBe(422)
    const view = viewOf(answer) as SubscribeView
    expect(view.faults).toMatchObject(faults)
    expect(view.sent).toMatchObject({
      scopes: ['all'],
      room: { channel: sent.channel, address: sent.address, owner: sent.ownerEmail },
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await confirmationMails(app)).toEqual([])
  })

  test('and with the service that was chosen, where the e-mail address alone is wrong', async () => {
    const { sent } = viewOf(
      await post(await open(), { channel: 'teams', email: 'anna@', scope: 'all' }),
    ) as SubscribeView
    expect(sent).toMatchObject({ address: 'anna@', room: { channel: 'teams', isAsked: false } })
  })

  test.each([
    ['the button for e-mail', {}],
    ['its own button', { by: 'owner' }],
  ])('asks at both where an e-mail address is filled as well, by %s', async (_, by) => {
    const app = await open()
    const { by: __, ...filled } = GOOD
    const answer = await post(app, { ...filled, ...by, email: ANNA })
    expect(answer.status).toBe(303)
    expect(viewOf(await app.call(`GET /${answer.headers.get('location')}`))).toMatchObject({
      ...{ address: ANNA, also: [{ address: OWNER, via: PLACE }] },
    })
    expect((await confirmationMails(app)).map(({ via }) => via?.title)).toEqual([undefined, 'Slack'])
  })

  const HALF: [string, Record<string, string>, string[]][] = [
    ['the URL alone', { address: SLACK_ROOM }, ['owner']],
    ['its owner alone', { ownerEmail: OWNER }, ['room']],
    ['the URL beside an e-mail address', { email: ANNA, address: SLACK_ROOM }, ['owner']],
    ['its owner beside an e-mail address', { email: ANNA, ownerEmail: OWNER }, ['room']],
    ['everything beside half an e-mail address', { ...GOOD, email: 'anna@' }, ['address']],
    ['nothing', {}, ['address']],
  ]
  test.each(HALF)(
    'says what is missing beside its field, and asks nobody, where Enter sends %s',
    async (_, filled, at) => {
      const app = await open()
      const answer = await post(app, { channel: 'slack', scope: 'all', ...filled })
      expect(answer.status).toBe(422)
      expect((viewOf(answer) as SubscribeView).faults.map(({ field }) => field)).toEqual(at)
      expect(await confirmationMails(app)).toEqual([])
    },
  )

  test('asks neither of both where there are requests left for one', async () => {
    const app = await testApp((await fresh()).db, { limits: { byLink: { count: 1, per: HOUR } } })
    expect((await post(app, { ...GOOD, email: ANNA })).status).toBe(429)
    expect(await confirmationMails(app)).toEqual([])
    expect((await post(app, { email: ANNA, scope: 'all' })).status).toBe(303)
  })

  test('names the service and its host on every page up to the last, and where the links are', async () => {
    const app = await open()
    await post(app, GOOD)
    const link = await newestLink(app)
    expect(viewOf(await app.call(`GET ${link}`))).toMatchObject({ state: 'ask', address: PLACE })
    await app.call(`POST ${link}`)
    const done = viewOf(await app.call(`GET ${link}`)) as ConfirmView
    expect(done).toMatchObject({ state: 'done', address: PLACE, owned: true })
    const manage = viewOf(await app.call(`GET /${done.manageUrl?.slice(app.deps.site.url.length)}`))
    expect(manage).toMatchObject({ kind: 'manage', address: PLACE })
  })

  test('leaves the form for e-mail alone: its button asks as ever, though a service is chosen beside it', async () => {
    const app = await open()
    expect((await post(app, { channel: 'teams', email: 'anna@customer.example', scope: 'all' })).status).toBe(303)
    expect(await confirmationMails(app)).not.toMatchObject([{ via: expect.anything() }])
  })
})
