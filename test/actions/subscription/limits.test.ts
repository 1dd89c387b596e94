import { expect, test } from 'vitest'
import { openDatabase } from '../../../db/open.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { confirmationMails, emailRequest } from '../../support/app/subscribers.ts'
import { type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const ask = (app: Pick<TestApp, 'call'>, address: string, from: string, scope: object = { type: 'all' }) =>
  app.call('POST /subscriptions', { from, body: emailRequest(address, scope as never) })

/** One after the other from each address; how often each status was answered. */
async function flood(app: TestApp, addresses: readonly string[], times = 1): Promise<Record<number, number>> {
  const answers: Record<number, number> = {}
  for (const from of addresses) {
    for (let n = 0; n < times; n++) {
      const { status } = await ask(app, `${crypto.randomUUID()}@flood.example`, from)
      answers[status] = (answers[status] ?? 0) + 1
    }
  }
  return answers
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n)
const hex = (n: number) => n.toString(16)
/** Networks of one customer, who has a /56 of 2001:db8::/32. */
const customers64s = (count: number, customer = 'aaaa') =>
  range(count).map((n) => `2001:db8:${customer}:bb${hex(n).padStart(2, '0')}::1`)
const foreign48s = (count: number, block = 'db9') => range(count).map((n) => `2001:${block}:${hex(n + 1)}::1`)

onEachDatabase('what strangers may ask for', (fresh, freshFile) => {
  test('is counted exactly by all instances, however many ask at once: ten mails to variants of an inbox', async () => {
    const { db, location } = await freshFile()
    const app = await testApp(db)
    const second = openDatabase(location)
    const other = app.another(second)
    const answers = await Promise.all(
      range(60).map((n) => ask(n % 2 ? app : other, `victim+${n}@x.example`, `10.${n}.0.1`)),
    )
    await second.destroy()
    // Nobody is told that others have asked.
    expect([...new Set(answers.map(({ status, text }) => `${status} ${text}`))]).toEqual([`202 ${answers[0]?.text}`])
    expect(await confirmationMails(app)).toHaveLength(10)
    expect(await app.db.selectFrom('subscribers').select('id').execute()).toHaveLength(10)
  })

  test('is remembered over a restart', async () => {
    const { db } = await fresh()
    const app = await testApp(db)
    await flood(app, ['192.0.2.1'], 20)
    const restarted = app.another()
    const answer = await ask(restarted, ALICE, '192.0.2.1')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '180'])
    expect((await ask(restarted, ALICE, '198.51.100.1')).status).toBe(202)
  })

  test('is five times as much for a /56 or a /24, and ten times for a /48 or a /16', async () => {
    const app = await testApp((await fresh()).db, { limits: { byLink: { count: 2, per: HOUR } } })
    expect(await flood(app, customers64s(6), 3)).toEqual({ 202: 10, 429: 8 })
    expect(await flood(app, ['2001:db8:aaaa:cc00::1', '2001:db8:aaaa:dd00::1'], 2)).toEqual({ 202: 4 })
    const [inOne24, inOne16] = [range(6).map((n) => `192.0.2.${n}`), range(6).map((n) => `192.0.${n + 3}.1`)]
    expect(await flood(app, inOne24, 3)).toEqual({ 202: 10, 429: 8 })
    expect(await flood(app, inOne16, 3)).toEqual({ 202: 10, 429: 8 })
  })

  test('leaves a quarter of all mails to networks that were not seen for an hour', async () => {
    const limits = { confirmations: { count: 40, per: HOUR } }
    const app = await testApp((await fresh()).db, { limits })
    expect(await flood(app, customers64s(4), 20)).toEqual({ 202: 30, 429: 50 })
    expect(await flood(app, foreign48s(5))).toEqual({ 202: 5 })
    // They are known now, and so is whoever was served before the flood.
    expect(await flood(app, foreign48s(5))).toEqual({ 429: 5 })
    expect(await flood(app, foreign48s(9, 'dba'))).toEqual({ 202: 5, 429: 4 })
    app.clock.now += HOUR
    expect(await flood(app, foreign48s(5))).toEqual({ 202: 5 })
  })

  test('is not used up by what is refused for another reason, or joins a mail that is on its way', async () => {
    const app = await testApp((await fresh()).db, { limits: { byLink: { count: 2, per: HOUR } } })
    const unknown = { type: 'platform', id: 'fax' }
    for (const _ of range(3)) expect((await ask(app, ALICE, '192.0.2.1', unknown)).status).toBe(422)
    expect(await allowances(app)).toEqual([])
    await flood(app, customers64s(5), 2)
    const before = await allowances(app)
    // Its /56 has nothing left; its own /64 loses nothing by that.
    expect((await ask(app, ALICE, '2001:db8:aaaa:bbff::1')).status).toBe(429)
    expect(await allowances(app)).toEqual(before)
    for (const n of range(12)) expect((await ask(app, 'bob@x.example', `192.${n}.2.1`)).status).toBe(202)
    expect((await ask(app, 'bob+more@x.example', '192.99.2.1')).status).toBe(202)
    expect(await confirmationMails(app)).toHaveLength(10 + 2)
  })

  test('tells nobody, once it is used up, which addresses are being asked already', async () => {
    const app = await testApp((await fresh()).db, { limits: { confirmations: { count: 4, per: HOUR } } })
    expect((await ask(app, ALICE, '192.0.2.1')).status).toBe(202)
    expect(await flood(app, ['192.0.2.1'], 2)).toEqual({ 202: 2 })
    const [known, unknown] = [await ask(app, ALICE, '192.0.2.1'), await ask(app, 'new@x.example', '192.0.2.1')]
    expect([known.status, known.text]).toEqual([429, unknown.text])
  })

  test('is the same again soon after the clock was set back', async () => {
    const app = await testApp((await fresh()).db)
    app.clock.now += DAY
    await flood(app, ['192.0.2.1'], 20)
    app.clock.now -= DAY
    expect((await ask(app, ALICE, '192.0.2.1')).status).toBe(202)
  })

  test('is forgotten when it is all there again, and names no address meanwhile', async () => {
    const app = await testApp((await fresh()).db)
    await ask(app, ALICE, '203.0.113.7')
    const stored = JSON.stringify(await allowances(app))
    expect(stored).not.toMatch(/customer|alice|203\.0/)
    const left = async (later: number) => {
      app.clock.now += later
      await tidy(app.db, app.clock.now)
      return (await allowances(app)).length
    }
    await ask(app, 'alice+2@customer.example', '203.0.113.7')
    // Its client and the networks around it, the inbox, all mails, and that the network is known.
    expect(await left(0)).toBe(6)
    expect(await left(6 * MINUTE)).toBe(2)
    expect(await left(DAY)).toBe(0)
    await ask(app, ALICE, '203.0.113.7')
    app.clock.now -= 100 * DAY
    expect(await left(0)).toBe(0)
  })

  test('is unlimited on the word of an administrator', async () => {
    const app = await testApp((await fresh()).db, { limits: { byLink: { count: 1, per: HOUR } } })
    for (const n of range(3)) {
      const body = emailRequest(`a+${n}@x.example`)
      expect((await app.call('POST /subscriptions', { as: 'admin', body })).status).toBe(202)
    }
    expect(await allowances(app)).toEqual([])
  })
})

function allowances({ db }: TestApp) {
  return db.selectFrom('allowances').selectAll().orderBy('key').execute()
}
