import { expect, test } from 'vitest'
import { CHANNEL_KINDS } from '../../../server/channels/kinds.ts'
import { createApp } from '../../../server/http/app.ts'
import { outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const post = (app: TestApp, raw: BodyInit, headers: Record<string, string> = {}) =>
  app.call('POST /incidents', { as: 'agent', raw, headers: { 'content-type': 'application/json', ...headers } })

onEachDatabase('a request that cannot be served', (fresh) => {
  test('says where the body stops being JSON', async () => {
    const app = await testApp((await fresh()).db)
    const wrong = {
      '{"title": "x",}': /line 1 column 15/,
      '{"title":\n "x"': /line 2 column 5/,
      '{"a":\n': /2 lines/,
      '': /empty/,
      '{"a": 01}': /column/,
    }
    for (const [raw, detail] of Object.entries(wrong)) {
      const answer = await post(app, raw)
      expect([answer.status, answer.json.code, answer.json.detail]).toEqual([
        400,
        'not_json',
        expect.stringMatching(detail),
      ])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
    expect((await post(app, new Uint8Array([123, 34, 255, 34, 125]))).json.code).toBe('not_utf8')
    for (const raw of ['null', '[]', '"x"', '3']) {
      expect([raw, (await post(app, raw)).json.errors]).toMatchObject([raw, [{ pointer: '' }]])
    }
  })

  test('names what is expected, in the terms of JSON', async () => {
    const app = await testApp((await fresh()).db)
    const wrong = {
      title: null,
      priority: 'P9',
      platforms: 'voice',
      update: { body: 7, translations: [] },
      notify: 'no',
    }
    expect((await post(app, JSON.stringify(wrong))).json.errors).toEqual([
      { pointer: '/title', detail: 'must be a text' },
      { pointer: '/priority', detail: 'must be one of "P1G", "P1", "P2", "P3", "P4"' },
      { pointer: '/platforms', detail: 'must be a list' },
      { pointer: '/update/body', detail: 'must be a text' },
      { pointer: '/update/translations', detail: 'must be a JSON object' },
      { pointer: '/notify', detail: 'must be true or false' },
    ])
    const { json } = await app.call('POST /subscriptions', { body: { channel: 'fax' } })
    const names = CHANNEL_KINDS.map(({ name }) => `"${name}"`)
    expect(json.errors).toEqual([{ pointer: '/channel', detail: `must be one of ${names.join(', ')}` }])
    expect((await app.call('GET /incidents?limit=0')).json.errors).toEqual([
      { parameter: 'limit', detail: 'must be at least 1' },
    ])
  })

  test('in another media type is refused, so that no form of a foreign page is taken', async () => {
    const app = await testApp((await fresh()).db)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await post(app, JSON.stringify(outage()), { 'content-type': type })
      expect([type, answer.status, answer.json.code]).toEqual([type, 415, 'unsupported_media_type'])
    }
    const typed = await post(app, JSON.stringify(outage()), { 'content-type': 'Application/JSON; charset=utf-8' })
    expect(typed.status).toBe(201)
  })

  test('with a method that is not there hears which are', async () => {
    const { call } = await testApp((await fresh()).db)
    const allow = async (line: string) => {
      const answer = await call(line)
      return [answer.status, answer.json?.code, answer.headers.get('allow')]
    }
    expect(await allow('PUT /incidents')).toEqual([405, 'method_not_allowed', 'GET, HEAD, POST'])
    expect(await allow('DELETE /incidents/aaaaaaaaaaaa')).toEqual([405, 'method_not_allowed', 'GET, HEAD, PATCH'])
    expect(await allow('GET //subscribe/')).toEqual([405, 'method_not_allowed', 'POST'])
    expect(await allow('POST //history.rss')).toEqual([405, 'method_not_allowed', 'GET, HEAD'])
    expect(await allow('GET /nothing')).toEqual([404, 'not_found', null])
  })

  test('with a slash too many is told where to go, in the same words', async () => {
    const { call } = await testApp((await fresh()).db)
    const moved = async (line: string) => {
      const answer = await call(line)
      return [answer.status, answer.headers.get('location')]
    }
    expect(await moved('GET /docs/')).toEqual([308, '/api/v1/docs'])
    expect(await moved('GET /incidents/?open=true')).toEqual([308, '/api/v1/incidents?open=true'])
    expect(await moved('POST /incidents//')).toEqual([308, '/api/v1/incidents'])
    expect(await moved('HEAD //history.rss/')).toEqual([308, '/history.rss'])
    expect(await moved('GET //manage/%01/')).toEqual([308, '/manage/%01'])
    expect(await moved('GET //confirm/%0d%0aX:%201/')).toEqual([308, '/confirm/%0d%0aX:%201'])
    expect(await moved('GET //./history.rss?x=1')).toEqual([308, '/history.rss?x=1'])
    expect(await moved('HEAD //x/%2e%2E/%2e/history.rss')).toEqual([308, '/history.rss'])
    expect(await moved('GET //../history.rss')).toEqual([308, '/history.rss'])
    expect(await moved('POST //./history.rss')).toEqual([405, null])
    expect(await moved('GET ////evil.example/history.rss')).toEqual([404, null])
    expect(await moved('GET /nothing/')).toEqual([404, null])
    expect(await moved('DELETE /docs/')).toEqual([404, null])
  })

  test('for an address that is not there: people get a page, programs a problem', async () => {
    const { call } = await testApp((await fresh()).db)
    const page = await call('GET //nowhere/', { headers: { accept: 'text/html,*/*' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8'])
    expect((await call('GET //nowhere/')).headers.get('content-type')).toBe('text/html; charset=UTF-8')
    const asked = await call('GET //nowhere/', { headers: { accept: 'application/json' } })
    expect(asked.json.code).toBe('not_found')
    const data = await call('GET //api/v2/nothing.json', { headers: { accept: '*/*' } })
    expect([data.json.code, data.headers.get('access-control-allow-origin')]).toEqual(['not_found', '*'])
    expect((await call('GET //incidents/nothing.json')).json.code).toBe('not_found')
    expect((await call('GET /nowhere', { headers: { accept: 'text/html' } })).json.code).toBe('not_found')
  })

  test('says that a public file may come in a moment, as long as some are still to be made', async () => {
    const app = await testApp((await fresh()).db)
    app.standIns.isMaking = true
    const page = await app.call('GET //platforms/voice/', { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('retry-after'), viewOf(page)]).toEqual([
      503,
      '5',
      { kind: 'error', status: 503, wait: 5 },
    ])
    for (const path of ['/platforms/voice/history.rss', '/api/v2/summary.json']) {
      const { status, headers, json } = await app.call(`GET /${path}`)
      const answer = [status, json.code, headers.get('retry-after'), headers.get('access-control-allow-origin')]
      expect([path, ...answer]).toEqual([path, 503, 'not_made_yet', '5', '*'])
    }
    // What is no public file is as it always is.
    for (const line of ['GET /nothing', 'POST //platforms/voice/'])
      expect([line, (await app.call(line)).status]).toEqual([line, 404])
    app.standIns.isMaking = false
    expect((await app.call('GET //platforms/voice/', { headers: { accept: 'text/html' } })).status).toBe(404)
  })

  test('because of us tells nothing of the inside', async () => {
    const { call, db, standIns } = await testApp((await fresh()).db)
    standIns.cannotRender = true
    const page = await call('GET //unsubscribe/x', { headers: { accept: 'text/html' } })
    expect([page.status, page.text]).toEqual([500, 'Something went wrong. Please try again.'])
    await db.schema.dropTable('subscriptions').execute()
    await db.schema.dropTable('impacts').execute()
    const broken = await call('GET /incidents?platform=voice')
    expect([broken.status, broken.json.code]).toEqual([500, 'internal_error'])
    expect(broken.text).not.toMatch(/impacts|sql/i)
  })

  test('because the disk is full or the database away is worth another try', async () => {
    const app = await testApp((await fresh()).db)
    for (const [code, told] of [
      ['SQLITE_FULL', 'storage_full'],
      ['53100', 'storage_full'],
      ['SQLITE_BUSY', 'database_unavailable'],
      ['ECONNREFUSED', 'database_unavailable'],
      ['57P01', 'database_unavailable'],
    ]) {
      const clock = () => {
        throw Object.assign(new Error('secret'), { code })
      }
      const response = await createApp({ ...app.deps, clock }).request('/api/v1/platforms')
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
      expect((await response.json()).code).toBe(told)
    }
  })

  test('because the caller hung up is not our fault, and not logged as if it were', async () => {
    const app = await testApp((await fresh()).db)
    const clock = () => {
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    }
    const response = await createApp({ ...app.deps, clock }).request('/api/v1/platforms')
    expect([response.status, (await response.json()).code]).toEqual([400, 'body_cut_off'])
  })

  test('more than 300 times a minute waits; staff who write and admins do not', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    for (let time = 0; time < 300; time++) await call('GET /healthz')
    const limited = await call('GET /healthz')
    expect([limited.status, limited.json.code, limited.headers.get('retry-after')]).toEqual([
      429,
      'too_many_requests',
      '1',
    ])
    expect((await call('GET /platforms', { from: '192.0.2.9' })).status).toBe(200)
    expect((await call('GET /platforms', { as: 'agent' })).status).toBe(429)
    expect((await call('GET /platforms', { as: 'admin' })).status).toBe(200)
    expect((await call('POST /incidents', { as: 'agent', body: outage() })).status).toBe(201)
    clock.now += 1000
    expect((await call('GET /platforms')).status).toBe(200)
  })
})
