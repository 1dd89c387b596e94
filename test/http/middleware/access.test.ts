import { expect, test } from 'vitest'
import { MINUTE, ROLES, type Role, roleCovers } from '../../../server/domain/vocabulary.ts'
import { NOON, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

/** Every route there is, and who may call it. One that is missing here fails the test: nothing is open by accident. */
const ACCESS: Record<string, Role | 'public' | 'holder' | 'metrics'> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'metrics',
  'GET /api/v1/openapi.json': 'public',
  'GET /api/v1/docs': 'public',
  'GET /api/v1/platforms': 'public',
  'GET /api/v1/platforms/:id': 'public',
  'POST /api/v1/platforms': 'admin',
  'PATCH /api/v1/platforms/:id': 'admin',
  'GET /api/v1/incidents': 'public',
  'GET /api/v1/incidents/:id': 'public',
  'POST /api/v1/incidents': 'agent',
  'PATCH /api/v1/incidents/:id': 'agent',
  'POST /api/v1/incidents/:id/updates': 'agent',
  'PATCH /api/v1/incidents/:id/updates/:uid': 'agent',
  'GET /api/v1/incidents/:id/deliveries': 'agent',
  'GET /api/v1/incidents/:id/notices': 'agent',
  'POST /api/v1/incidents/:id/reopen': 'agent',
  'PUT /api/v1/incidents/:id/postmortem': 'agent',
  'POST /api/v1/incidents/:id/contacts': 'agent',
  'GET /api/v1/promises': 'public',
  'POST /api/v1/promises/:id/acknowledge': 'agent',
  'GET /api/v1/worklist': 'agent',
  'GET /api/v1/organisations': 'agent',
  'POST /api/v1/organisations': 'lead',
  'GET /api/v1/organisations/coverage': 'agent',
  'GET /api/v1/organisations/:id': 'agent',
  'PATCH /api/v1/organisations/:id': 'lead',
  'DELETE /api/v1/organisations/:id': 'lead',
  'POST /api/v1/organisations/:id/merge': 'lead',
  'GET /api/v1/organisations/:id/contacts': 'agent',
  'POST /api/v1/organisations/:id/contacts': 'lead',
  'GET /api/v1/organisations/:id/contacts/:contactId': 'agent',
  'PATCH /api/v1/organisations/:id/contacts/:contactId': 'lead',
  'DELETE /api/v1/organisations/:id/contacts/:contactId': 'lead',
  'GET /api/v1/organisations/:id/links': 'agent',
  'POST /api/v1/organisations/:id/links': 'lead',
  'DELETE /api/v1/organisations/:id/links/:linkId': 'lead',
  'GET /api/v1/drafts': 'agent',
  'POST /api/v1/drafts': 'agent',
  'PATCH /api/v1/drafts/:id': 'agent',
  'DELETE /api/v1/drafts/:id': 'agent',
  'POST /api/v1/drafts/:id/publish': 'agent',
  'POST /api/v1/drafts/:id/return': 'agent',
  'GET /api/v1/handovers': 'agent',
  'POST /api/v1/handovers': 'agent',
  'GET /api/v1/templates': 'agent',
  'POST /api/v1/templates': 'lead',
  'PATCH /api/v1/templates/:id': 'lead',
  'DELETE /api/v1/templates/:id': 'lead',
  'GET /api/v1/audit': 'lead',
  'GET /api/v1/maintenances': 'public',
  'GET /api/v1/maintenances/:id': 'public',
  'GET /api/v1/maintenances/:id/notices': 'agent',
  'POST /api/v1/maintenances': 'agent',
  'PATCH /api/v1/maintenances/:id': 'agent',
  'POST /api/v1/maintenances/:id/updates': 'agent',
  'POST /api/v1/maintenances/:id/cancel': 'agent',
  'GET /api/v1/programmes': 'public',
  'GET /api/v1/programmes/:id': 'public',
  'GET /api/v1/programmes/:id/occurrences': 'public',
  'POST /api/v1/programmes': 'admin',
  'PATCH /api/v1/programmes/:id': 'admin',
  'POST /api/v1/subscriptions': 'public',
  'GET /api/v1/subscriptions/:token': 'holder',
  'PATCH /api/v1/subscriptions/:token': 'holder',
  'DELETE /api/v1/subscriptions/:token': 'holder',
  'GET /api/v1/subscriptions/:token/attempts': 'holder',
  'POST /api/v1/subscriptions/:token/attempts/:id/replay': 'holder',
  'POST /api/v1/subscriptions/:token/secret': 'holder',
  'POST /api/v1/subscriptions/:token/test': 'holder',
  'POST /subscribe/': 'public',
  'POST /api/v2/subscribers.json': 'public',
  'GET /confirm/:token': 'holder',
  'GET /confirm/asked/:sealed': 'holder',
  'POST /confirm/:token': 'holder',
  'GET /confirm/address/:token': 'holder',
  'POST /confirm/address/:token': 'holder',
  'GET /manage/:token': 'holder',
  'POST /manage/:token': 'holder',
  'GET /contacts/:token/': 'holder',
  'POST /contacts/:token/': 'holder',
  'GET /organisations/:token/': 'holder',
  'GET /organisations/:token/proof.csv': 'holder',
  'GET /owed/:token': 'holder',
  'POST /owed/:token': 'holder',
  'GET /unsubscribe/:token': 'holder',
  'POST /unsubscribe/:token': 'holder',
  'GET /resubscribe/:token': 'holder',
  'POST /resubscribe/:token': 'holder',
  'GET /api/v1/people': 'admin',
  'POST /api/v1/people': 'admin',
  'PATCH /api/v1/people/:id': 'admin',
  'GET /api/v1/tokens': 'admin',
  'POST /api/v1/tokens': 'admin',
  'DELETE /api/v1/tokens/:id': 'admin',
  'GET /staff/mail/': 'admin',
  'GET /staff/mail/:name': 'admin',
  'GET /staff/mail/:name/html': 'admin',
  'GET /staff/mail/:name/raw': 'admin',
}

const staffRoutes = Object.entries(ACCESS).flatMap(([route, needed]) => {
  const role = ROLES.find((one) => one === needed)
  const [method = '', path = ''] = route.split(' ')
  const url = path.replaceAll(/:(u?id|contactId|linkId)/g, 'aaaaaaaaaaaa').replace(':name', 'x.eml')
  return role ? [{ route, needed: role, line: `${method} /${url}` }] : []
})

onEachDatabase('access', (fresh) => {
  test('the list above is the list of all routes', async () => {
    const { hono, deps } = await testApp((await fresh()).db)
    const routes = hono.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
    // The console's own pages have a list of their own.
    const listed = routes.filter((route) => !/ \/staff\/(?!mail\/)/.test(route))
    expect([...new Set(listed)].sort()).toEqual(Object.keys(ACCESS).sort())
    const { paths } = await (await hono.request('/api/v1/openapi.json')).json()
    for (const [path, methods] of Object.entries<Record<string, { 'x-role': string }>>(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const route = `${method.toUpperCase()} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
        expect(`${route} ${operation['x-role']}`).toBe(`${route} ${ACCESS[route]}`)
      }
    }
    expect(deps.mailFolder).toBeDefined()
  })

  test('staff routes answer 401 without a token, 403 below their role, and let everyone from it up pass', async () => {
    const { call } = await testApp((await fresh()).db)
    for (const { route, needed, line } of staffRoutes) {
      const nobody = await call(line)
      expect(`${route} ${nobody.status} ${nobody.json.code}`).toBe(`${route} 401 token_required`)
      expect(nobody.headers.get('www-authenticate')).toMatch(/^(Bearer|Basic) realm=/)
      for (const role of ROLES) {
        const { status } = await call(line, { as: role })
        const passed = status !== 401 && status !== 403
        expect(`${route} as ${role}: ${passed}`).toBe(`${route} as ${role}: ${roleCovers(role, needed)}`)
        if (!roleCovers(role, needed)) expect(status).toBe(403)
      }
    }
  })

  test('a token that is not in force is refused everywhere, also where none is needed', async () => {
    const { call, tokens, db } = await testApp((await fresh()).db)
    const wrong = [
      'Bearer x',
      'Bearer stp_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      `Bearer ${tokens.agent.slice(0, -1)}${tokens.agent.endsWith('A') ? 'B' : 'A'}`,
      `Bearer ${tokens.agent} ${tokens.agent}`,
      `Basic ${tokens.agent}`,
      'Bearer ',
    ]
    for (const authorization of wrong) {
      const answer = await call('GET /platforms', { headers: { authorization } })
      expect([answer.status, answer.json.code]).toEqual([401, 'invalid_token'])
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
      expect(answer.text).not.toContain(tokens.agent)
    }
    await db.updateTable('tokens').set({ revoked_at: NOON }).where('role', '=', 'agent').execute()
    expect((await call('GET /platforms', { as: 'agent' })).status).toBe(401)
    expect((await call('GET /platforms', { as: 'lead' })).status).toBe(200)
  })

  test('the use of a token is noted once a minute', async () => {
    const { call, clock, db } = await testApp((await fresh()).db)
    const usedAt = async () =>
      (await db.selectFrom('tokens').select('last_used_at').where('role', '=', 'lead').executeTakeFirstOrThrow())
        .last_used_at
    expect(await usedAt()).toBe(null)
    await call('GET /platforms', { as: 'lead' })
    expect(await usedAt()).toBe(NOON)
    clock.now += MINUTE
    await call('GET /platforms', { as: 'lead' })
    expect(await usedAt()).toBe(NOON)
    clock.now += 1
    await call('GET /platforms', { as: 'lead' })
    expect(await usedAt()).toBe(NOON + MINUTE + 1)
  })

  test('only the configured role designates a P1G', async () => {
    const app = await testApp((await fresh()).db)
    const { createApp } = await import('../../../server/http/app.ts')
    const strict = createApp({ ...app.deps, plan: { ...app.deps.plan, p1gRole: 'lead' } })
    const response = await strict.request('/api/v1/incidents', {
      method: 'POST',
      headers: { authorization: `Bearer ${app.tokens.agent}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        title: 'x',
        priority: 'P1G',
        platforms: [{ id: 'voice', impact: 'major_outage' }],
        update: { body: 'x' },
      }),
    })
    expect([response.status, (await response.json()).code]).toEqual([403, 'p1g_designation'])
  })
})
