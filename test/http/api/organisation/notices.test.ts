import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { changeContact } from '../../../../server/actions/contact/change-contact.ts'
import { eraseContact } from '../../../../server/actions/contact/erase-contact.ts'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { NOON, outage, type TestApp, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { eventsOf, noteTold } from '../../../support/organisations/proofs.ts'
import { contactCall } from '../../../support/organisations/rows.ts'
import { accepted } from '../../../support/result.ts'

const at = (ms: number) => new Date(NOON + ms).toISOString()
const sentAt = (ms: number) => ({ state: 'sent', attempts: 1, settled_at: NOON + ms }) as const

/** A P1G with a second update after an hour, and two customers that use its platform. */
async function masterCase(app: TestApp) {
  const { db, call, clock } = app
  const [acme, beta] = [await addOrganisation(db, 'Acme', ['voice']), await addOrganisation(db, 'Beta', ['voice'])]
  const [alice, bob, cleo] = [
    await addContact(db, acme, 'alice@acme.example'),
    await addContact(db, acme, 'bob@acme.example', { rank: 'backup', purposes: ['master_case'] }),
    await addContact(db, beta, 'cleo@beta.example'),
  ]
  const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
  clock.now += 60 * MINUTE
  await call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Found it.', phase: 'identified' } })
  const [opened, found] = await eventsOf(db, { incident_id: id })
  if (!opened || !found) throw new Error('there are two events')
  return { id, acme, beta, alice, bob, cleo, opened, found }
}

onEachDatabase('who was told of an incident', (fresh) => {
  test('is listed with what became of each notice: late, bounced, suppressed, failed, withdrawn, waiting, not even sent', async () => {
    const app = await testApp((await fresh()).db)
    const { id, alice, bob, cleo, acme, opened, found } = await masterCase(app)
    const came = { ...sentAt(3000), result: 'bounced', result_at: NOON + 9000, result_detail: 'no such user' } as const
    await noteTold(app.db, alice, opened, { ...sentAt(2000), result: 'delivered', result_at: NOON + 4000 })
    await noteTold(app.db, bob, opened, came)
    await noteTold(app.db, cleo, opened, {
      ...sentAt(17 * MINUTE),
      result: 'suppressed',
      result_at: NOON + 18 * MINUTE,
    })
    await noteTold(app.db, alice, found, { state: 'superseded', settled_at: NOON + 61 * MINUTE })
    await noteTold(app.db, bob, found, null, { untold: 'mail came back: no such user' })
    await noteTold(app.db, cleo, found, { state: 'queued', error: 'the relay is away' })
    const { status, json } = await app.call(`GET /incidents/${id}/notices`, { as: 'agent' })
    const of = (name: string, what: string) =>
      json.items.find(
        (item: { contact: { name: string }; what: string }) => item.contact.name === name && item.what === what,
      )
    expect([status, json.items.length, json.next]).toEqual([200, 6, null])
    expect(of('alice', 'Opened: Investigating')).toEqual({
      ...{ at: at(0), what: 'Opened: Investigating', organisation: { id: acme, name: 'Acme' } },
      object: { type: 'incident', id, title: 'Calls fail', url: `https://status.example.com/incidents/${id}/` },
      contact: { id: alice, name: 'alice', email: 'alice@acme.example' },
      ...{ addressHash: expect.stringMatching(/^[\w-]{22}$/), purpose: 'master_case', rank: 'primary' },
      ...{ channel: 'email', result: 'delivered', why: null, handedOverAt: at(2000), resultAt: at(4000) },
      ...{ lateMinutes: null, by: null, note: null },
    })
    expect(of('bob', 'Opened: Investigating')).toMatchObject({ rank: 'backup', result: 'bounced', why: 'no such user' })
    expect(of('cleo', 'Opened: Investigating')).toMatchObject({ result: 'suppressed', lateMinutes: 17 })
    expect(of('alice', 'Update 2: Identified')).toMatchObject({ result: 'withdrawn', handedOverAt: null })
    expect(of('bob', 'Update 2: Identified')).toMatchObject({ result: 'untold', why: 'mail came back: no such user' })
    expect(of('cleo', 'Update 2: Identified')).toMatchObject({ result: 'waiting', why: 'the relay is away' })
  })

  test('is paged without gaps, with what was told by hand at the end, and of one organisation if asked', async () => {
    const app = await testApp((await fresh()).db)
    const { id, acme, alice, bob, cleo, opened, found } = await masterCase(app)
    for (const event of [opened, found])
      for (const contact of [alice, bob, cleo]) await noteTold(app.db, contact, event, sentAt(0))
    const call = { ...contactCall, organisation_id: acme, incident_id: id, contact_id: alice, note: 'She knows.' }
    await app.db
      .insertInto('contact_calls')
      .values([call, { ...call, id: 'call00000002', at: NOON + 1 }])
      .execute()
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { json } = await app.call(`GET /incidents/${id}/notices?limit=3${cursor}`, { as: 'agent' })
      seen.push(...json.items.map((item: { what: string; addressHash: string }) => `${item.what} ${item.addressHash}`))
      if (json.next === null) break
      cursor = `&cursor=${json.next}`
    }
    expect([seen.length, new Set(seen.slice(0, 6)).size]).toEqual([8, 6])
    const { json } = await app.call(`GET /incidents/${id}/notices?organisation=${acme}`, { as: 'agent' })
    expect(json.items.map((item: { organisation: { name: string } }) => item.organisation.name)).toEqual(
      Array(6).fill('Acme'),
    )
    expect(json.items.at(-1)).toMatchObject({
      ...{ what: 'Told by hand', purpose: 'escalation', channel: 'phone', result: 'reached', by: 'Rosa' },
      note: 'She knows.',
    })
    expect((await app.call(`GET /incidents/${id}/notices?organisation=nobody000000`, { as: 'agent' })).status).toBe(404)
  })

  test('stays without the person who was erased, and names no address that it did not go to', async () => {
    const app = await testApp((await fresh()).db)
    const { id, alice, cleo, opened } = await masterCase(app)
    for (const contact of [alice, cleo]) await noteTold(app.db, contact, opened, sentAt(0))
    accepted(await eraseContact(app.ctx(), alice))
    accepted(await changeContact(app.ctx(), cleo, { email: 'other@beta.example' }))
    const { text, json } = await app.call(`GET /incidents/${id}/notices`, { as: 'agent' })
    expect(text).not.toMatch(/alice|@/)
    expect(json.items.map((item: { contact: unknown }) => item.contact)).toEqual(
      expect.arrayContaining([null, { id: cleo, name: 'cleo', email: null }]),
    )
  })

  test('is for agents; a table is a file with a seal, whose making is in the audit trail', async () => {
    const app = await testApp((await fresh()).db)
    const { id, acme, alice, cleo, opened } = await masterCase(app)
    for (const contact of [alice, cleo]) await noteTold(app.db, contact, opened, sentAt(0))
    expect((await app.call(`GET /incidents/${id}/notices`, { as: 'reporter' })).status).toBe(403)
    const csv = { as: 'agent', headers: { accept: 'text/csv' } } as const
    const { headers, text } = await app.call(`GET /incidents/${id}/notices?organisation=${acme}`, csv)
    expect(headers.get('cache-control')).toContain('no-store')
    const rows = parse(text, { relax_column_count: true })
    expect(rows.length).toBe(2 + 6)
    expect(rows[0]?.slice(0, 2)).toEqual(['at', 'what'])
    expect(rows[1]).toEqual(
      expect.arrayContaining(['Opened: Investigating', 'Acme', 'alice@acme.example', 'handed_over']),
    )
    const last = await app.db.selectFrom('audit').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(last).toMatchObject({ actor: 'token/agent', action: 'notices.export', object: `incident/${id}` })
    expect(JSON.parse(last.detail)).toEqual({ organisation: acme })
    expect(rows.slice(2).map((row: string[]) => row.slice(0, 3))).toEqual([
      ['Proof of notice for', 'Acme: “Calls fail”', `incident/${id} organisation/${acme}`],
      ['As of', at(60 * MINUTE)],
      ['Lines', '1', expect.stringMatching(/^[0-9a-f]{64}$/)],
      ['Audit trail', String(last.id), last.hash],
      ['Secret key', expect.stringMatching(/^[0-9a-f]{16}$/)],
      ['HMAC-SHA256', expect.stringMatching(/^[0-9a-f]{64}$/)],
    ])
  })

  test('is listed for a window, too, by its news', async () => {
    const app = await testApp((await fresh()).db)
    const acme = await addOrganisation(app.db, 'Acme', ['voice'])
    const alice = await addContact(app.db, acme, 'alice@acme.example', { purposes: ['maintenance'] })
    const { id } = (await app.call('POST /maintenances', { as: 'agent', body: nightWork() })).json
    const [scheduled] = await eventsOf(app.db, { maintenance_id: id })
    if (!scheduled) throw new Error('it was told')
    await noteTold(app.db, alice, scheduled, sentAt(0))
    const { json } = await app.call(`GET /maintenances/${id}/notices`, { as: 'agent' })
    expect(json.items).toMatchObject([
      {
        what: expect.stringMatching(/^(Scheduled|Announced)$/),
        purpose: 'maintenance',
        object: { type: 'maintenance', id },
      },
    ])
  })
})
