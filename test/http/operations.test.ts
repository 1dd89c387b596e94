import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { proveWrites } from '../../db/system/prove-writes.ts'
import { outage, testApp, viewOf } from '../support/app/test-app.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'

onEachDatabase('operators', (fresh) => {
  test('hear that it lives, and why it is not ready', async () => {
    const ladder = { problems: [] as string[], measures: { ladder_last_run_age_seconds: 61 } }
    const { call, standIns, db, deps } = await testApp((await fresh()).db, { ladder: { status: () => ladder } })
    expect((await call('GET //healthz')).json).toEqual({ status: 'alive' })
    expect((await call('GET //readyz')).json).toEqual({ status: 'ready' })
    standIns.problems.publisher.push('/ cannot be rendered')
    standIns.problems.dispatcher.push('the mail provider refuses the key')
    ladder.problems.push('has not run for a while')
    const headers = { authorization: `Bearer ${deps.metricsToken}` }
    expect((await call('GET //metrics', { headers })).text).toContain('signalpost_ladder_last_run_age_seconds 61\n')
    const sick = await call('GET //readyz')
    expect([sick.status, sick.json.problems]).toEqual([
      503,
      [
        'publisher: / cannot be rendered',
        'dispatcher: the mail provider refuses the key',
        'ladder: has not run for a while',
      ],
    ])
    await db.destroy()
    expect((await call('GET //readyz')).json.problems[0]).toBe('database: does not answer')
    expect((await call('GET //healthz')).status).toBe(200)
  })

  test('read metrics with their token or an admin’s; no label holds a secret', async () => {
    const { call, tokens } = await testApp((await fresh()).db)
    await call('GET /subscriptions/secret-token')
    await call('GET //manage/secret-token')
    for (const authorization of [undefined, 'Bearer wrong', `Bearer ${tokens.lead}`]) {
      expect((await call('GET //metrics', { headers: authorization ? { authorization } : {} })).status).toBe(401)
    }
    for (const token of ['a metrics token for tests'.replaceAll(' ', '-'), tokens.admin]) {
      const answer = await call('GET //metrics', { headers: { authorization: `Bearer ${token}` } })
      expect(answer.status).toBe(200)
      expect(answer.text).toContain('signalpost_publisher_lag_events 0')
      expect(answer.text).toContain('signalpost_audit_entries 6')
      expect(answer.text).toMatch(/signalpost_audit_head_info\{entry="6",hash="[0-9a-f]{16}"\} 1/)
      expect(answer.text).toMatch(
        /signalpost_http_request_seconds_count\{method="GET",route="\/manage\/:token",status="404"\} 1/,
      )
      expect(answer.text).toContain('nodejs_eventloop_lag_seconds')
      expect(answer.text).not.toContain('secret-token')
    }
  })

  test('read the local mailbox in a browser', async () => {
    const { call, deps, tokens } = await testApp((await fresh()).db)
    const folder = deps.mailFolder ?? ''
    expect(existsSync(folder)).toBe(false)
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const mail = (subject: string) =>
      `From: Status <status@example.com>\r\nTo: alice@customer.example\r\nSubject: ${subject}\r\nDate: Tue, 10 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nConfirm: https://status.example.com/confirm/x.y\r\n--b\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script><p>Hello</p>\r\n--b--\r\n`
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, '20261110T120000Z-1-a.eml'), mail('First'))
    writeFileSync(join(folder, '20261110T120001Z-2-a.eml'), mail('<b>Second</b>'))
    symlinkSync('/etc/passwd', join(folder, 'passwd'))
    const basic = { authorization: `Basic ${Buffer.from(`me:${tokens.admin}`).toString('base64')}` }

    const list = await call('GET //staff/mail/', { headers: basic })
    expect(list.status).toBe(200)
    const sentAt = Date.UTC(2026, 10, 10, 12)
    expect(viewOf(list)).toMatchObject({
      kind: 'console/mailbox/mails',
      mails: [
        {
          href: '/staff/mail/20261110T120001Z-2-a.eml',
          subject: '<b>Second</b>',
          to: 'alice@customer.example',
          sentAt,
        },
        { href: '/staff/mail/20261110T120000Z-1-a.eml', subject: 'First', to: 'alice@customer.example', sentAt },
      ],
    })

    const shown = await call('GET //staff/mail/20261110T120000Z-1-a.eml', { as: 'admin' })
    expect(viewOf(shown)).toMatchObject({
      ...{ kind: 'console/mailbox/mail', frame: '/staff/mail/20261110T120000Z-1-a.eml/html' },
      text: [
        { words: 'Confirm: ', isLink: false },
        { words: 'https://status.example.com/confirm/x.y', isLink: true },
      ],
    })
    expect(shown.text).not.toContain('alert(1)')

    const framed = await call('GET //staff/mail/20261110T120000Z-1-a.eml/html', { as: 'admin' })
    expect(framed.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/)
    expect(framed.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(framed.text).toContain('<p>Hello</p>')

    const raw = await call('GET //staff/mail/20261110T120000Z-1-a.eml/raw', { as: 'admin' })
    expect(raw.text).toBe(mail('First'))
    for (const name of ['passwd', '..%2f..%2fetc%2fpasswd', 'none.eml']) {
      expect((await call(`GET //staff/mail/${name}`, { as: 'admin' })).status).toBe(404)
    }
  })

  test('find no mailbox while mail goes out', async () => {
    const { call } = await testApp((await fresh()).db, { mailFolder: undefined })
    expect((await call('GET //staff/mail/', { as: 'admin' })).status).toBe(404)
  })
})

test('operators hear that the database takes no posts any more, until it does again', async () => {
  const { db } = await sqliteInMemory()
  const { call } = await testApp(db)
  const ready = async () => (await call('GET //readyz')).json.problems ?? []
  const post = async () => {
    const update = { body: 'We are looking into it. '.repeat(400) }
    return (await call('POST /incidents', { as: 'agent', body: { ...outage(), update } })).status
  }
  await proveWrites(db, 0)
  await sql.raw('pragma max_page_count = 1').execute(db)
  expect(await post()).toBe(503)
  expect(await ready()).toEqual(['database: takes no writes: the disk is full'])
  await expect(proveWrites(db, 0)).rejects.toThrow('full')
  expect(await ready()).toHaveLength(1)
  await sql.raw('pragma max_page_count = 100000').execute(db)
  await proveWrites(db, 0)
  expect(await ready()).toEqual([])
  expect(await post()).toBe(201)
})

onEachDatabase('the reference', (fresh) => {
  test('is generated from what validates, as OpenAPI 3.1', async () => {
    const { call } = await testApp((await fresh()).db)
    const { json } = await call('GET /openapi.json')
    expect(json).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://status.example.com/api/v1' }] })
    expect(json.components.schemas.OpenIncident).toMatchObject({
      additionalProperties: false,
      required: ['title', 'priority', 'platforms', 'update'],
    })
    expect(json.paths['/incidents'].post.security).toEqual([{ token: [] }])
  })

  test('names every call, with every status that a malformed address has', async () => {
    const { call } = await testApp((await fresh()).db)
    const { json } = await call('GET /openapi.json')
    const calls = Object.entries<Record<string, { operationId: string; responses: object }>>(json.paths).flatMap(
      ([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })),
    )
    expect(new Set(calls.map(({ operationId }) => operationId)).size).toBe(calls.length)
    const addressed = calls.filter(({ path }) => path.includes('{'))
    for (const { operationId, responses } of addressed)
      expect([operationId, responses]).toMatchObject([operationId, { 422: {} }])
  })

  test('is open to pages of other sites, as every read is', async () => {
    const { call } = await testApp((await fresh()).db)
    for (const line of ['GET /openapi.json', 'GET /incidents', 'GET /incidents/aaaaaaaaaaaa']) {
      const { headers } = await call(line)
      expect([line, headers.get('access-control-allow-origin')]).toEqual([line, '*'])
    }
    const head = await call('HEAD /incidents')
    expect([head.headers.get('access-control-allow-origin'), head.headers.get('cache-control')]).toEqual([
      '*',
      'no-cache',
    ])
    const posted = await call('POST /incidents', { as: 'agent', body: {} })
    expect(posted.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('lets browsers ask first whether they may read, never whether they may write or bring a token', async () => {
    const { call } = await testApp((await fresh()).db)
    const ask = (method: string) =>
      call('OPTIONS /incidents', {
        headers: { origin: 'https://intranet.example', 'access-control-request-method': method },
      })
    const read = await ask('GET')
    expect([read.status, read.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD'])
    expect(read.headers.get('access-control-allow-headers')).toBe('*')
    expect((await ask('POST')).status).toBe(405)
  })

  test('is a page without scripts that names every call and field', async () => {
    const { call } = await testApp((await fresh()).db)
    const { json } = await call('GET /openapi.json')
    const page = await call('GET /docs')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/)
    expect(page.text).not.toMatch(/<script|<link|style=|https?:\/\/(?!status\.example\.com)/)
    for (const path of Object.keys(json.paths)) expect(page.text).toContain(`<code>${path}</code>`)
    for (const field of ['nextUpdateBy', 'escalations', 'passedOnTo', 'caseNumber', 'timeZone', 'standing', 'pointer'])
      expect(page.text).toContain(field)
    expect(page.text.length).toBeLessThan(185_000)
    expect(gzipSync(page.text).length).toBeLessThan(24_500)
  })
})
