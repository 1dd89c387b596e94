import { expect, test } from 'vitest'
import { manageToken } from '../../../server/lib/links.ts'
import { emailRequest, followers, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { form, outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const STATUSPAGE = 'POST //api/v2/subscribers.json'
const JSON_TYPE = { 'content-type': 'application/json' }

onEachDatabase('text that no database can hold', (fresh) => {
  test('is refused in every field of JSON, in its keys too', async () => {
    const app = await testApp((await fresh()).db)
    const token = manageToken(app.deps.linkSecret, { id: await subscribe(app, ALICE), linkGeneration: 0 })
    const push = pushSubscription()
    for (const bad of ['\\u0000', '\\ud800', '\\udc00x']) {
      const bodies: [string, object][] = [
        ['POST /incidents', outage({ title: 'BAD' })],
        ['POST /incidents', outage({ update: { body: 'a BAD' } })],
        ['POST /incidents', outage({ caseNumber: 'BAD', BAD: 1 })],
        ['POST /incidents', outage({ update: { body: 'x', translations: { BAD: { body: 'x' } } } })],
        ['POST /platforms', { id: 'BAD', name: 'BAD', group: 'BAD' }],
        ['POST /subscriptions', emailRequest('BAD@example.org')],
        ['POST /subscriptions', emailRequest(BOB, { type: 'platform', id: 'BAD' })],
        ['POST /subscriptions', { channel: 'webpush', scope: { type: 'all' }, subscription: { ...push, BAD: 'BAD' } }],
        [
          'POST /subscriptions',
          { channel: 'webpush', scope: { type: 'all' }, subscription: { ...push, endpoint: 'BAD' } },
        ],
        [`PATCH /subscriptions/${token}`, { timeZone: 'BAD' }],
        [`PATCH /subscriptions/${token}`, { follows: [{ scope: { type: 'incident', id: 'BAD' } }] }],
        [STATUSPAGE, { subscriber: { email: BOB, component_id: 'BAD' } }],
        [STATUSPAGE, { subscriber: { email: 'BAD' } }],
      ]
      for (const [line, body] of bodies) {
        const raw = JSON.stringify(body).replaceAll('BAD', bad)
        const { status, json } = await app.call(line, { as: 'admin', raw, headers: JSON_TYPE })
        expect([line, raw, status]).toEqual([line, raw, 422])
        expect(json.detail).toMatch(/cannot be stored/)
      }
    }
  })

  test('is refused in forms, paths and queries', async () => {
    const app = await testApp((await fresh()).db)
    const token = manageToken(app.deps.linkSecret, { id: await subscribe(app, ALICE), linkGeneration: 0 })
    const multipart = new FormData()
    multipart.set('subscriber[email]', BOB)
    multipart.set('subscriber[component_id]', 'a\0b')
    const answers = [
      await app.call(
        STATUSPAGE,
        form([
          ['subscriber[email]', BOB],
          ['component_id', 'a\0b'],
        ]),
      ),
      await app.call(STATUSPAGE, { raw: multipart }),
      await app.call(
        'POST //subscribe/',
        form([
          ['email', BOB],
          ['scope', 'platform:a\0b'],
        ]),
      ),
      await app.call(
        'POST //subscribe/',
        form([
          ['email', BOB],
          ['scope', 'all'],
          ['a\0', ''],
        ]),
      ),
      await app.call(`POST //manage/${token}`, form([['follow', 'incident:\0']])),
      await app.call('GET /platforms/a%00b'),
      await app.call('GET /incidents?platform=a%00b'),
      await app.call('GET /audit?object=incident/%00', { as: 'admin' }),
      await app.call('GET //manage/%00'),
      await app.call('GET //confirm/a.%00.b'),
      await app.call('GET /incidents/%ED%A0%80'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(400), 422])
    for (const key of ['a\u00ffb', 'a b']) {
      const { status } = await app.call('POST /incidents', { as: 'agent', key, body: outage() })
      expect(status).toBe(400)
    }
    const cursor = Buffer.from('[1,"a\\u0000"]').toString('base64url')
    expect((await app.call(`GET /incidents?cursor=${cursor}`)).status).toBe(422)
    expect(await followers(app)).toEqual([`${ALICE} all incident+maintenance`])
  })
})
