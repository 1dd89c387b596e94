import { expect, test } from 'vitest'
import { listGroups } from '../../../../server/http/console/platform/groups.ts'
import { deliverTo, personId } from '../../../support/app/delivered.ts'
import { deskBrowser, employ } from '../../../support/app/desk/in-browser.ts'
import { outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { eventsOf } from '../../../support/organisations/proofs.ts'

const TEXT = { body: 'Calls fail. We look into it.' }
const OPENING = { title: 'Calls fail', priority: 'P2', ...TEXT, 'impact.voice': 'major_outage', do: 'post' }
const TEMPLATE = { name: 'Calls drop', phase: 'identified', body: '{platforms} drops calls.', do: 'do' }
const REOPENING = { ...TEXT, phase: 'investigating', do: 'do' }
const CONTACT = { name: 'Alice', email: 'alice@customer.example', do: 'do' }
const ASKING = { address: 'alice@customer.example', kinds: 'incident', locale: 'en' }
const WINDOW = { title: 'Exchange', startsAt: '2026-12-01T02:00', endsAt: '2026-12-01T04:00', do: 'do' }

/** Values that no form offers, the form that they are sent to, and the field that is named. */
const VALUES: [string, Record<string, string>, string][] = [
  ['/staff/tokens/', { name: 'monitoring', role: 'god', days: '30' }, 'role'],
  ['/staff/tokens/', { name: 'monitoring', role: 'agent', days: '1' }, 'days'],
  ['/staff/tokens/', { name: 'monitoring' }, 'role'],
  ['/staff/people/', { name: 'Lee', email: 'lee@desk.example', role: 'god' }, 'role'],
  ['/staff/people/ROSA/', { do: 'role', role: 'god' }, 'role'],
  ['/staff/people/ROSA/', { do: 'role' }, 'role'],
  ['/staff/incidents/new/', { ...OPENING, priority: 'P9' }, 'priority'],
  ['/staff/incidents/new/', { ...OPENING, 'impact.voice': 'odd' }, 'platforms'],
  ['/staff/incidents/new/', { ...OPENING, phase: 'odd' }, 'phase'],
  ['/staff/incidents/new/', { ...OPENING, next: 'soon' }, 'nextUpdateBy'],
  ['/staff/incidents/OPEN/', { ...TEXT, phase: 'odd', do: 'post' }, 'phase'],
  ['/staff/incidents/OPEN/', { ...TEXT, caseStatus: 'odd', do: 'post' }, 'caseStatus'],
  ['/staff/incidents/OPEN/priority/', { priority: 'P9', do: 'do' }, 'priority'],
  ['/staff/incidents/OPEN/times/', { startedAt: '2026-11-01T01:30', 'startedAt.again': 'odd', do: 'do' }, 'startedAt'],
  ['/staff/incidents/OPEN/contacts/', { what: 'odd' }, 'what'],
  ['/staff/incidents/CLOSED/reopen/', { ...REOPENING, phase: 'odd' }, 'phase'],
  ['/staff/incidents/CLOSED/reopen/', { ...REOPENING, 'impact.voice': 'odd' }, 'platforms'],
  ['/staff/templates/new/', { ...TEMPLATE, phase: 'odd' }, 'phase'],
  ['/staff/templates/new/', { ...TEMPLATE, platforms: 'odd' }, 'platforms'],
  ['/staff/organisations/new/', { name: 'Acme', platforms: 'odd', do: 'do' }, 'platforms'],
  ['/staff/organisations/ACME/', { name: 'Acme', platforms: 'odd', do: 'do' }, 'platforms'],
  ['/staff/organisations/ACME/contacts/new/', { ...CONTACT, rank: 'odd' }, 'rank'],
  ['/staff/organisations/ACME/contacts/new/', { ...CONTACT, purposes: 'odd' }, 'purposes'],
  ['/staff/organisations/ACME/contacts/new/', { ...CONTACT, timeZone: 'Mars/Base' }, 'timeZone'],
  ['/staff/organisations/ACME/contacts/NAMED/', { ...CONTACT, locale: '?' }, 'locale'],
  ['/staff/organisations/ACME/contacts/NAMED/', { do: 'again' }, 'email'],
  ['/staff/platforms/all/new/', { id: '../x', name: 'Fax', group: 'Voice', do: 'do' }, 'id'],
  ['/staff/platforms/all/order/', { 'place.chat': '-1', do: 'save' }, 'place.chat'],
  ['/staff/subscribers/new/', { ...ASKING, platforms: 'odd', do: 'do' }, 'platforms'],
  ['/staff/subscribers/new/', { ...ASKING, kinds: 'odd', do: 'do' }, 'kinds'],
  ['/staff/subscribers/new/', { ...ASKING, locale: '?', do: 'do' }, 'locale'],
  ['/staff/subscribers/new/', { ...ASKING, timeZone: 'Mars/Base', do: 'do' }, 'timeZone'],
  ['/staff/subscribers/PERSON/', { do: 'disable' }, 'reason'],
  ['/staff/maintenance/new/', { ...WINDOW, platforms: 'voice', impact: 'odd' }, 'impact'],
  ['/staff/maintenance/new/', { ...WINDOW, platforms: 'voice', endsBy: 'odd' }, 'endsBy'],
]

/** Forms with buttons that say what they do, filled in so that each would be done. */
const BUTTONS: [string, Record<string, string>][] = [
  ['/staff/people/ROSA/', { role: 'lead' }],
  ['/staff/incidents/new/', OPENING],
  ['/staff/incidents/OPEN/', TEXT],
  ['/staff/incidents/OPEN/priority/', { title: 'Another' }],
  ['/staff/incidents/OPEN/times/', { startedAt: '2026-11-10T04:30', reason: 'The log says so.' }],
  ['/staff/incidents/OPEN/updates/UPDATE/', TEXT],
  ['/staff/incidents/CLOSED/report/', TEXT],
  ['/staff/incidents/CLOSED/reopen/', REOPENING],
  ['/staff/incidents/OPEN/contacts/', { note: 'By telephone.' }],
  ['/staff/templates/new/', TEMPLATE],
  ['/staff/templates/TEMPLATE/', { ...TEMPLATE, body: 'Another.' }],
  ['/staff/organisations/new/', { name: 'Acme' }],
  ['/staff/organisations/ACME/', { name: 'Acme' }],
  ['/staff/organisations/ACME/contacts/new/', CONTACT],
  ['/staff/organisations/ACME/links/', { link: 'aaaaaaaaaaaa' }],
  ['/staff/organisations/ACME/merge/', { with: 'OTHER' }],
  ['/staff/organisations/ACME/requests/', { request: 'aaaaaaaaaaaa' }],
  ['/staff/organisations/ACME/contacts/NAMED/', { name: 'Bob' }],
  ['/staff/platforms/all/new/', { id: 'fax', name: 'Fax', group: 'Voice' }],
  ['/staff/platforms/all/order/', { 'place.chat': '1' }],
  ['/staff/platforms/PLATFORM/', { name: 'Messages' }],
  ['/staff/platforms/PLATFORM/archive/', {}],
  ['/staff/platforms/groups/GROUP/', { name: 'Calling' }],
  ['/staff/drafts/DRAFT/', { reason: 'Which cause?' }],
  ['/staff/handover/', { note: 'Quiet.' }],
  ['/staff/deliveries/EVENT/', { channel: 'email' }],
  ['/staff/deliveries/EVENT/PERSON/', {}],
  ['/staff/subscribers/new/', ASKING],
  ['/staff/subscribers/PERSON/', { reason: 'They asked for it.' }],
  ['/staff/maintenance/new/', { ...WINDOW, platforms: 'voice' }],
  ...['announce', 'cancel', 'complete', 'details', 'extend', 'move', 'note', 'resume', 'start', 'verify'].map(
    (way): [string, Record<string, string>] => [
      `/staff/maintenance/WINDOW/${way}/`,
      { ...WINDOW, startsAt: '2026-12-02T02:00', endsAt: '2026-12-02T04:00', body: 'News.', note: 'News.' },
    ],
  ),
]

/** Forms that do one thing, by one button without a name. */
const OF_ONE_BUTTON = [
  ...['account/factor/', 'account/factor/remove/', 'account/password/', 'account/sessions/', 'acknowledge/'],
  ...[
    'account/passkeys/',
    'account/passkeys/:id/',
    'account/passkeys/new/',
    'audit/',
    'forgotten/',
    'incidents/:id/organisations/',
    'maintenance/:id/organisations/',
    'organisations/:id/asked/',
    'people/',
    'setup/:token',
    'sign-in/',
    'sign-in/again/',
    'sign-in/code/',
    'sign-in/passkey/',
    'sign-in/passkey/begin/',
    'sign-out/',
    'subscribers/',
    'tokens/',
    'tokens/:id/',
  ],
].map((path) => `/staff/${path}`)

onEachDatabase('a form of the desk that was made by hand', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'agent')
    const open = async () =>
      (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P2' }) })).json.id
    const [opened, closed] = [await open(), await open()]
    const over = { body: 'It works again.', phase: 'resolved' }
    await app.call(`POST /incidents/${closed}/updates`, { as: 'lead', body: over })
    const browser = deskBrowser(app)
    await browser.signIn('ada@desk.example')
    const count = async () => (await app.db.selectFrom('audit').select('id').execute()).length
    const { updates } = (await app.call(`GET /incidents/${opened}`)).json
    const { do: _, ...made } = TEMPLATE
    const template = (await app.call('POST /templates', { as: 'lead', body: { ...made, name: 'No calls' } })).json.id
    const planned = {
      title: 'Voice',
      description: 'Cards are replaced.',
      reason: 'Age.',
      impact: 'under_maintenance',
      platforms: ['voice'],
      startsAt: '2026-12-03T02:00:00Z',
      endsAt: '2026-12-03T04:00:00Z',
    }
    const window = (await app.call('POST /maintenances', { as: 'lead', body: planned })).json.id
    const draft = { incidentId: opened, update: TEXT, secondEyes: true }
    const waiting = (await app.call('POST /drafts', { as: 'lead', body: draft })).json.id
    const acme = await addOrganisation(app.db, 'Acme Freight')
    const named = await addContact(app.db, acme, 'bob@customer.example')
    const [event] = await eventsOf(app.db, { incident_id: opened })
    if (!event) throw new Error('nobody was told')
    await deliverTo(app.db, event.id, event.at, [{ state: 'failed', settled_at: event.at }])
    const ids = {
      ...{ EVENT: `${event.id}`, PERSON: personId(0) },
      DRAFT: waiting,
      ACME: acme,
      GROUP: (await listGroups(app.db))[0]?.id ?? '',
      NAMED: named,
      ROSA: rosa,
      OPEN: opened,
      CLOSED: closed,
      UPDATE: updates[0].id,
      TEMPLATE: template,
      PLATFORM: 'chat',
      WINDOW: window,
    }
    const placed = (path: string) =>
      path.replace(/[A-Z]+/, (name) => at(name)).replace(/[A-Z]+(?=\/$)/, (name) => at(name))
    const at = (name: string) => ids[name as keyof typeof ids] ?? name
    const send = async (path: string, fields: Record<string, string>) => {
      const before = await count()
      const { status, faults } = await faultsOf(app, browser.cookie(), placed(path), fields)
      return { status, faults, done: (await count()) - before }
    }
    const posts = app.hono.routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/staff/'))
    return { send, posts: [...new Set(posts.map(({ path }) => path))] }
  }

  test('is refused by the field that has a value which it does not offer, and does nothing', async () => {
    const { send } = await desk()
    for (const [path, fields, field] of VALUES) {
      const { status, faults, done } = await send(path, fields)
      expect([path, fields, status, faults.map((one) => one.field), done]).toEqual([
        ...[path, fields, 422],
        expect.arrayContaining([field]),
        0,
      ])
    }
  })

  test('is refused by a button that it does not have, and does nothing', async () => {
    const { send } = await desk()
    for (const [path, { do: _, ...fields }] of BUTTONS) {
      const isContact = path.endsWith('/contacts/')
      const by: Record<string, string>[] = [
        { do: 'explode' },
        { do: '' },
        {},
        ...(path.endsWith('/new/') ? [{ do: 'remove' }] : []),
      ]
      for (const button of by) {
        const { status, faults, done } = await send(path, { ...fields, ...button })
        expect([path, button, status, done]).toEqual([path, button, 422, 0])
        // Without a name of its own, its buttons are what was said.
        if (!isContact)
          expect(faults.map((one) => one.says)).toContainEqual(expect.stringContaining('no button of this form'))
      }
    }
  })

  test('is tried here, whichever form it is', async () => {
    const { posts } = await desk()
    const tried = BUTTONS.map(([path]) => new RegExp(`^${path.replace(/[A-Z]+/g, ':\\w+')}$`))
    const others = posts.filter((path) => !path.startsWith('/staff/mail/') && !tried.some((one) => one.test(path)))
    expect(others.sort()).toEqual(OF_ONE_BUTTON.sort())
  })

  test('about a window is never done by the button of another form', async () => {
    const { send } = await desk()
    for (const [path, fields] of BUTTONS.filter(([path]) => path.startsWith('/staff/maintenance/'))) {
      const { status, done } = await send(path, { ...fields, do: 'look' })
      expect([path, status, done]).toEqual([path, 422, 0])
    }
  })

  test('changes no role that another administrator has changed since', async () => {
    const { send } = await desk()
    const stale = await send('/staff/people/ROSA/', { do: 'role', 'was.role': 'lead', role: 'admin' })
    expect([stale.status, stale.faults[0]?.says, stale.done]).toEqual([409, expect.stringContaining('“Agent” now'), 0])
    expect((await send('/staff/people/ROSA/', { do: 'role', 'was.role': 'agent', role: 'lead' })).status).toBe(303)
  })
})

async function faultsOf(
  app: Awaited<ReturnType<typeof testApp>>,
  cookie: string,
  path: string,
  fields: Record<string, string>,
) {
  const body = new URLSearchParams(fields).toString()
  const type = 'application/x-www-form-urlencoded'
  const headers = { accept: 'text/html', 'content-type': type, cookie }
  const answer = await app.call(`POST /${path}`, { raw: body, headers })
  const view = viewOf(answer) as { faults?: { field: string | null; says: string }[] } | null
  return { status: answer.status, faults: view?.faults ?? [] }
}
