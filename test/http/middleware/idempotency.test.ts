import { expect, test } from 'vitest'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { createApp } from '../../../server/http/app.ts'
import { outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'

const count = async ({ db }: TestApp) => (await db.selectFrom('incidents').select('id').execute()).length

onEachDatabase('an Idempotency-Key', (fresh, freshFile) => {
  test('makes a repeated post the same post, answered alike', async () => {
    const app = await testApp((await fresh()).db)
    const first = await app.call('POST /incidents', { as: 'agent', key: 'k1', body: outage() })
    app.clock.now += 1000
    const again = await app.call('POST /incidents', { as: 'agent', key: 'k1', body: outage() })
    expect([again.status, again.text]).toEqual([201, first.text])
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(await count(app)).toBe(1)
  })

  test('covers updates and platforms as well', async () => {
    const app = await testApp((await fresh()).db)
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    for (let time = 0; time < 2; time++) {
      const update = await app.call(`POST /incidents/${id}/updates`, {
        as: 'agent',
        key: 'u',
        body: { body: 'News.' },
      })
      expect([update.status, update.json.updates.length]).toEqual([201, 2])
      const platform = { id: 'fax', name: 'Fax', group: 'Calling' }
      expect((await app.call('POST /platforms', { as: 'admin', key: 'p', body: platform })).status).toBe(201)
    }
  })

  test('is refused for another body or path, and belongs to its token', async () => {
    const app = await testApp((await fresh()).db)
    const { id } = (await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })).json
    const other = await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage({ title: 'Other' }) })
    expect([other.status, other.json.code]).toEqual([422, 'idempotency_key_reused'])
    const elsewhere = await app.call(`POST /incidents/${id}/updates`, { as: 'agent', key: 'k', body: { body: 'x' } })
    expect(elsewhere.json.code).toBe('idempotency_key_reused')
    const lead = await app.call('POST /incidents', { as: 'lead', key: 'k', body: outage({ title: 'Other' }) })
    expect(lead.status).toBe(201)
    expect((await app.call('POST /incidents', { as: 'agent', key: 'ü'.repeat(3), body: outage() })).status).toBe(400)
  })

  test('is kept for all of a day, whatever is tidied meanwhile', async () => {
    const app = await testApp((await fresh()).db)
    const first = await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })
    app.clock.now += DAY - 1
    await tidy(app.db, app.clock.now)
    // Another key is stored: that clears away old ones.
    await app.call('POST /incidents', { as: 'agent', key: 'other', body: outage() })
    const again = await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })
    expect([again.status, again.json.id]).toEqual([201, first.json.id])
    expect(await count(app)).toBe(2)
  })

  test('is forgotten after a day', async () => {
    const app = await testApp((await fresh()).db)
    await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })
    app.clock.now += DAY
    await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })
    expect(await count(app)).toBe(2)
    expect(await app.db.selectFrom('idempotency').selectAll().execute()).toHaveLength(1)
  })

  test('is not kept by what was refused: the corrected request may use it', async () => {
    const app = await testApp((await fresh()).db)
    const refused = await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage({ platforms: [] }) })
    expect(refused.status).toBe(422)
    expect((await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })).status).toBe(201)
  })

  test('of a request that is still running answers 409', async () => {
    const [reached, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const publish = () => {
      reached.resolve()
      return release.promise
    }
    const app = await testApp((await fresh()).db, {
      publisher: { publish, holds: () => false, isComplete: () => true, status: () => ({ problems: [] }) },
    })
    const post = () => app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })
    const first = post()
    await reached.promise
    const second = await post()
    expect([second.status, second.json.code]).toEqual([409, 'idempotency_key_running'])
    release.resolve()
    expect((await first).status).toBe(201)
    expect(await count(app)).toBe(1)
  })

  test('holds between processes: of two at once, both answer with the one incident', async () => {
    const { db, location } = await freshFile()
    if (!location) throw new Error('a second process needs a file')
    const app = await testApp(db)
    const second = openShared(location)
    const apps = [createApp(app.deps), createApp({ ...app.deps, db: second })]
    const post = async (instance: ReturnType<typeof createApp>) => {
      const headers = {
        authorization: `Bearer ${app.tokens.agent}`,
        'content-type': 'application/json',
        'idempotency-key': 'k',
      }
      return instance.request('/api/v1/incidents', { method: 'POST', headers, body: JSON.stringify(outage()) })
    }
    const answers = await Promise.all(apps.map(post))
    await second.destroy()
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const [one, two] = await Promise.all(answers.map((answer) => answer.json()))
    expect(one.id).toBe(two.id)
    expect(await count(app)).toBe(1)
  })

  test('survives a crash between the commit and the answer: the retry finds the incident and completes the answer', async () => {
    const { db } = await fresh()
    const app = await testApp(db)
    const hung = createApp({
      ...app.deps,
      publisher: { ...app.deps.publisher, publish: () => new Promise<void>(() => {}) },
    })
    const headers = {
      authorization: `Bearer ${app.tokens.agent}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
    }
    void hung.request('/api/v1/incidents', { method: 'POST', headers, body: JSON.stringify(outage()) })
    await expect.poll(() => count(app)).toBe(1)
    const retry = await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })
    expect([retry.status, retry.json.publishedAt]).toEqual([201, expect.any(String)])
    expect(await count(app)).toBe(1)
  })

  test('leaves nothing behind when the transaction fails', async () => {
    const app = await testApp((await fresh()).db)
    const broken = { ...app.deps, plan: { ...app.deps.plan, priorities: {} as never } }
    const headers = {
      authorization: `Bearer ${app.tokens.agent}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
    }
    const failed = await createApp(broken).request('/api/v1/incidents', {
      method: 'POST',
      headers,
      body: JSON.stringify(outage()),
    })
    expect(failed.status).toBe(500)
    expect(await app.db.selectFrom('idempotency').selectAll().execute()).toEqual([])
    expect((await app.call('POST /incidents', { as: 'agent', key: 'k', body: outage() })).status).toBe(201)
  })
})
