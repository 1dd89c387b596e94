import { expect, test } from 'vitest'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { createApp } from '../../../server/http/app.ts'
import { createWaitingApp } from '../../../server/http/waiting.ts'
import { unsubscribeToken } from '../../../server/lib/links.ts'
import { countRows } from '../../support/app/actions.ts'
import { subscribe } from '../../support/app/subscribers.ts'
import { outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const NOTHING = 'Nothing was saved by this call.'
const PERHAPS = 'It may have been saved: look before you do it again.'

onEachDatabase('a database that goes away', (fresh) => {
  /** Every call asks the clock a few times, before, in and after its transaction: the database is away from the nth on. */
  async function failing(app: TestApp, from: number, line: string, init: RequestInit) {
    let asked = 0
    const clock = () => {
      if (++asked >= from) throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' })
      return app.clock.now
    }
    const response = await createApp({ ...app.deps, clock }).request(line, init)
    return { status: response.status, text: await response.text() }
  }
  const init = (app: TestApp, key?: string): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(outage()),
    headers: {
      authorization: `Bearer ${app.tokens.agent}`,
      'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }),
    },
  })

  test('at whatever moment: "nothing was saved" is said only where that is so', async () => {
    const app = await testApp((await fresh()).db)
    const said = new Set<string>()
    for (const keyed of [false, true]) {
      for (let from = 1; ; from++) {
        const before = await countRows(app.db, 'incidents')
        const answer = await failing(app, from, '/api/v1/incidents', init(app, keyed ? `key-${from}` : undefined))
        if (answer.status === 201) break
        expect([from, answer.status, JSON.parse(answer.text).code]).toEqual([from, 503, 'database_unavailable'])
        const isSaved = (await countRows(app.db, 'incidents')) > before
        const { detail } = JSON.parse(answer.text)
        expect([from, detail.includes(NOTHING)]).toEqual([from, !isSaved])
        expect([from, detail.includes(PERHAPS)]).toEqual([from, isSaved])
        said.add(detail)
      }
    }
    expect([...said].sort()).toEqual([
      `The database cannot be reached at the moment. ${PERHAPS} With the same Idempotency-Key nothing is done twice.`,
      `The database cannot be reached at the moment. ${NOTHING} Try again.`,
    ])
  })

  test('while an answer is made again does not deny what was saved before', async () => {
    const app = await testApp((await fresh()).db)
    app.standIns.cannotPublish = true
    await app.call('POST /incidents', { as: 'agent', body: outage(), key: 'one' })
    const { text } = await failing(app, 3, '/api/v1/incidents', init(app, 'one'))
    expect(JSON.parse(text).detail).toContain(PERHAPS)
    expect((await app.call('POST /incidents', { as: 'agent', body: outage(), key: 'one' })).status).toBe(201)
    expect(await countRows(app.db, 'incidents')).toBe(1)
  })

  test('is not said to have saved nothing to those who only read', async () => {
    const app = await testApp((await fresh()).db)
    const { status, text } = await failing(app, 1, '/api/v1/platforms', {})
    expect([status, JSON.parse(text).detail]).toEqual([503, 'The database cannot be reached at the moment. Try again.'])
  })

  test('tells people with a form the same', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const isOff = async () => (await findSubscriber(app.db, id))?.state === 'off'
    const sent = { method: 'POST', headers: { accept: 'text/html' } }
    const said: boolean[] = []
    for (let from = 1; !(await isOff()); from++) {
      const { status, text } = await failing(
        app,
        from,
        `/unsubscribe/${unsubscribeToken('a secret for tests', id)}`,
        sent,
      )
      expect([from, status, text.includes(PERHAPS)]).toEqual([from, 503, await isOff()])
      said.push(text.includes(PERHAPS))
    }
    expect(said).toContain(true)
  })
})

test('a service that waits for its database says it in the same words', async () => {
  const app = createWaitingApp(['en'])
  const detail = async (method: string) => (await (await app.request('/api/v1/incidents', { method })).json()).detail
  expect(await detail('POST')).toBe(`The database cannot be reached at the moment. ${NOTHING} Try again.`)
  expect(await detail('GET')).toBe('The database cannot be reached at the moment. Try again.')
})
