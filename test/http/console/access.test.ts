import { expect, test } from 'vitest'
import { ROLES, type Role, roleCovers } from '../../../server/domain/vocabulary.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { form, NOON, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

/** Every page and form of the console, and who may: anybody, or staff of a role and above. */
const ACCESS: Record<string, 'anybody' | Role> = {
  'GET /staff/': 'agent',
  'GET /staff/account/': 'reporter',
  'GET /staff/account/factor/': 'reporter',
  'GET /staff/account/passkeys/:id/': 'reporter',
  'GET /staff/account/passkeys/new/': 'reporter',
  'GET /staff/audit/': 'lead',
  'GET /staff/audit/audit.csv': 'lead',
  'GET /staff/changes': 'agent',
  'GET /staff/deliveries/': 'agent',
  'GET /staff/deliveries/:event/': 'agent',
  'GET /staff/deliveries/:event/:delivery/': 'agent',
  'GET /staff/deliveries/:event/:delivery/html': 'agent',
  'GET /staff/deliveries/:event/changes': 'agent',
  'GET /staff/deliveries/:event/deliveries.csv': 'agent',
  'GET /staff/drafts/:id/': 'agent',
  'GET /staff/drafts/preview/:draft/:what': 'agent',
  'GET /staff/forgotten/': 'anybody',
  'GET /staff/handover/': 'agent',
  'GET /staff/incidents/': 'agent',
  'GET /staff/incidents/:id/': 'agent',
  'GET /staff/incidents/:id/contacts/': 'agent',
  'GET /staff/incidents/:id/organisations/': 'agent',
  'GET /staff/incidents/:id/organisations/notices.csv': 'agent',
  'GET /staff/incidents/:id/priority/': 'agent',
  'GET /staff/incidents/:id/reopen/': 'agent',
  'GET /staff/incidents/:id/report/': 'agent',
  'GET /staff/incidents/:id/times/': 'lead',
  'GET /staff/incidents/:id/updates/:uid/': 'agent',
  'GET /staff/incidents/new/': 'agent',
  'GET /staff/incidents/preview/:draft/:what': 'agent',
  'GET /staff/maintenance/': 'agent',
  'GET /staff/maintenance/:id/': 'agent',
  'GET /staff/maintenance/:id/announce/': 'agent',
  'GET /staff/maintenance/:id/cancel/': 'agent',
  'GET /staff/maintenance/:id/complete/': 'agent',
  'GET /staff/maintenance/:id/details/': 'agent',
  'GET /staff/maintenance/:id/extend/': 'agent',
  'GET /staff/maintenance/:id/move/': 'agent',
  'GET /staff/maintenance/:id/note/': 'agent',
  'GET /staff/maintenance/:id/organisations/': 'agent',
  'GET /staff/maintenance/:id/organisations/notices.csv': 'agent',
  'GET /staff/maintenance/:id/resume/': 'agent',
  'GET /staff/maintenance/:id/start/': 'agent',
  'GET /staff/maintenance/:id/verify/': 'agent',
  'GET /staff/maintenance/new/': 'agent',
  'GET /staff/maintenance/preview/:draft/:what': 'agent',
  'GET /staff/organisations/:id/merge/': 'lead',
  'GET /staff/organisations/coverage/': 'agent',
  'GET /staff/organisations/': 'agent',
  'GET /staff/organisations/:id/': 'agent',
  'GET /staff/organisations/:id/contacts/:contact/': 'lead',
  'GET /staff/organisations/:id/contacts/new/': 'lead',
  'GET /staff/organisations/new/': 'lead',
  'GET /staff/people/': 'admin',
  'GET /staff/platforms/': 'agent',
  'GET /staff/platforms/:id/': 'admin',
  'GET /staff/platforms/:id/archive/': 'admin',
  'GET /staff/platforms/all/new/': 'admin',
  'GET /staff/platforms/all/order/': 'admin',
  'GET /staff/platforms/groups/:group/': 'admin',
  'GET /staff/setup/:token': 'anybody',
  'GET /staff/sign-in/': 'anybody',
  'GET /staff/subscribers/': 'agent',
  'GET /staff/subscribers/:id/': 'agent',
  'GET /staff/subscribers/:id/data.json': 'admin',
  'GET /staff/subscribers/growth/': 'agent',
  'GET /staff/subscribers/new/': 'agent',
  'GET /staff/templates/': 'agent',
  'GET /staff/templates/:id/': 'lead',
  'GET /staff/templates/new/': 'lead',
  'GET /staff/tokens/': 'admin',
  'POST /staff/account/factor/': 'reporter',
  'POST /staff/account/factor/remove/': 'reporter',
  'POST /staff/account/passkeys/': 'reporter',
  'POST /staff/account/passkeys/:id/': 'reporter',
  'POST /staff/account/passkeys/new/': 'reporter',
  'POST /staff/account/password/': 'reporter',
  'POST /staff/account/sessions/': 'reporter',
  'POST /staff/acknowledge/': 'agent',
  'POST /staff/audit/': 'lead',
  'POST /staff/deliveries/:event/': 'agent',
  'POST /staff/deliveries/:event/:delivery/': 'agent',
  'POST /staff/drafts/:id/': 'agent',
  'POST /staff/forgotten/': 'anybody',
  'POST /staff/handover/': 'agent',
  'POST /staff/incidents/:id/': 'agent',
  'POST /staff/incidents/:id/contacts/': 'agent',
  'POST /staff/incidents/:id/priority/': 'agent',
  'POST /staff/incidents/:id/reopen/': 'agent',
  'POST /staff/incidents/:id/report/': 'agent',
  'POST /staff/incidents/:id/times/': 'lead',
  'POST /staff/incidents/:id/updates/:uid/': 'agent',
  'POST /staff/incidents/new/': 'agent',
  'POST /staff/maintenance/:id/announce/': 'agent',
  'POST /staff/maintenance/:id/cancel/': 'agent',
  'POST /staff/maintenance/:id/complete/': 'agent',
  'POST /staff/maintenance/:id/details/': 'agent',
  'POST /staff/maintenance/:id/extend/': 'agent',
  'POST /staff/maintenance/:id/move/': 'agent',
  'POST /staff/maintenance/:id/note/': 'agent',
  'POST /staff/maintenance/:id/resume/': 'agent',
  'POST /staff/maintenance/:id/start/': 'agent',
  'POST /staff/maintenance/:id/verify/': 'agent',
  'POST /staff/maintenance/new/': 'agent',
  'POST /staff/incidents/:id/organisations/': 'agent',
  'POST /staff/maintenance/:id/organisations/': 'agent',
  'POST /staff/organisations/:id/links/': 'lead',
  'POST /staff/organisations/:id/merge/': 'lead',
  'POST /staff/organisations/:id/requests/': 'lead',
  'POST /staff/organisations/:id/asked/': 'agent',
  'POST /staff/organisations/:id/': 'lead',
  'POST /staff/organisations/:id/contacts/:contact/': 'lead',
  'POST /staff/organisations/:id/contacts/new/': 'lead',
  'POST /staff/organisations/new/': 'lead',
  'POST /staff/people/': 'admin',
  'POST /staff/people/:id/': 'admin',
  'POST /staff/platforms/:id/': 'admin',
  'POST /staff/platforms/:id/archive/': 'admin',
  'POST /staff/platforms/all/new/': 'admin',
  'POST /staff/platforms/all/order/': 'admin',
  'POST /staff/platforms/groups/:group/': 'admin',
  'POST /staff/setup/:token': 'anybody',
  'POST /staff/sign-in/': 'anybody',
  'POST /staff/sign-in/again/': 'anybody',
  'POST /staff/sign-in/code/': 'anybody',
  'POST /staff/sign-in/passkey/': 'anybody',
  'POST /staff/sign-in/passkey/begin/': 'anybody',
  'POST /staff/sign-out/': 'reporter',
  'POST /staff/subscribers/': 'agent',
  'POST /staff/subscribers/:id/': 'agent',
  'POST /staff/subscribers/new/': 'agent',
  'POST /staff/templates/:id/': 'lead',
  'POST /staff/templates/new/': 'lead',
  'POST /staff/tokens/': 'admin',
  'POST /staff/tokens/:id/': 'admin',
}

const guarded = Object.entries(ACCESS).flatMap(([route, needed]) => {
  const [method = '', path = ''] = route.split(' ')
  const line = `${method} /${path.replaceAll(/:\w+/g, 'aaaaaaaaaaaa')}`
  return needed === 'anybody' ? [] : [{ route, method, needed, line, path: line.slice(method.length + 2) }]
})

/** Sends a form, or opens a page, as a browser does. */
const open = (app: TestApp, { method, line }: { method: string; line: string }, headers: Record<string, string>) =>
  app.call(line, { ...(method === 'POST' && form([['words', 'typed']])), headers: { ...FORM, ...headers } })

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const NOBODY = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }

/** What a person reads, whose script asked. */
const inWords = (needed: Role, role: Role) =>
  `It needs the role “${ROLE_NAMES[needed]}” or above; yours is “${ROLE_NAMES[role]}”. Nothing was changed. An administrator can change your role.`
const ROLE_NAMES = { reporter: 'Reporter', agent: 'Agent', lead: 'Lead', admin: 'Administrator' }

onEachDatabase('the console', (fresh) => {
  test('has these pages and forms, and no others', async () => {
    const { hono } = await testApp((await fresh()).db)
    const routes = hono.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
    const own = routes.filter((route) => route.includes(' /staff/') && !route.includes(' /staff/mail/'))
    expect([...new Set(own)].sort()).toEqual(Object.keys(ACCESS).sort())
  })

  test('leads whoever is not signed in to the sign-in and back, and keeps what they have written', async () => {
    const app = await testApp((await fresh()).db)
    for (const route of guarded) {
      const answer = await open(app, route, NOBODY)
      if (route.method === 'GET') {
        expect(`${route.route} ${answer.status} ${answer.headers.get('location')}`).toBe(
          `${route.route} 303 /staff/sign-in/?next=${encodeURIComponent(route.path)}`,
        )
      } else expect(`${route.route} ${answer.status}`).toBe(`${route.route} 401`)
      const script = await open(app, route, { ...NOBODY, accept: 'application/json' })
      expect(`${route.route} ${script.status} ${script.json.code}`).toBe(`${route.route} 401 sign_in_required`)
    }
  })

  test('refuses every role below, and lets every role from it up pass', async () => {
    const app = await testApp((await fresh()).db)
    for (const role of ROLES) {
      for (const route of guarded) {
        const { headers } = await signedIn(app.db, role, NOON, `${role} of ${guarded.indexOf(route)}`)
        const { status } = await open(app, route, headers)
        const expected = roleCovers(role, route.needed)
        expect(`${route.route} as ${role}: ${status !== 401 && status !== 403}`).toBe(
          `${route.route} as ${role}: ${expected}`,
        )
        if (!expected) {
          expect(status).toBe(403)
          const script = await open(app, route, { ...headers, accept: 'application/json' })
          expect([script.json.code, script.json.detail]).toEqual(['role_required', inWords(route.needed, role)])
        }
      }
    }
  })

  test('takes no form that another site sent, whoever is signed in, and changes nothing', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'admin', NOON)
    for (const [route, foreign] of Object.keys(ACCESS).flatMap((route) =>
      FOREIGN.map((from) => [route, from] as const),
    )) {
      const [method = '', path = ''] = route.split(' ')
      if (method === 'GET') continue
      const line = `${method} /${path.replaceAll(/:\w+/g, 'aaaaaaaaaaaa')}`
      const { 'sec-fetch-site': _own, ...signed } = headers
      const answer = await open(app, { method, line }, { ...signed, ...foreign })
      expect(`${route} ${answer.status}`).toBe(`${route} 403`)
    }
    expect((await app.call('GET //staff/', { headers })).status).toBe(200)
  })

  test('is never stored, never indexed, and framed by nobody', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'admin', NOON)
    for (const route of guarded) {
      const answer = await open(app, route, headers)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('x-robots-tag')).toBe('noindex')
      expect(answer.headers.get('x-frame-options')).toBe('DENY')
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(answer.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    }
  })
})

const FOREIGN: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://elsewhere.example' },
  { origin: 'null' },
  { origin: 'https://status.example.com', 'sec-fetch-site': 'cross-site' },
  { origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' },
]
