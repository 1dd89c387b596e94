import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { CHANNEL_KINDS } from '../../../server/channels/kinds.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { silent } from '../../support/dispatch/bell/channel.ts'
import { OWNER, TOWER, withBell } from '../../support/dispatch/bell/desk.ts'
import { bellKind } from '../../support/dispatch/bell/kind.ts'

onEachDatabase('an address that cannot be asked itself', (fresh) => {
  const open = async (pace?: number) => withBell((await fresh()).db, pace)

  test('is asked through its owner, who reads where it goes and confirms; nothing goes there before', async () => {
    const { app, bell, inbox, deliver, ask, linkIn, post } = await open()
    const answer = await ask()
    expect([answer.status, answer.json.status]).toEqual([202, 'confirmation_sent'])
    await post('before')
    await deliver()
    expect(inbox.mails.map(({ to }) => to)).toEqual([OWNER])
    expect(inbox.mails[0]?.text.replaceAll('\u2060', '')).toContain(
      'by Bell to bells.example/… and named you as its owner',
    )
    expect(inbox.mails[0]?.text).not.toContain('bells.example')
    const link = linkIn(inbox.mails[0], 'confirm')
    expect(viewOf(await app.call(`GET /${link}`))).toMatchObject({ state: 'ask', address: 'Bell, bells.example/…' })
    await deliver()
    expect(bell.tried).toEqual([])
    await app.call(`POST /${link}`)
    await post('after')
    await deliver()
    expect(bell.rung.map(({ url, text }) => [url, text])).toEqual([[TOWER, 'after']])
  })

  test('has a secret that is shown once, and its owner gets the link that manages it', async () => {
    const { app, bell, inbox, deliver, follow, linkIn, post } = await open()
    const { secret, token } = await follow()
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    for (const method of ['POST', 'GET'])
      expect((await app.call(`${method} /${linkIn(inbox.mails[0], 'confirm')}`)).text).not.toContain('whsec_')
    const shown = await app.call(`GET /subscriptions/${token}`)
    expect(shown.json).toMatchObject({ channel: 'bell', address: 'bells.example/…', active: true })
    await post('signed')
    await deliver()
    expect(bell.rung[0]?.secrets).toEqual([secret])
    expect(inbox.mails.at(-1)?.subject).toBe('Bell (bells.example/…) connected to Northline status')
  })

  test('is nowhere in the database or the log, nor is the secret', async () => {
    const { app, bell, deliver, follow, post, lines } = await open()
    bell.fault = () => silent
    const { secret = '?' } = await follow()
    await post('first')
    await deliver()
    const everything = [lines]
    for (const table of [
      'subscribers',
      'deliveries',
      'events',
      'attempts',
      'audit',
      'settings',
      'idempotency',
    ] as const)
      everything.push(await app.db.selectFrom(table).selectAll().execute())
    const text = JSON.stringify(everything)
    expect(text).toContain('bells.example')
    expect(text).not.toContain('tower')
    expect(text).not.toContain(secret)
    expect(text).not.toContain(secret.slice(6))
  })

  test('is forgotten with its owner and its attempts, once it was stopped a while ago', async () => {
    const { app, follow, post, deliver, later } = await open()
    const { token } = await follow()
    await post('first')
    await deliver()
    await app.call(`DELETE /subscriptions/${token}`)
    await later(DAY)
    app.clock.now += 31 * DAY
    for (let day = 0; day < 2; day++) await tidy(app.db, app.clock.now, [...CHANNEL_KINDS, bellKind])
    const left = JSON.stringify([
      await app.db.selectFrom('subscribers').selectAll().execute(),
      await app.db.selectFrom('attempts').selectAll().execute(),
      await app.db.selectFrom('events').select('notice').where(sql<boolean>`kind like 'subscription.%'`).execute(),
    ])
    expect(left).not.toContain('bells.example')
    expect(left).not.toContain(OWNER)
  })

  test('keeps to its schedule, text and order kept, and what it came to can be read', async () => {
    const { app, bell, deliver, follow, post, update, later } = await open()
    await follow()
    const began = app.clock.now
    bell.fault = () => silent
    const id = await post('first')
    await update(id, 'second')
    await deliver()
    await later(4_999)
    await later(1)
    await later(5 * MINUTE - 1)
    await later(1)
    expect(bell.tried.map((at) => at - began)).toEqual([0, 5_000, 5_000 + 5 * MINUTE])
    bell.fault = () => undefined
    await later(2 * HOUR)
    expect(bell.rung.map(({ text }) => text)).toEqual(['first', 'second'])
    const attempts = await app.db.selectFrom('attempts').select(['outcome', 'status', 'answer']).orderBy('at').execute()
    expect(attempts.slice(0, 4)).toEqual([
      ...Array(3).fill({ outcome: 'later', status: 503, answer: 'Out of order.' }),
      { outcome: 'sent', status: 200, answer: 'ding' },
    ])
  })

  test('is switched off after its last attempt, and its owner is told since when and why', async () => {
    const { app, bell, inbox, deliver, follow, post, later } = await open()
    const { token } = await follow()
    bell.fault = () => silent
    await post('first')
    await deliver()
    for (const wait of [5_000, 5 * MINUTE, 2 * HOUR]) await later(wait)
    expect(bell.tried).toHaveLength(4)
    expect((await app.call(`GET /subscriptions/${token}`)).json.active).toBe(false)
    await deliver()
    expect(inbox.mails.at(-1)?.subject).toBe('Bell (bells.example/…): Northline status sends nothing there any more')
    expect(inbox.mails.at(-1)?.text).toContain('The last answer: Bell: 503')
    await post('second')
    await later(DAY)
    expect(bell.tried).toHaveLength(4)
  })

  test('that takes other messages is not dead for one it never takes', async () => {
    const { app, bell, deliver, follow, post, later } = await open()
    const { token } = await follow()
    bell.fault = ({ message }) => (message.kind === 'update' && message.notice.body === 'poison' ? silent : undefined)
    await post('poison')
    await deliver()
    await later(5_000)
    await post('wholesome')
    for (const wait of [5 * MINUTE, 2 * HOUR]) await later(wait)
    expect(bell.rung.map(({ text }) => text)).toEqual(['wholesome'])
    expect((await app.call(`GET /subscriptions/${token}`)).json.active).toBe(true)
    const { state } = await app.db
      .selectFrom('deliveries')
      .select('state')
      .where('channel', '=', 'bell')
      .orderBy('event_id')
      .executeTakeFirstOrThrow()
    expect(state).toBe('failed')
  })

  test('that fails holds up no other, and rests without being claimed until it is due', async () => {
    const { bell, deliver, follow, post, later, app } = await open()
    await follow()
    await follow('https://bells.example/chapel', 'other@customer.example')
    bell.fault = (_, url) => (url === TOWER ? silent : undefined)
    await post('first')
    await deliver()
    expect(bell.rung.map(({ url }) => url)).toEqual(['https://bells.example/chapel'])
    await later(5_000)
    await later(5 * MINUTE)
    const attempts = () => app.db.selectFrom('deliveries').select('attempts').where('channel', '=', 'bell').execute()
    const before = await attempts()
    await later(2 * HOUR - 1)
    expect(await attempts()).toEqual(before)
  })

  test('of another owner is another subscription; three owners at most', async () => {
    const { ask, bell, deliver, follow, post } = await open()
    for (const owner of ['a', 'b', 'c']) await follow(TOWER, `${owner}@customer.example`)
    const fourth = await ask(TOWER, 'd@customer.example')
    expect([fourth.status, fourth.json.code]).toEqual([409, 'address_full'])
    expect((await ask(TOWER, 'a@customer.example')).status).toBe(202)
    await post('first')
    await deliver()
    expect(bell.rung).toHaveLength(3)
  })

  test('never fills the mailbox of somebody who is named as an owner', async () => {
    const { ask, inbox, deliver, later } = await open()
    for (let n = 0; n < 30; n++) {
      await ask(`https://bells.example/${String.fromCharCode(97 + (n % 26))}${n < 26 ? '' : 'x'}`)
      await later(4 * MINUTE)
    }
    await deliver()
    expect(inbox.mails.length).toBeLessThanOrEqual(10)
  })

  test('gets its messages apart, where the other side wants that', async () => {
    const { bell, deliver, follow, post, later } = await open(1000)
    await follow()
    await later(1000)
    const before = bell.tried.length
    for (const text of ['one', 'two', 'three']) await post(text)
    await deliver()
    expect(bell.tried).toHaveLength(before + 1)
    await later(999)
    expect(bell.tried).toHaveLength(before + 1)
    await later(1)
    await later(1000)
    expect(bell.rung.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })
})
