import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { ORGANISATIONS } from '../../../db/seed/desk/organisations.ts'
import { changeContact } from '../../../server/actions/contact/change-contact.ts'
import { importContacts } from '../../../server/actions/contact/import-contacts.ts'
import { createContactInput } from '../../../server/actions/contact/input.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { changeOrganisation } from '../../../server/actions/organisation/change-organisation.ts'
import { createOrganisationInput } from '../../../server/actions/organisation/input.ts'
import { readCoverage } from '../../../server/queries/organisation/coverage.ts'
import { actionContext, demonstration } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { contactNotice } from '../../support/organisations/rows.ts'
import { ADA, ALICE, LEE } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

const TABLES = [
  ...(['organisations', 'organisation_platforms', 'organisation_links', 'contacts', 'contact_requests'] as const),
  ...(['contact_notices', 'contact_calls', 'erasures', 'subscribers', 'subscriptions', 'deliveries'] as const),
] as const

onEachDatabase('the customers of the demonstration', (fresh) => {
  const names = async (db: Db) =>
    (await db.selectFrom('organisations').select('name').orderBy('name').execute()).map(({ name }) => name)
  const idOf = async (db: Db, table: 'organisations' | 'contacts', name: string) =>
    (await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
  const addresses = async (db: Db) =>
    (await db.selectFrom('subscribers').select('address').orderBy('address').execute()).map(({ address }) => address)
  const clear = async (db: Db) => accepted(await clearDemo(actionContext(db, ADA)))

  test('were told nothing; one has nobody who can be told, one nobody who was confirmed within a year', async () => {
    const db = await demonstration(await fresh())
    expect(await names(db)).toEqual(ORGANISATIONS.map(({ name }) => name))
    for (const table of ['contact_notices', 'deliveries'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    const { items } = await readCoverage(db, START, { limit: 10 })
    expect(items.map(({ organisation: { name }, gaps }) => [name, gaps.map(({ lack }) => lack)])).toEqual([
      ['Ellerby County Schools', ['bounced', 'bounced', 'bounced']],
      ['Fennimore Hotels', ['unconfirmed', 'unconfirmed', 'none']],
    ])
    const mara = db.selectFrom('contacts').select('subscriber_id').where('name', '=', 'Mara Thistlewood')
    expect(await mara.execute()).toHaveLength(2)
    expect(await mara.distinct().execute()).toHaveLength(1)
  })

  test('leave nothing when it is cleared, not even after they were told', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { db } = dispatch
    await db.deleteFrom('platforms').execute()
    await demonstration(dispatch)
    const shown = db.selectFrom('incidents').select('id').where('priority', '=', 'P1G').where('phase', '<>', 'resolved')
    await dispatch.update((await shown.executeTakeFirstOrThrow()).id)
    await dispatch.deliver()
    const told = await db.selectFrom('contact_notices').selectAll().execute()
    expect(told.filter(({ untold }) => untold === null).length).toBeGreaterThan(5)
    expect(told.filter(({ untold }) => untold !== null)).toHaveLength(1)
    expect((await clear(db)).organisations).toBe(ORGANISATIONS.length)
    for (const table of TABLES) expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []])
    accepted(await loadDemo(actionContext(db, ADA)))
  })

  test('go; an own one stays with its people, without the platforms that are gone and what was told of them', async () => {
    const db = await demonstration(await fresh())
    const own = await addOrganisation(db, 'Harrow Mills', ['fax'])
    await addContact(db, own, ALICE)
    await addContact(db, own, 'mara@thistlewood-it.example')
    const { id: event_id } = await db.selectFrom('events').select('id').limit(1).executeTakeFirstOrThrow()
    const about = { event_id, organisation_id: own, contact_id: null, subscriber_id: null, incident_id: null }
    const window = { ...contactNotice, ...about, maintenance_id: 'monthly-2026-12-18', purpose: 'maintenance' } as const
    await db.insertInto('contact_notices').values(window).execute()
    await clear(db)
    expect(await names(db)).toEqual(['Harrow Mills'])
    expect(await addresses(db)).toEqual([ALICE, 'mara@thistlewood-it.example'].sort())
    for (const table of ['organisation_platforms', 'contact_notices'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  })

  test('stay once they were changed: the entry, somebody who was added, somebody who was changed, by hand or by a list', async () => {
    const db = await demonstration(await fresh())
    const ctx = actionContext(db, LEE)
    accepted(await changeOrganisation(ctx, await idOf(db, 'organisations', 'Acme Freight'), { name: 'Acme' }))
    await addContact(db, await idOf(db, 'organisations', 'Birchwell Hospitals'), ALICE)
    accepted(await changeContact(ctx, await idOf(db, 'contacts', 'Otis Fernbrook'), { title: 'Owner' }))
    const row = { line: 2, organisation: 'Fennimore Hotels', name: 'Bob', email: 'bob@fennimore.example' }
    accepted(await importContacts(ctx, [row], { file: 'customers.csv' }))
    await clear(db)
    expect(await names(db)).toEqual(['Acme', 'Birchwell Hospitals', 'Calloway Orchards', 'Fennimore Hotels'])
    expect(await addresses(db)).not.toContain('isla.wetherdale@dunmere.example')
  })

  test('leave somebody of theirs who follows the page', async () => {
    const db = await demonstration(await fresh())
    const address = 'alma.kestrel@acme-freight.example'
    await db.updateTable('subscribers').set({ state: 'active' }).where('address', '=', address).execute()
    await clear(db)
    expect(await addresses(db)).toEqual([address])
  })

  test('are not mixed into a database that has a customer', async () => {
    const { db } = await fresh()
    await addOrganisation(db, 'Harrow Mills')
    expect(refused(await loadDemo(actionContext(db, ADA)))).toMatchObject({ kind: 'conflict', code: 'not_empty' })
    expect(await names(db)).toEqual(['Harrow Mills'])
  })
})

test('the customers of the demonstration are such as anybody could add, and belong to nobody', () => {
  for (const { daysAgo: _, contacts, ...organisation } of ORGANISATIONS) {
    expect(createOrganisationInput.parse(organisation)).toEqual(organisation)
    for (const { bounced: __, ...contact } of contacts) expect(createContactInput.parse(contact)).toEqual(contact)
    expect(contacts.map(({ email }) => email)).toEqual(contacts.map(() => expect.stringMatching(/\.example$/)))
    for (const { phone } of contacts) expect(phone ?? '+1 303 555 0100').toMatch(/^\+1 \d{3} 555 01\d\d$/)
  }
})
