import { expect, test } from 'vitest'
import { manageToken } from '../../../server/lib/links.ts'
import { inputsOf, unboundedIn } from '../../support/app/schemas.ts'
import { emailRequest, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { form, outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'
import { sources } from '../../support/sources.ts'

const newApp = async () => testApp((await sqliteInMemory()).db, { limits: { calls: { count: 1e6, per: 1 } } })
const JSON_TYPE = { 'content-type': 'application/json' }
const many = (count: number) => Array.from({ length: count }, () => 1)

test('every text, list and key that the API takes has a maximum, and lists are counted first', async () => {
  const inputs = inputsOf((await newApp()).deps)
  expect(inputs.length).toBeGreaterThan(50)
  expect(inputs.flatMap(({ name, schema }) => unboundedIn(schema, name))).toEqual([])
})

test('whatever reads outside text builds its schema of fields with a maximum', () => {
  const readers = ['server/actions', 'server/channels', 'server/http/pages', 'server/http/statuspage']
  const bare = readers
    .flatMap((folder) => sources(folder))
    .filter(({ code }) => /z\s*\.(string|array|record)\(/.test(code))
  expect(bare.map(({ path }) => path)).toEqual([])
})

const tokenOf = async (app: TestApp) =>
  manageToken(app.deps.linkSecret, { id: await subscribe(app, ALICE), linkGeneration: 0 })

test('a list, a set of keys or a nest without end is answered at once, briefly, by one fault', async () => {
  const app = await newApp()
  const token = await tokenOf(app)
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const post = (raw: string) => app.call('POST /incidents', { as: 'agent', raw, headers: JSON_TYPE })
  const words = (count: number) => Object.fromEntries(many(count).map((_, n) => [`k${n}`, { body: 'x' }]))
  const answers = {
    kinds: await app.call('POST /subscriptions', { body: emailRequest(ALICE, undefined, { kinds: many(8_000) }) }),
    follows: await app.call(`PATCH /subscriptions/${token}`, {
      body: { follows: [{ scope: { type: 'all' }, kinds: many(7_000) }] },
    }),
    translations: await post(JSON.stringify(outage({ update: { body: 'x', translations: words(8_000) } }))),
    twentyOne: await post(JSON.stringify(outage({ update: { body: 'x', translations: words(21) } }))),
    platforms: await post(JSON.stringify(outage({ platforms: many(125_000) }))),
    platforms201: await post(JSON.stringify(outage({ platforms: many(201) }))),
    deep: await post(deep(131_000)),
    wide: await post(JSON.stringify(outage({ x: many(100).map(() => many(100)) }))),
    name: await post(JSON.stringify({ ['x'.repeat(200_000)]: 1 })),
  }
  for (const [name, { status, text, json }] of Object.entries(answers)) {
    expect([name, status, json.errors.length, text.length < 1_000]).toEqual([name, 422, 1, true])
  }
  expect(answers.kinds.json.errors).toEqual([{ pointer: '/kinds', detail: 'must have at most 500 entries' }])
  expect(answers.twentyOne.json.errors[0].pointer).toBe('/update/translations')
  expect(answers.platforms201.json.detail).toBe('/platforms: must have at most 200 entries')
  expect(answers.deep.json.detail).toMatch(/nested deeper than 12 levels/)
})

test('at most 50 faults are named, and the answer stays small', async () => {
  const app = await newApp()
  const names = many(90).map((_, n) => `${n}${'~/"\u0001'.repeat(45)}`)
  const extra = Object.fromEntries(names.map((name) => [name, 1]))
  const answer = await app.call('POST /incidents', { as: 'agent', body: { ...outage(), ...extra } })
  expect([answer.status, answer.json.errors.length]).toEqual([422, 51])
  expect(answer.json.errors.at(-1)).toEqual({ pointer: '', detail: 'and 40 more' })
  expect(answer.text.length).toBeLessThan(65_536)
  const query = await app.call(
    `GET /incidents?${many(3_000)
      .map((_, n) => `q${n}`)
      .join('&')}`,
  )
  expect([query.status, query.json.errors.length]).toEqual([422, 51])
  expect(query.json.errors.at(-1)).toEqual({ pointer: '', detail: 'and 2950 more' })
})

test('the holder of no token is told so whatever the body is', async () => {
  const app = await newApp()
  const token = await tokenOf(app)
  const broken = { raw: 'x'.repeat(20_000), headers: JSON_TYPE }
  expect((await app.call('PATCH /subscriptions/x', broken)).status).toBe(404)
  expect((await app.call(`PATCH /subscriptions/${token.slice(0, -1)}`, broken)).status).toBe(404)
  expect((await app.call(`PATCH /subscriptions/${token}`, broken)).status).toBe(413)
  const page = { raw: 'x'.repeat(20_000), headers: form([]).headers ?? {} }
  expect((await app.call('POST //manage/x', page)).status).toBe(404)
  expect((await app.call('POST //unsubscribe/x', page)).status).toBe(404)
})

test('a browser may send what its push service gave it, and more than that is no subscription', async () => {
  const app = await newApp()
  const subscription = pushSubscription()
  const ask = (changes: object) =>
    app.call('POST /subscriptions', {
      body: { channel: 'webpush', subscription: { ...subscription, ...changes }, scope: { type: 'all' } },
    })
  expect((await ask({})).status).toBe(201)
  const long = { ...subscription.keys, auth: 'A'.repeat(5_000) }
  expect((await ask({ keys: long })).json.errors).toMatchObject([{ pointer: '/subscription/keys/auth' }])
})
