import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const key = { 'idempotency-key': 'k' }

/** An organisation with one contact, as the API shows them. */
async function acmeWithAlice({ call }: TestApp) {
  const body = { name: 'Acme Freight', customerNumber: '10042', platforms: ['voice'] }
  const acme = (await call('POST /organisations', { as: 'lead', body })).json
  const contacts = `/organisations/${acme.id}/contacts`
  const alice = { name: 'Alice Adams', email: ALICE, purposes: ['master_case'], rank: 'backup' }
  return { acme, contacts, alice: (await call(`POST ${contacts}`, { as: 'lead', body: alice })).json }
}

onEachDatabase('organisations over HTTP', (fresh) => {
  test('are read by agents, and added, changed and removed by leads', async () => {
    const app = await testApp((await fresh()).db)
    const { call } = app
    const { acme } = await acmeWithAlice(app)
    expect(acme).toMatchObject({ name: 'Acme Freight', customerNumber: '10042', platforms: ['voice'] })
    const at = `/organisations/${acme.id}`
    for (const line of ['GET /organisations', `GET ${at}`, `GET ${at}/contacts`, `GET ${at}/links`]) {
      expect([line, (await call(line)).status]).toEqual([line, 401])
      expect([line, (await call(line, { as: 'reporter' })).status]).toEqual([line, 403])
      const read = await call(line, { as: 'agent' })
      expect([line, read.status]).toEqual([line, 200])
      expect(read.headers.get('cache-control')).toContain('no-store')
    }
    for (const line of [`PATCH ${at}`, `POST ${at}/contacts`, `POST ${at}/links`, `POST ${at}/merge`, `DELETE ${at}`])
      expect([line, (await call(line, { as: 'agent', body: {} })).status]).toEqual([line, 403])
    const changed = await call(`PATCH ${at}`, { as: 'lead', body: { platforms: ['chat', 'voice'] } })
    expect(changed.json.platforms.toSorted()).toEqual(['chat', 'voice'])
    const body = { name: 'Beta', customerNumber: '10042' }
    expect((await call('POST /organisations', { as: 'lead', body })).json.code).toBe('customer_number_taken')
    expect((await call(`DELETE ${at}`, { as: 'lead' })).status).toBe(204)
    expect((await call(`GET ${at}`, { as: 'agent' })).status).toBe(404)
  })

  test('are listed by name, page by page, and found by what they and their contacts are called', async () => {
    const app = await testApp((await fresh()).db)
    const { call } = app
    await acmeWithAlice(app)
    for (const name of ['Zürich Rail', 'Beta']) await call('POST /organisations', { as: 'lead', body: { name } })
    const list = async (query: string) => (await call(`GET /organisations?${query}`, { as: 'agent' })).json
    const first = await list('limit=2')
    expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['Acme Freight', 'Beta'])
    expect(await list(`limit=2&cursor=${first.next}`)).toMatchObject({ items: [{ name: 'Zürich Rail' }], next: null })
    expect((await list('query=adams')).items).toMatchObject([{ name: 'Acme Freight' }])
    expect((await call('GET /organisations?cursor=abc', { as: 'agent' })).status).toBe(422)
  })

  test('are taken away as a list, which the audit trail says', async () => {
    const app = await testApp((await fresh()).db)
    const { call } = app
    await acmeWithAlice(app)
    await call('POST /organisations', { as: 'lead', body: { name: 'Beta, Inc.' } })
    const { text, headers } = await call('GET /organisations', { as: 'agent', headers: { accept: 'text/csv' } })
    expect(headers.get('content-type')).toContain('text/csv')
    expect(text.split('\r\n')).toEqual([
      'organisation,customerNumber,platforms,name,title,email,phone,locale,timeZone,rank,purposes',
      `Acme Freight,10042,voice,Alice Adams,,${ALICE},,en,,backup,master_case`,
      '"Beta, Inc.",,,,,,,,,,',
      '',
    ])
    const { items } = (await call('GET /audit?object=contacts/all&limit=100', { as: 'lead' })).json
    expect(items).toMatchObject([{ action: 'contact.export', detail: { organisations: 2, contacts: 1 } }])
  })

  test('become one, once however often it is asked for', async () => {
    const app = await testApp((await fresh()).db)
    const { call } = app
    const { acme, alice } = await acmeWithAlice(app)
    const into = (await call('POST /organisations', { as: 'lead', body: { name: 'Acme' } })).json
    const merge = () =>
      call(`POST /organisations/${acme.id}/merge`, { as: 'lead', headers: key, body: { into: into.id } })
    const [one, again] = [await merge(), await merge()]
    expect(one.json).toMatchObject({ id: into.id, name: 'Acme', customerNumber: '10042', platforms: ['voice'] })
    expect([again.status, again.json]).toEqual([200, one.json])
    const { items } = (await call(`GET /organisations/${into.id}/contacts`, { as: 'agent' })).json
    expect(items).toMatchObject([{ id: alice.id }])
    expect((await call(`GET /organisations/${acme.id}`, { as: 'agent' })).status).toBe(404)
  })

  test('have pages of their own, whose link is shown once', async () => {
    const app = await testApp((await fresh()).db)
    const { call } = app
    const at = `/organisations/${(await acmeWithAlice(app)).acme.id}/links`
    const [made, again] = [
      await call(`POST ${at}`, { as: 'lead', headers: key }),
      await call(`POST ${at}`, { as: 'lead', headers: key }),
    ]
    expect(made.json.url).toMatch(/^https:\/\/status\.example\.com\/organisations\/[\w-]{43}\/$/)
    expect(again.json).toEqual({ ...made.json, url: null })
    expect((await call(`DELETE ${at}/${made.json.id}`, { as: 'lead' })).status).toBe(204)
    const { items } = (await call(`GET ${at}`, { as: 'agent' })).json
    expect(items).toEqual([expect.objectContaining({ id: made.json.id, usedAt: null, revokedAt: expect.any(String) })])
    expect(items[0]).not.toHaveProperty('url')
  })
})

onEachDatabase('contacts over HTTP', (fresh) => {
  test('need a name and an address alone, and are found under their organisation only', async () => {
    const app = await testApp((await fresh()).db)
    const { call } = app
    const { contacts, alice } = await acmeWithAlice(app)
    expect(alice).toMatchObject({ rank: 'backup', purposes: ['master_case'], source: 'api', unreachable: null })
    const bob = await call(`POST ${contacts}`, { as: 'lead', body: { name: 'Bob', email: BOB.toUpperCase() } })
    const defaults = {
      email: BOB,
      locale: 'en',
      timeZone: null,
      rank: 'primary',
      purposes: [],
      title: null,
      phone: null,
    }
    expect([bob.status, bob.json]).toMatchObject([201, defaults])
    const listed = (await call(`GET ${contacts}`, { as: 'agent' })).json
    expect(listed).toEqual({ items: [bob.json, alice], next: null })
    const title = await call(`PATCH ${contacts}/${alice.id}`, { as: 'lead', body: { title: 'Head of IT' } })
    expect(title.json).toMatchObject({ title: 'Head of IT', email: ALICE })
    const beta = (await call('POST /organisations', { as: 'lead', body: { name: 'Beta' } })).json
    const elsewhere = `/organisations/${beta.id}/contacts/${alice.id}`
    for (const verb of ['GET', 'DELETE'] as const)
      expect([verb, (await call(`${verb} ${elsewhere}`, { as: 'lead' })).status]).toEqual([verb, 404])
    expect((await call(`PATCH ${elsewhere}`, { as: 'lead', body: { title: null } })).status).toBe(404)
    expect((await call(`GET ${contacts}/${alice.id}`, { as: 'agent' })).json.title).toBe('Head of IT')
  })

  test('that are erased are in no answer, not even in one to the call that made them', async () => {
    const app = await testApp((await fresh()).db)
    const { call, db } = app
    const { contacts } = await acmeWithAlice(app)
    const request = { as: 'lead', headers: key, body: { name: 'Bob Brown', email: BOB } } as const
    const bob = await call(`POST ${contacts}`, request)
    expect((await call(`POST ${contacts}`, request)).json).toEqual(bob.json)
    const kept = async () => JSON.stringify(await db.selectFrom('idempotency').selectAll().execute())
    expect(await kept()).not.toMatch(/Bob|customer\.example/)
    expect((await call(`DELETE ${contacts}/${bob.json.id}`, { as: 'lead' })).status).toBe(204)
    const again = await call(`POST ${contacts}`, request)
    expect([again.status, again.text.includes('Bob')]).toEqual([404, false])
  })
})
