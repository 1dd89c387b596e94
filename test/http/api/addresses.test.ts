import { describe, expect, test } from 'vitest'
import { confirmationMails, emailRequest, followers, subscribe } from '../../support/app/subscribers.ts'
import { type TestApp, testApp } from '../../support/app/test-app.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const ask = (app: TestApp, address: string, from = '192.0.2.1') =>
  app.call('POST /subscriptions', { from, body: emailRequest(address) })

describe('an e-mail address', () => {
  const SPELLINGS = [
    ['Anna@EXÄMPLE.de', 'anna@xn--exmple-cua.de'],
    ['x@почта.рф', 'x@xn--80a1acny.xn--p1ai'],
    ['x@XN--80A1ACNY.XN--P1AI', 'x@xn--80a1acny.xn--p1ai'],
    ['anna+status@example.org', 'anna+status@example.org'],
    ["o'brien&sons@example.org", "o'brien&sons@example.org"],
  ] as const
  test.each(SPELLINGS)('%s is the address %s', async (written, address) => {
    const app = await testApp((await sqliteInMemory()).db)
    await subscribe(app, written)
    expect(await followers(app)).toEqual([`${address} all incident+maintenance`])
  })

  const NO_ADDRESSES = [
    'a@localhost',
    'a@[127.0.0.1]',
    'a@127.1',
    'a@b..c',
    '.a@b.cc',
    'a b@c.de',
    'иван@b.cc',
    'a@ex%41mple.de',
  ]
  test.each(NO_ADDRESSES)('%s is no address', async (written) => {
    const app = await testApp((await sqliteInMemory()).db)
    expect((await ask(app, written)).status).toBe(422)
  })

  test('with ten mails at once gets no more, whatever stands after its plus, and nobody hears of it', async () => {
    const app = await testApp((await sqliteInMemory()).db)
    const asking = (n: number) => ask(app, `victim+${n}@x.example`, `192.0.2.${n}`)
    for (let n = 0; n < 12; n++) expect((await asking(n)).status).toBe(202)
    expect(await confirmationMails(app)).toHaveLength(10)
    expect((await ask(app, ALICE)).status).toBe(202)
    expect(await confirmationMails(app)).toHaveLength(11)
  })
})
