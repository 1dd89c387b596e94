import { expect, test } from 'vitest'
import { changeContact } from '../../../../server/actions/contact/change-contact.ts'
import { endRequest } from '../../../../server/actions/contact/end-request.ts'
import { eraseContact } from '../../../../server/actions/contact/erase-contact.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { contactToken } from '../../../../server/lib/links.ts'
import type { ContactView } from '../../../../src/views.ts'
import { form, type TestApp, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { accepted, refused } from '../../../support/result.ts'

const BROWSER = { headers: { accept: 'text/html' } }

onEachDatabase('whom a customer named', (fresh) => {
  /** Alice, named by two customers for different things. */
  async function alice() {
    const app = await testApp((await fresh()).db)
    const [acme, beta] = [await addOrganisation(app.db, 'Acme'), await addOrganisation(app.db, 'Beta')]
    const more = { name: 'Alice Ng', phone: '+1 303 555 0107', timeZone: 'Europe/London' }
    const id = await addContact(app.db, acme, 'alice@acme.example', { ...more, purposes: ['master_case'] })
    const other = await addContact(app.db, beta, 'alice@acme.example', { name: 'Ng', rank: 'backup', purposes: [] })
    await addContact(app.db, acme, 'bob@acme.example')
    app.clock.now = Date.now() + DAY
    return { app, id, other, path: pathOf(app, id) }
  }
  const pathOf = ({ deps }: TestApp, id: string, linkGeneration = 0) =>
    `//contacts/${contactToken(deps.linkSecret, { id, linkGeneration })}/`
  const open = async ({ call }: TestApp, path: string) => viewOf(await call(`GET ${path}`, BROWSER)) as ContactView
  const rowOf = ({ db }: TestApp, id: string) =>
    db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const requests = ({ db }: TestApp) => db.selectFrom('contact_requests').selectAll().orderBy('created_at').execute()
  const wish = (entry: string, changes: Record<string, string> = {}) => {
    const fields = { action: 'ask', entry, name: 'Alice Ng', phone: '+1 303 555 0107', locale: 'en', rank: 'primary' }
    return form(Object.entries({ ...fields, timeZone: 'Europe/London', purposes: 'master_case', ...changes }))
  }

  test('sees everything on record under the address, of all customers and of nobody else; looking changes nothing', async () => {
    const { app, id, other, path } = await alice()
    const before = await rowOf(app, id)
    const { status, headers, text } = await app.call(`GET ${path}`, BROWSER)
    expect([status, headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'noindex'])
    expect(text).not.toContain('bob')
    const { entries, email } = await open(app, path)
    expect(email).toBe('alice@acme.example')
    expect(entries.toSorted((one, two) => (one.organisation < two.organisation ? -1 : 1))).toEqual([
      {
        ...{ id, organisation: 'Acme', name: 'Alice Ng', title: '', phone: '+1 303 555 0107', locale: 'en' },
        ...{ timeZone: 'Europe/London', rank: 'primary', purposes: ['master_case'], askedAt: null },
        confirmedAt: before.confirmed_at,
      },
      expect.objectContaining({ id: other, organisation: 'Beta', name: 'Ng', rank: 'backup', purposes: [] }),
    ])
    expect(await rowOf(app, id)).toEqual(before)
  })

  test('confirms it, and stays where it came from', async () => {
    const { app, id, other, path } = await alice()
    const { status, headers } = await app.call(`POST ${path}`, form([['action', 'confirm']]))
    expect([status, headers.get('location')]).toEqual([303, `${path.slice(1)}?done=confirmed`])
    expect(await open(app, `${path}?done=confirmed`)).toMatchObject({ done: 'confirmed' })
    for (const one of [id, other])
      expect(await rowOf(app, one)).toMatchObject({ confirmed_at: app.clock.now, source: 'api' })
    const foreign = { ...form([['action', 'confirm']]) }
    foreign.headers = { ...foreign.headers, origin: 'https://elsewhere.example' }
    expect((await app.call(`POST ${path}`, foreign)).status).toBe(403)
  })

  test('asks for a change, which the desk does or dismisses; a newer one takes the place of what waits', async () => {
    const { app, id, path } = await alice()
    await app.call(`POST ${path}`, wish(id, { message: 'I have left; please name Sam.' }))
    app.clock.now += 1
    const asked = await app.call(`POST ${path}`, wish(id, { title: 'Head of IT', purposes: 'maintenance' }))
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `${path.slice(1)}?done=asked`])
    const [first, second] = await requests(app)
    expect([first?.outcome, first?.change]).toEqual(['replaced', '{}'])
    expect(JSON.parse(second?.change ?? '')).toEqual({
      fields: { title: 'Head of IT', purposes: ['maintenance'] },
      message: null,
    })
    expect(await rowOf(app, id)).toMatchObject({ title: null, master_case: 1 })
    expect((await open(app, path)).entries.find((entry) => entry.id === id)?.askedAt).toBe(app.clock.now)
    accepted(await endRequest(app.ctx(), second?.id ?? '', 'done'))
    expect(await rowOf(app, id)).toMatchObject({ title: 'Head of IT', master_case: 0, maintenance: 1, source: 'api' })
    expect(refused(await endRequest(app.ctx(), second?.id ?? '', 'dismissed')).code).toBe('request_ended')
    const trail = await app.db.selectFrom('audit').select('detail').where('action', 'like', 'contact.%').execute()
    expect(JSON.stringify(trail)).not.toMatch(/Head of IT|Sam|Alice/)
  })

  test('is told what is wrong with what was sent, which is kept; never changes the address, or an entry of others', async () => {
    const { app, id, path } = await alice()
    const wrong = await app.call(`POST ${path}`, wish(id, { phone: 'call me', message: 'Hello' }))
    expect([wrong.status, viewOf(wrong)]).toMatchObject([
      422,
      { sent: { entry: id, message: 'Hello', fields: { phone: 'call me' } }, faults: [{ field: 'phone' }] },
    ])
    const nothing = await app.call(`POST ${path}`, wish(id))
    expect([nothing.status, viewOf(nothing)]).toMatchObject([422, { faults: [{ field: 'message' }] }])
    const bob = (await app.db.selectFrom('contacts').select('id').where('email', '=', 'bob@acme.example').execute())[0]
    expect((await app.call(`POST ${path}`, wish(bob?.id ?? '', { name: 'Mallory' }))).status).toBe(422)
    await app.call(`POST ${path}`, wish(id, { email: 'mallory@elsewhere.example', title: 'CEO' }))
    expect((await requests(app)).map(({ change }) => JSON.parse(change).fields)).toEqual([{ title: 'CEO' }])
  })

  test('may ask so often a day and no more', async () => {
    const { app, id, path } = await alice()
    for (let n = 0; n < 10; n++)
      expect((await app.call(`POST ${path}`, wish(id, { message: `${n}` }))).status).toBe(303)
    const last = await app.call(`POST ${path}`, wish(id, { message: '10' }))
    expect([last.status, Number(last.headers.get('retry-after'))]).toEqual([429, DAY / 1000])
  })

  test('has no way in by a link that ended: the address changed, or the person was erased', async () => {
    const { app, id, other, path } = await alice()
    accepted(await changeContact(app.ctx(), id, { email: 'alice@new.example' }))
    accepted(await eraseContact(app.ctx(), other))
    for (const gone of [path, pathOf(app, other)]) {
      for (const line of [`GET ${gone}`, `POST ${gone}`]) {
        const answer = await app.call(line, line.startsWith('GET') ? BROWSER : form([['action', 'confirm']]))
        expect([answer.status, viewOf(answer)]).toEqual([410, { kind: 'contact', state: 'ended' }])
      }
    }
    expect((await app.call(`GET ${pathOf(app, id, 1)}`, BROWSER)).status).toBe(200)
    const forged = await app.call(`GET //contacts/${id}.${'a'.repeat(22)}/`, BROWSER)
    expect([forged.status, viewOf(forged)]).toEqual([404, { kind: 'contact', state: 'unknown' }])
  })
})
