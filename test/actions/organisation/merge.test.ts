import { expect, test } from 'vitest'
import { contactsOf } from '../../../db/contact/contacts.ts'
import { findOrganisationRow, platformsUsedBy } from '../../../db/contact/organisations.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeOrganisation } from '../../../server/actions/organisation/change-organisation.ts'
import { mergeOrganisations } from '../../../server/actions/organisation/merge-organisations.ts'
import { MOST_CONTACTS } from '../../../server/domain/contact/contact.ts'
import { actionContext, addPlatforms, auditTrail } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { contactCall, contactNotice, contactRequest } from '../../support/organisations/rows.ts'
import { ALICE, BOB, LEE } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'
import { event } from '../../support/rows.ts'

type Told = [organisation_id: string, contact_id: string | null, event_id: number, untold: string | null]

/** Proofs of three messages, about a window that is not on record. */
async function addNotices(db: Db, told: readonly Told[]): Promise<void> {
  for (const id of [1, 2, 3])
    await db
      .insertInto('events')
      .values({ ...event, id })
      .execute()
  const about = { incident_id: null, maintenance_id: 'window000001', purpose: 'maintenance' } as const
  for (const [organisation_id, contact_id, event_id, untold] of told)
    await db
      .insertInto('contact_notices')
      .values({ ...contactNotice, ...about, organisation_id, contact_id, event_id, untold })
      .execute()
}

onEachDatabase('two entries of one customer', (fresh) => {
  test('become one: platforms, number and contacts of both, and what was said of either', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'fax', 'teams')
    const ctx = actionContext(db, LEE)
    const into = await addOrganisation(db, 'Acme Freight', ['fax'])
    const from = await addOrganisation(db, 'ACME freight inc.', ['teams', 'fax'])
    accepted(await changeOrganisation(ctx, from, { customerNumber: '10042' }))
    const half = { name: 'Alice', rank: 'backup', purposes: ['master_case'] }
    const alice = await addContact(db, into, ALICE, half)
    const rest = { rank: 'primary', phone: '+1 303 555 0100', timeZone: 'America/Denver', purposes: ['escalation'] }
    await addContact(db, from, ALICE, { name: 'A. Adams', ...rest })
    const bob = await addContact(db, from, BOB)
    accepted(await mergeOrganisations(ctx, { from, into }))
    expect(await findOrganisationRow(db, from)).toBeNull()
    const acme = { name: 'Acme Freight', customer_number: '10042', search: 'acme freight 10042' }
    expect(await findOrganisationRow(db, into)).toMatchObject(acme)
    expect((await platformsUsedBy(db, [into])).get(into)?.toSorted()).toEqual(['fax', 'teams'])
    const one = { name: 'Alice', phone: '+1 303 555 0100', time_zone: 'America/Denver', rank: 'primary' }
    expect(await contactsOf(db, [into])).toMatchObject([
      { id: alice, ...one, master_case: 1, maintenance: 0, escalation: 1 },
      { id: bob, email: BOB },
    ])
    const merges = (await auditTrail(db)).filter(({ action }) => action === 'organisation.merge')
    expect(merges.map(({ object }) => object)).toEqual([`organisation/${from}`, `organisation/${into}`])
    expect(JSON.stringify(merges)).not.toContain('@')
    expect(await db.selectFrom('erasures').selectAll().execute()).toEqual([])
  })

  test('keep every proof once, the better one of two, and what the desk called for and was asked for', async () => {
    const { db } = await fresh()
    const [into, from] = [await addOrganisation(db, 'Acme Freight'), await addOrganisation(db, 'ACME')]
    const [alice, other] = [await addContact(db, into, ALICE), await addContact(db, from, ALICE)]
    await addNotices(db, [
      [into, alice, 1, null],
      [from, other, 1, null],
      [into, alice, 2, 'bounced'],
      [from, other, 2, null],
      [from, other, 3, null],
    ])
    const call = { ...contactCall, organisation_id: from, contact_id: other, incident_id: null }
    await db.insertInto('contact_calls').values(call).execute()
    await db
      .insertInto('contact_requests')
      .values({ ...contactRequest, contact_id: other })
      .execute()
    accepted(await mergeOrganisations(actionContext(db, LEE), { from, into }))
    const proofs = await db.selectFrom('contact_notices').selectAll().orderBy('event_id').execute()
    const kept = { organisation_id: into, contact_id: alice, untold: null }
    expect(proofs).toMatchObject([1, 2, 3].map((event_id) => ({ ...kept, event_id })))
    const calls = await db.selectFrom('contact_calls').selectAll().execute()
    expect(calls).toMatchObject([{ organisation_id: into, contact_id: alice }])
    expect(await db.selectFrom('contact_requests').select('contact_id').execute()).toEqual([{ contact_id: alice }])
  })

  test('stay two where one would have more contacts than any, or both are the same', async () => {
    const { db } = await fresh()
    const [into, from] = [await addOrganisation(db, 'Acme Freight'), await addOrganisation(db, 'ACME')]
    const { subscriber_id } = await contactRow(db, into)
    await addContact(db, from, BOB)
    const { id: _, ...row } = await contactRow(db, from)
    for (let n = 1; n < MOST_CONTACTS; n++)
      await db
        .insertInto('contacts')
        .values({ ...row, subscriber_id, id: `c${n}`, email: `c${n}@customer.example`, created_at: START })
        .execute()
    const ctx = actionContext(db, LEE)
    expect(refused(await mergeOrganisations(ctx, { from, into })).code).toBe('too_many_contacts')
    expect(refused(await mergeOrganisations(ctx, { from, into: from })).code).toBe('invalid')
    expect(refused(await mergeOrganisations(ctx, { from: 'nobody', into })).code).toBe('not_found')
    expect(refused(await mergeOrganisations(ctx, { from, into: 'nobody' })).code).toBe('not_found')
  })
})

/** The row of the organisation's contact; of a new one if it has none. */
async function contactRow(db: Db, organisationId: string) {
  const find = () =>
    db.selectFrom('contacts').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst()
  if (!(await find())) await addContact(db, organisationId, ALICE)
  const row = await find()
  if (!row) throw new Error('there is no contact')
  return row
}
