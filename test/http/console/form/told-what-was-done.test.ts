import { expect, test } from 'vitest'
import { type DeskBrowser, deskBrowser, employ, PASSWORD } from '../../../support/app/desk/in-browser.ts'
import { ownFields } from '../../../support/app/desk/maintenance.ts'
import { outage, type TestApp, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

interface Act {
  path: string
  fields?: Record<string, string>
  says: RegExp
  back?: string
}

const TEMPLATE = { name: 'Outage', phase: 'investigating', body: 'Calls fail.' }
const NAME = '__Host-signalpost-done'
const DISCARDED = /^The draft is discarded\.$/
const people = '/staff/people/ROSA/'
const templates = '/staff/templates/TEMPLATE/'

/** In one order: what takes back follows what it takes back. */
const ACTS: Act[] = [
  {
    path: people,
    fields: { do: 'role', role: 'lead' },
    says: /^The role of Rosa is “Lead” now\. This token is revoked with it: bridge\.$/,
  },
  { path: people, fields: { do: 'sign-out' }, says: /^Rosa is signed out everywhere\.$/ },
  {
    path: people,
    fields: { do: 'disable' },
    says: /^Rosa is disabled, .* revoked with it: desk\.$/,
    back: 'Enable Rosa',
  },
  { path: people, fields: { do: 'enable' }, says: /^Rosa is enabled\./ },
  { path: '/staff/tokens/TOKEN/', says: /^The token “monitoring” is revoked/ },
  { path: '/staff/templates/new/', fields: { ...TEMPLATE, do: 'do' }, says: /“Outage” is made/ },
  { path: templates, fields: { ...TEMPLATE, do: 'do', name: 'Outage of calls' }, says: /“Outage of calls” is saved/ },
  { path: templates, fields: { do: 'remove' }, says: /“Outage of calls” is removed/ },
  {
    path: '/staff/platforms/all/new/',
    fields: { id: 'fax', name: 'Fax', group: 'Legacy', do: 'do' },
    says: /^Fax is added\. It stands last in its group\.$/,
  },
  {
    path: '/staff/platforms/fax/',
    fields: { name: 'Telefax', group: 'Legacy', do: 'do' },
    says: /^Telefax is saved\.$/,
  },
  { path: '/staff/acknowledge/', fields: { promise: 'PROMISE' }, says: /^It is recorded that you are on it\.$/ },
  { path: '/staff/incidents/new/', fields: { do: 'discard' }, says: DISCARDED },
  { path: '/staff/incidents/INCIDENT/', fields: { do: 'discard' }, says: DISCARDED },
  { path: '/staff/incidents/INCIDENT/updates/UPDATE/', fields: { do: 'discard' }, says: DISCARDED },
  { path: '/staff/maintenance/new/', fields: { do: 'discard' }, says: DISCARDED },
  { path: '/staff/account/sessions/', fields: { id: 'HERE' }, says: /^You are signed out\.$/ },
]

onEachDatabase('the desk', (fresh) => {
  async function start(changes: Parameters<typeof testApp>[1] = {}) {
    const app = await testApp((await fresh()).db, changes)
    await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'admin')
    const [ada, theirs] = [deskBrowser(app), deskBrowser(app)]
    await ada.signIn('ada@desk.example')
    await theirs.signIn('rosa@desk.example')
    return { app, ada, theirs, rosa }
  }

  test('says once what was done, whatever it was, with the way back where there is one', async () => {
    const { app, ada, theirs, rosa } = await start()
    await theirs.send('/staff/tokens/', { name: 'bridge', role: 'admin', days: '30' })
    await theirs.send('/staff/tokens/', { name: 'desk', role: 'agent', days: '30' })
    await ada.send('/staff/tokens/', { name: 'monitoring', role: 'reporter', days: '30' })
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const tokens = (await ada.open('/staff/tokens/')).view('console/tokens').tokens
    const ids: Record<string, string> = {
      ROSA: rosa,
      INCIDENT: id,
      UPDATE: (await app.call(`GET /incidents/${id}`)).json.updates[0].id,
      PROMISE: (await app.call('GET /worklist', { as: 'agent' })).json.items[0].promiseId,
      TOKEN: tokens.find(({ name }) => name === 'monitoring')?.id ?? '',
    }
    const named = (text: string) => text.replace(/\b[A-Z]{4,}\b/g, (name) => ids[name] ?? name)
    for (const { path, fields = {}, says, back } of ACTS) {
      const [own] = (await ada.open('/staff/templates/')).view('console/templates').templates.slice(-1)
      ids.TEMPLATE = own?.id ?? ''
      ids.HERE =
        (await ada.open('/staff/account/')).view('console/account').sessions.find((one) => one.isThis)?.id ?? ''
      const sent = Object.entries(fields).map(([name, value]) => [name, named(value)])
      const drafts = fields.do === 'discard' ? await keptAt(ada, named(path)) : {}
      const done = await ada.send(named(path), { ...drafts, ...Object.fromEntries(sent) })
      const shown = await seen(app, ada, done.location ?? '')
      expect([path, shown?.says]).toEqual([path, expect.stringMatching(says)])
      expect(shown?.back?.text).toBe(back)
      expect(await seen(app, ada, done.location ?? '')).toBe(undefined)
    }
    await ada.signIn('ada@desk.example')
    expect((await seen(app, ada, (await ada.send('/staff/sign-out/')).location ?? ''))?.says).toBe(
      'You are signed out.',
    )
    const { setupUrl } = (await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { reset: true } })).json
    const set = await theirs.send(new URL(setupUrl).pathname, { password: `${PASSWORD} once more` })
    expect((await seen(app, theirs, set.location ?? ''))?.says).toMatch(/^Your password is set/)
  })

  test('says it in no other window, and nothing that it has not said itself', async () => {
    const { app, ada, rosa } = await start()
    const done = await ada.send(`/staff/people/${rosa}/`, { do: 'sign-out' })
    const [line = ''] = done.headers.getSetCookie()
    expect(line).toMatch(/^__Host-signalpost-done=[\w.-]+; Max-Age=60; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(await seen(app, ada, '/staff/')).toBe(undefined)
    const kept = ada.cookies.get(NAME) ?? ''
    const said = Buffer.from(JSON.stringify({ path: '/staff/people/', says: 'Call this number', back: null }))
    for (const made of [said.toString('base64url'), `${said.toString('base64url')}.${kept.split('.')[1]}`, 'x', '.']) {
      ada.cookies.set(NAME, made)
      expect(await seen(app, ada, '/staff/people/')).toBe(undefined)
    }
    ada.cookies.set(NAME, kept)
    const shown = await ada.open('/staff/people/')
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect(shown.view('console/people').flash?.says).toBe('Rosa is signed out everywhere.')
  })
})

/** What a page says was done. */
async function seen(app: TestApp, browser: DeskBrowser, path: string) {
  const headers = { accept: 'text/html', cookie: browser.cookie() }
  const answer = await app.call(`GET /${path}`, { headers })
  if (answer.headers.getSetCookie().some((line) => line.startsWith(`${NAME}=;`))) browser.cookies.delete(NAME)
  expect([path, answer.status]).toEqual([path, 200])
  return (viewOf(answer) as { flash?: { says: string; back: { text: string } | null } }).flash
}

/** The fields that say which draft a page's form is. */
async function keptAt(browser: DeskBrowser, path: string): Promise<Record<string, string>> {
  if (path.endsWith('/maintenance/new/'))
    return ownFields((await browser.open(path)).view('console/maintenance-plan').form)
  const kind = path.includes('/updates/') ? 'console/amend' : 'console/compose'
  const { draft } = (await browser.open(path)).view(kind)
  return { draft: draft?.id ?? '', base: `${draft?.base ?? ''}`, revision: `${draft?.revision}` }
}
