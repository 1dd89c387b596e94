import { expect, test } from 'vitest'
import { contactsOf, findContactRow } from '../../../db/contact/contacts.ts'
import { platformsUsedBy } from '../../../db/contact/organisations.ts'
import { changeContact } from '../../../server/actions/contact/change-contact.ts'
import { createContact } from '../../../server/actions/contact/create-contact.ts'
import { eraseContact } from '../../../server/actions/contact/erase-contact.ts'
import { createContactInput } from '../../../server/actions/contact/input.ts'
import { changeOrganisation } from '../../../server/actions/organisation/change-organisation.ts'
import { createOrganisation } from '../../../server/actions/organisation/create-organisation.ts'
import { removeOrganisation } from '../../../server/actions/organisation/remove-organisation.ts'
import { unreachableOf } from '../../../server/domain/contact/reach.ts'
import { readOrganisation, readOrganisations } from '../../../server/queries/organisation/organisations.ts'
import { actionContext, addPlatforms, auditTrail } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { ALICE, BOB, LEE } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

onEachDatabase('organisations and their contacts', (fresh) => {
  test('are added, changed and removed; the trail names entries and never a person', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'fax', 'teams')
    const ctx = actionContext(db, LEE)
    const acme = await addOrganisation(db, 'Acme Freight', ['fax'])
    const alice = await addContact(db, acme, ALICE)
    accepted(await changeOrganisation(ctx, acme, { platforms: ['teams', 'fax'], customerNumber: '10042' }))
    expect((await platformsUsedBy(db, [acme])).get(acme)?.toSorted()).toEqual(['fax', 'teams'])
    accepted(await changeContact(ctx, alice, { email: BOB, phone: '+1 303 555 0100' }))
    expect(await contactsOf(db, [acme])).toMatchObject([{ email: BOB, phone: '+1 303 555 0100', link_generation: 1 }])
    accepted(await removeOrganisation(ctx, acme))
    expect(await contactsOf(db, [acme])).toEqual([])
    const trail = JSON.stringify(await auditTrail(db))
    expect([ALICE, BOB, 'alice', '555 0100'].filter((said) => trail.includes(said))).toEqual([])
    expect(
      await db.selectFrom('subscribers').select(['address', 'state']).where('address', 'like', '%@%').execute(),
    ).toEqual([])
  })

  test('have a number and an address of their own, and use platforms that are there', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    const acme = await addOrganisation(db, 'Acme Freight')
    accepted(await changeOrganisation(ctx, acme, { customerNumber: '10042' }))
    const beta = { name: 'Beta', customerNumber: '10042', platforms: [] }
    expect(refused(await createOrganisation(ctx, beta)).code).toBe('customer_number_taken')
    expect(fieldsOf(await changeOrganisation(ctx, acme, { platforms: ['nothing'] }))).toHaveProperty('/platforms/0')
    await addContact(db, acme, ALICE)
    const again = createContactInput.parse({ name: 'Alice', email: ALICE.toUpperCase() })
    expect(refused(await createContact(ctx, acme, again, 'api')).code).toBe('contact_there')
  })

  test('are tried again when the desk says that the address works', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    const alice = await addContact(db, await addOrganisation(db, 'Acme Freight'), ALICE)
    const reach = async () => unreachableOf((await findContactRow(db, alice)) ?? { state: 'gone', off_reason: null })
    await db.updateTable('subscribers').set({ state: 'off', off_reason: 'mail came back: no such user' }).execute()
    expect(await reach()).toMatchObject({ how: 'bounced' })
    accepted(await changeContact(ctx, alice, { title: 'Head of IT' }))
    expect(await reach()).toMatchObject({ how: 'bounced' })
    accepted(await changeContact(ctx, alice, { email: ALICE }))
    expect(await reach()).toBeNull()
  })

  test('are erased with the address, which stays where the person subscribed too', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    const [acme, beta] = [await addOrganisation(db, 'Acme Freight'), await addOrganisation(db, 'Beta')]
    const [one, other] = [await addContact(db, acme, ALICE), await addContact(db, beta, ALICE)]
    const left = async () =>
      (await db.selectFrom('subscribers').select('address').execute()).map(({ address }) => address)
    accepted(await eraseContact(ctx, one))
    expect(await left()).toEqual([ALICE])
    accepted(await eraseContact(ctx, other))
    expect(await left()).not.toContain(ALICE)
    const bob = await addContact(db, acme, BOB)
    await db.updateTable('subscribers').set({ state: 'active' }).where('address', '=', BOB).execute()
    accepted(await eraseContact(ctx, bob))
    expect(await left()).toContain(BOB)
  })
})

onEachDatabase('the organisations at the desk', (fresh) => {
  test('are found by words of their names and numbers, and of their contacts, page by page', async () => {
    const { db } = await fresh()
    const ids = []
    for (const name of ['Zürich Rail', 'Acme Freight', 'Beta 100%']) ids.push(await addOrganisation(db, name))
    const [zurich = '', acme = '', beta = ''] = ids
    await addContact(db, acme, ALICE, { name: 'Alice Ångström' })
    const found = async (query: string) =>
      (await readOrganisations(db, { query, after: null, limit: 10 })).items.map(({ id }) => id)
    expect(await found('')).toEqual([acme, beta, zurich])
    expect(await found('ZURICH rail')).toEqual([zurich])
    expect(await found('angstrom acme')).toEqual([acme])
    expect(await found('0%')).toEqual([beta])
    expect(await found('_')).toEqual([])
    const first = await readOrganisations(db, { query: '', after: null, limit: 2 })
    const rest = await readOrganisations(db, { query: '', after: first.next, limit: 2 })
    expect([first, rest].map(({ items }) => items.map(({ id }) => id))).toEqual([[acme, beta], [zurich]])
    expect(rest.next).toBeNull()
    expect((await readOrganisation(db, acme))?.contacts).toMatchObject([{ name: 'Alice Ångström', email: ALICE }])
  })
})
