import { expect, test } from 'vitest'
import { eraseContact } from '../../../../server/actions/contact/erase-contact.ts'
import { changeOrganisation } from '../../../../server/actions/organisation/change-organisation.ts'
import type { Role } from '../../../../server/domain/vocabulary.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { ConsoleView, DeskContactView, DeskOrganisationView, OrganisationsView } from '../../../../src/views.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { accepted } from '../../../support/result.ts'

const LIST = '/staff/organisations/'

onEachDatabase('organisations at the desk', (fresh) => {
  async function start(role: Role = 'lead') {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, role, NOON)
    const open = async <V extends ConsoleView>(path: string) =>
      viewOf(await app.call(`GET /${path}`, { headers })) as ConsoleView as V
    /** The form as a page shows it, with what is typed into it, as a browser without a script sends it. */
    const send = async (path: string, shown: Partial<Pick<DeskContactView, 'values'>>, typed: Typed) => {
      const kept = Object.entries(shown.values ?? {}).filter(([name]) => !(name in typed))
      const fields = [...kept, ...Object.entries(typed)].flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      )
      const sent = form(fields)
      const answer = await app.call(`POST /${path}`, { ...sent, headers: { ...headers, ...sent.headers } })
      const location = answer.headers.get('location')
      return {
        status: answer.status,
        location,
        view: answer.status === 303 ? null : (viewOf(answer) as DeskContactView),
      }
    }
    const list = (query = '') => open<OrganisationsView>(`${LIST}${query}`)
    const page = (id: string) => open<DeskOrganisationView>(`${LIST}${id}/`)
    return { app, open, send, list, page }
  }

  test('are added once, with their people, and found by name, number, contact and address', async () => {
    const { send, list, page, open } = await start()
    expect(await list()).toMatchObject({ organisations: [], mayChange: true })
    const typed = { name: 'Acme Freight', customerNumber: '10042', platforms: ['chat', 'voice'], once: 'aaaaaaaaaaaa' }
    const twice = [
      await send(`${LIST}new/`, {}, { ...typed, do: 'do' }),
      await send(`${LIST}new/`, {}, { ...typed, do: 'do' }),
    ]
    const [path = ''] = twice.map(({ location }) => location ?? '')
    expect(twice.map(({ status, location }) => [status, location])).toEqual([
      [303, path],
      [303, path],
    ])
    const sheet = await open<DeskContactView>(`${path}contacts/new/`)
    const alice = { name: 'Alice Marchetti', email: ' Alice@Customer.example ', purposes: ['master_case'] }
    expect((await send(`${path}contacts/new/`, sheet, { ...alice, do: 'do' })).location).toBe(path)
    const [one] = (await list()).organisations
    expect(one).toMatchObject({ name: 'Acme Freight', platforms: ['VOICE', 'CHAT'], contacts: 1 })
    expect(one?.coverage.map(({ named, lack }) => [named, lack])).toEqual([
      [1, null],
      [0, 'none'],
      [0, 'none'],
    ])
    for (const query of ['acme', '10042', 'MARCHETTI', 'alice%40customer', 'freight+alice'])
      expect((await list(`?q=${query}`)).organisations).toHaveLength(1)
    expect(await list('?q=nobody')).toMatchObject({ organisations: [], query: 'nobody' })
    expect((await page(one?.id ?? '')).contacts).toMatchObject([
      { email: 'alice@customer.example', rank: 'primary', source: 'console', confirmedAt: NOON },
    ])
  })

  test('keep what was typed when it is refused, and name each field', async () => {
    const { app, send, page, open } = await start()
    const acme = await addOrganisation(app.db, 'Acme Freight')
    await send(`${LIST}${acme}/`, await page(acme), { customerNumber: '10042', do: 'do' })
    const empty = await send(`${LIST}new/`, {}, { name: ' ', platforms: 'voice', do: 'do' })
    expect([empty.status, empty.view?.faults.map(({ field }) => field)]).toEqual([422, ['name']])
    expect(empty.view?.values.platforms).toEqual(['voice'])
    const taken = await send(`${LIST}new/`, {}, { name: 'Acme', customerNumber: '10042', do: 'do' })
    expect([taken.status, taken.view?.faults[0]?.field, taken.view?.values.name]).toEqual([
      ...[409, 'customerNumber'],
      ['Acme'],
    ])
    const path = `${LIST}${acme}/contacts/new/`
    const typed = { name: 'Al', email: 'nowhere', phone: 'ask', purposes: ['maintenance'], rank: 'backup' }
    const wrong = await send(path, await open<DeskContactView>(path), { ...typed, do: 'do' })
    expect([wrong.status, wrong.view?.faults.map(({ field }) => field)]).toEqual([422, ['email', 'phone']])
    expect(wrong.view?.values).toMatchObject({ email: ['nowhere'], purposes: ['maintenance'], rank: ['backup'] })
    await addContact(app.db, acme, 'bob@customer.example')
    const there = await send(path, {}, { name: 'Bob', email: 'BOB@customer.example', do: 'do' })
    expect([there.status, there.view?.faults[0]?.field]).toEqual([409, 'email'])
  })

  test('take from a form only what was changed in it; what a colleague has changed as well is refused with both', async () => {
    const { app, send, page, open } = await start()
    const acme = await addOrganisation(app.db, 'Acme', ['voice'])
    const before = await page(acme)
    accepted(await changeOrganisation(app.ctx(), acme, { customerNumber: '7', platforms: ['voice', 'chat'] }))
    expect((await send(`${LIST}${acme}/`, before, { name: 'Acme Freight', do: 'do' })).status).toBe(303)
    expect(await page(acme)).toMatchObject({ name: 'Acme Freight', customerNumber: '7', platforms: ['VOICE', 'CHAT'] })
    const stale = await send(`${LIST}${acme}/`, before, { name: 'Acme Air', platforms: [], do: 'do' })
    expect([stale.status, stale.view?.faults]).toEqual([
      409,
      [
        { field: 'name', says: expect.stringMatching(/“Acme Freight” now, and you wrote “Acme Air”/) },
        { field: 'platforms', says: expect.stringMatching(/“VOICE” and “CHAT” now, and you wrote empty/) },
      ],
    ])
    expect(stale.view?.values).toMatchObject({ name: ['Acme Air'], customerNumber: ['7'] })
    expect((await send(`${LIST}${acme}/`, stale.view ?? {}, { do: 'do' })).status).toBe(303)
    expect(await page(acme)).toMatchObject({ name: 'Acme Air', customerNumber: '7', platforms: [] })

    const bob = await addContact(app.db, acme, 'bob@customer.example')
    const at = `${LIST}${acme}/contacts/${bob}/`
    const shown = await open<DeskContactView>(at)
    await send(at, shown, { title: 'Head of IT', purposes: ['maintenance'], do: 'do' })
    const other = await send(at, shown, { title: 'Clerk', phone: '+1 303 555 0100', do: 'do' })
    expect([other.status, other.view?.faults.map(({ field }) => field)]).toEqual([409, ['title']])
    expect((await send(at, shown, { phone: '+1 303 555 0100', do: 'do' })).status).toBe(303)
    expect((await page(acme)).contacts).toMatchObject([
      { title: 'Head of IT', phone: '+1 303 555 0100', purposes: ['maintenance'] },
    ])
  })

  test('try an address again that mail came back from, unless it is another one meanwhile', async () => {
    const { app, send, page } = await start()
    const acme = await addOrganisation(app.db, 'Acme')
    const bob = await addContact(app.db, acme, 'bob@customer.example')
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'mailbox full' }).execute()
    expect((await page(acme)).contacts[0]?.unreachable).toEqual({ how: 'bounced', why: 'mailbox full' })
    const again = (email: string) => send(`${LIST}${acme}/contacts/${bob}/`, {}, { email, do: 'again' })
    expect((await again('bo@customer.example')).status).toBe(409)
    expect((await again('bob@customer.example')).status).toBe(303)
    expect((await page(acme)).contacts[0]?.unreachable).toBeNull()
  })

  test('count whom mail does not reach among those named, and say so', async () => {
    const { app, list } = await start()
    const acme = await addOrganisation(app.db, 'Acme')
    for (const name of ['ann', 'bob', 'cal'])
      await addContact(app.db, acme, `${name}@customer.example`, { purposes: ['maintenance'] })
    const off = { state: 'off' as const, off_reason: 'mailbox full' }
    await app.db.updateTable('subscribers').set(off).where('address', 'like', 'bob@%').execute()
    const one = (await list()).organisations[0]?.coverage.find(({ purpose }) => purpose === 'maintenance')
    expect(one).toEqual({ purpose: 'maintenance', named: 3, dead: 1, lack: null })
    const { covered } = dictionary('en').console.organisations
    expect(one && covered('Maintenance', one)).toBe('Maintenance: 3, one address does not work')
  })

  test('erase a contact and remove an organisation as they were seen, once', async () => {
    const { app, send, page, open, list } = await start()
    const acme = await addOrganisation(app.db, 'Acme')
    const bob = await addContact(app.db, acme, 'bob@customer.example')
    const at = `${LIST}${acme}/contacts/${bob}/`
    const [sheet, seen] = [await open<DeskContactView>(at), (await page(acme)).seen]
    await send(at, sheet, { name: 'Alice', email: 'alice@customer.example', do: 'do' })
    expect((await send(at, {}, { seen: sheet.seen, do: 'erase' })).view).toMatchObject({ open: 'erase' })
    expect((await send(`${LIST}${acme}/`, {}, { seen, do: 'remove' })).status).toBe(409)
    expect((await page(acme)).contacts).toHaveLength(1)
    const now = (await open<DeskContactView>(at)).seen
    expect((await send(at, {}, { seen: now, do: 'erase' })).location).toBe(`${LIST}${acme}/`)
    expect((await send(at, {}, { seen: now, do: 'erase' })).location).toBe(`${LIST}${acme}/`)
    const { seen: last, contacts } = await page(acme)
    expect(contacts).toEqual([])
    const removed = [
      await send(`${LIST}${acme}/`, {}, { seen: last, do: 'remove' }),
      await send(`${LIST}${acme}/`, {}, { seen: last, do: 'remove' }),
    ]
    expect(removed.map(({ status, location }) => [status, location])).toEqual([
      [303, LIST],
      [303, LIST],
    ])
    expect((await list()).organisations).toEqual([])
  })

  test('open no contact by way of another organisation, nor one that was erased', async () => {
    const { app, send } = await start()
    const [acme, zeta] = [await addOrganisation(app.db, 'Acme'), await addOrganisation(app.db, 'Zeta')]
    const bob = await addContact(app.db, acme, 'bob@customer.example')
    const { headers } = await signedIn(app.db, 'lead', NOON, 'Lou')
    const status = async (id: string) => (await app.call(`GET /${LIST}${id}/contacts/${bob}/`, { headers })).status
    expect([await status(acme), await status(zeta)]).toEqual([200, 404])
    expect((await send(`${LIST}${zeta}/contacts/${bob}/`, {}, { name: 'B', do: 'do' })).status).toBe(404)
    accepted(await eraseContact(app.ctx(), bob))
    expect([await status(acme), await status(zeta)]).toEqual([404, 404])
  })

  test('are read by agents, who have no form and are refused one', async () => {
    const { app, send, list, page } = await start('agent')
    const acme = await addOrganisation(app.db, 'Acme')
    const bob = await addContact(app.db, acme, 'bob@customer.example')
    expect([(await list()).mayChange, (await page(acme)).mayChange]).toEqual([false, false])
    const paths = ['new/', `${acme}/`, `${acme}/links/`, `${acme}/merge/`, `${acme}/contacts/new/`]
    for (const path of [...paths, `${acme}/contacts/${bob}/`])
      expect([path, (await send(LIST + path, {}, { name: 'Eve', do: 'do' })).status]).toEqual([path, 403])
    expect(await page(acme)).toMatchObject({ name: 'Acme', contacts: [{ name: 'bob' }] })
  })
})

type Typed = Record<string, string | string[]>
