import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { confirmationMails, followers, newestLink, subscribe } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const ANA = 'ana@customer.example'
const ALIAS = 'ana+status@customer.example'

/** Every way in which somebody without a token asks to subscribe an address. */
const doors = {
  'the API': (app: TestApp, address: string, from: string) =>
    app.call('POST /subscriptions', { from, body: { channel: 'email', address, scope: { type: 'all' } } }),
  'the form': (app: TestApp, address: string, from: string) => {
    const fields: [string, string][] = [
      ['email', address],
      ['scope', 'all'],
    ]
    return app.call('POST //subscribe/', { from, ...form(fields) })
  },
  "Statuspage's call": (app: TestApp, address: string, from: string) =>
    app.call('POST //api/v2/subscribers.json', { from, ...form([['subscriber[email]', address]]) }),
}
type Ask = (typeof doors)[keyof typeof doors]

const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** A stranger asks in the name of many variants of her mailbox, each from another network. */
async function flood(app: TestApp, ask: Ask, count = 15) {
  const answers = []
  for (const n of range(count)) answers.push(await ask(app, `ana+${n}@customer.example`, `10.${n}.0.1`))
  return answers
}

const mailsTo = async (app: TestApp) => (await confirmationMails(app)).length

onEachDatabase('whoever asks in the name of a mailbox', (fresh) => {
  test.each(Object.entries(doors))('by %s does not keep its owner out, nor hears who has asked', async (name, ask) => {
    const app = await testApp((await fresh()).db)
    const answers = await flood(app, ask)
    expect(await mailsTo(app)).toBe(10)
    const said = (answer: (typeof answers)[number], address: string) =>
      name === "Statuspage's call" ? `${answer.status} ${answer.json.subscriber.email === address}` : answer.text
    const [first = '', ...others] = answers.map((answer, n) => said(answer, `ana+${n}@customer.example`))
    expect(new Set(others)).toEqual(new Set([first]))
    const hers = await ask(app, ANA, '192.0.2.1')
    expect([hers.status, said(hers, ANA)]).toEqual([answers[0]?.status, first])
    expect(await mailsTo(app)).toBe(11)
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ANA} all incident+maintenance`])
  })

  test('does not keep out a variant that its owner has confirmed, even if mail to it bounced since', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALIAS)
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'bounced' }).where('id', '=', id).execute()
    app.clock.now += DAY
    await flood(app, doors['the API'])
    const before = await mailsTo(app)
    await doors['the API'](app, ALIAS, '192.0.2.1')
    expect(await mailsTo(app)).toBe(before + 1)
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ALIAS} all incident+maintenance`])
  })

  test('does not use up her own link: a variant that was sent one joins it while it works', async () => {
    const app = await testApp((await fresh()).db)
    const ask = (scope: object) =>
      app.call('POST /subscriptions', { from: '192.0.2.1', body: { channel: 'email', address: ALIAS, scope } })
    await ask({ type: 'platform', id: 'voice' })
    await flood(app, doors['the API'], 9)
    const link = await newestLink(app)
    app.clock.now += 11 * MINUTE
    await ask({ type: 'platform', id: 'chat' })
    expect([await mailsTo(app), await newestLink(app)]).toEqual([10, link])
    const first = (await confirmationMails(app))[0]
    expect(first?.follows).toMatchObject([{ id: 'voice' }])
    const pending = await app.db.selectFrom('subscriptions').select(['scope_id', 'requested_at']).execute()
    expect(
      pending.filter(({ requested_at }) => requested_at === first?.requestedAt).map((row) => row.scope_id),
    ).toEqual(expect.arrayContaining(['voice', 'chat']))
  })

  test('leaves her a link that works on every day of the week', async () => {
    const app = await testApp((await fresh()).db)
    for (const n of range(20)) {
      await doors['the API'](app, ANA, `10.${n}.0.1`)
      app.clock.now += 11 * MINUTE
      if (n === 9) app.clock.now += DAY
    }
    expect(await mailsTo(app)).toBe(6)
    for (const day of range(4)) {
      app.clock.now += DAY
      await doors['the API'](app, ANA, '192.0.2.1')
      await doors['the API'](app, ANA, '192.0.2.1')
      expect([day, await mailsTo(app)]).toEqual([day, 7 + day])
      expect(viewOf(await app.call(`GET ${await newestLink(app)}`))).toMatchObject({ state: 'ask' })
    }
  })

  test('sends the mailbox no more than 22 mails within a day, however many ask', async () => {
    const app = await testApp((await fresh()).db, { limits: { byLink: { count: 10_000, per: HOUR } } })
    for (const hour of range(24)) {
      await Promise.all(range(4).map((n) => doors['the API'](app, `ana+${hour}-${n}@customer.example`, '192.0.2.1')))
      await doors['the API'](app, ANA, '192.0.2.1')
      app.clock.now += HOUR
    }
    expect(await mailsTo(app)).toBe(19 + 3)
  })
})
