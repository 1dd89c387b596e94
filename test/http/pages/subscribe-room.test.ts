import { expect, test } from 'vitest'
import type { ConfirmView, SubscribeView } from '../../../src/views.ts'
import { confirmationMails } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { SLACK_ROOM } from '../../support/dispatch/rooms.ts'

const OWNER = 'owner@customer.example'
const GOOD = { by: 'owner', channel: 'slack', address: SLACK_ROOM, ownerEmail: OWNER, scope: 'all' }

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
    expect(viewOf(next)).toMatchObject({ state: 'asked', address: OWNER } satisfies Partial<ConfirmView>)
    expect(path + next.text).not.toMatch(/XXXX|hooks\.slack/)
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
  test.each(WRONG)('comes back where the address %s, with all but the secret', async (_, change, faults) => {
    const app = await open()
    const sent = { ...GOOD, ...change }
    const answer = await post(app, sent)
    expect(answer.status).toBe(422)
    const view = viewOf(answer) as SubscribeView
    expect(view.faults).toMatchObject(faults)
    expect(view.sent).toMatchObject({ scopes: ['all'], room: { channel: sent.channel, owner: sent.ownerEmail } })
    expect(answer.text).not.toContain('XXXX')
    expect(await confirmationMails(app)).toEqual([])
  })

  test('leaves the form for e-mail alone: its button asks as ever, though a service is chosen beside it', async () => {
    const app = await open()
    expect((await post(app, { channel: 'teams', email: 'anna@customer.example', scope: 'all' })).status).toBe(303)
    expect(await confirmationMails(app)).not.toMatchObject([{ via: expect.anything() }])
  })
})
