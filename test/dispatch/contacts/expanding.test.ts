import { expect, test } from 'vitest'
import type { PromisedSubject } from '../../../db/contact/telling/promised.ts'
import { countOrganisations } from '../../../db/contact/telling/reach.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { createChannels } from '../../../server/channels/index.ts'
import { expandNext } from '../../../server/dispatch/expand.ts'
import { plainTime } from '../../../server/dispatch/time.ts'
import { politeWriter } from '../../../server/dispatch/write.ts'
import { previewIncident } from '../../../server/preview/incident.ts'
import { p2 } from '../../support/app/actions.ts'
import { testPreview } from '../../support/app/preview.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { crowdOfContacts } from '../../support/organisations/crowd.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { proofs } from '../../support/organisations/proofs.ts'
import { ALICE, BOB, CAROL } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const PHONE = ['zoom-phone']

/** Expands by five hundred until nothing is left; returns how far it was after each step. */
async function steps({ db, clock, config }: TestDispatcher): Promise<string[]> {
  const kinds = createChannels(config, clock).map(({ kind }) => kind)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const context = { db, write: politeWriter(db), kinds, clock, log, time: plainTime(clock), holder: 'me' }
  const seen: string[] = []
  while (await expandNext({ ...context, random: () => 0.5, gaveWay: new Map() })) {
    const row = await db
      .selectFrom('events')
      .select(['expanded_to', 'expanded_at'])
      .where('notify', '=', 1)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    seen.push(row?.expanded_at === null ? row.expanded_to : 'done')
  }
  return seen
}

onEachDatabase('a master case of many', (fresh) => {
  const toldTo = async ({ db }: TestDispatcher) =>
    (await db.selectFrom('deliveries').select('subscriber_id').execute()).length

  test('is queued for contacts, then for followers, five hundred at a time', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await crowdOfContacts(dispatch.db, { organisations: 40, contacts: 1001, platforms: PHONE })
    await dispatch.crowd(501)
    await dispatch.post({ priority: 'P1G' })
    expect((await steps(dispatch)).map((step) => step.replace(/^[0-9a-z]{12}$/, 'a follower'))).toEqual([
      ...['contacts sub000000499', 'contacts sub000000999', 'followers', 'a follower', 'done'],
    ])
    expect([await toldTo(dispatch), (await proofs(dispatch.db)).length]).toEqual([1502, 1001])
  })

  test('goes on where an older version stopped, among followers', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await crowdOfContacts(dispatch.db, { organisations: 1, contacts: 2, platforms: PHONE })
    const [first, last] = [await dispatch.followByMail(ALICE), await dispatch.followByMail(BOB)].sort()
    await dispatch.post({ priority: 'P1G' })
    await dispatch.db
      .updateTable('events')
      .set({ expanded_to: first ?? '' })
      .where('notify', '=', 1)
      .execute()
    expect(await steps(dispatch)).toEqual(['done'])
    expect(await dispatch.deliveries()).toMatchObject([{ subscriber_id: last }])
  })

  test('reaches as many as its preview says, each counted once', async () => {
    const { deps, ctx, ...dispatch } = await testPreview((await fresh()).db)
    const acme = await addOrganisation(dispatch.db, 'Acme Freight', PHONE)
    for (const address of [ALICE, BOB, CAROL]) await addContact(dispatch.db, acme, address)
    const zoe = await addOrganisation(dispatch.db, 'Zoe', ['teams'])
    await addContact(dispatch.db, zoe, 'zoe@customer.example')
    await dispatch.crowd(3)
    await dispatch.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'mail came back' })
      .where('address', '=', BOB)
      .execute()
    await dispatch.db
      .updateTable('subscribers')
      .set({ address: 'moved' })
      .where('address', '=', 'customer0@example.org')
      .execute()
    const command = p2({ platforms: [{ id: 'zoom-phone', impact: 'partial_outage' }] })
    const reach = async (priority: 'P1G' | 'P2') =>
      accepted(await previewIncident(deps, ctx(), { do: 'open', command: { ...command, priority } })).reach.total
    expect([await reach('P2'), await reach('P1G')]).toEqual([3, 5])
    accepted(await openIncident(ctx(), { ...command, priority: 'P1G' }))
    await steps(dispatch)
    const { length } = (await dispatch.deliveries()).filter(({ lane }) => !lane.endsWith('staff'))
    expect(length).toBe(5)
  })

  test('says how many organisations it touches, and of how many nobody can be told', async () => {
    const { db } = await testDispatcher((await fresh()).db)
    const acme = await addOrganisation(db, 'Acme Freight', PHONE)
    for (const address of [ALICE, BOB]) await addContact(db, acme, address)
    const beta = await addOrganisation(db, 'Beta', PHONE)
    await addContact(db, beta, ALICE)
    await addContact(db, await addOrganisation(db, 'Gamma', PHONE), CAROL)
    await addContact(db, await addOrganisation(db, 'Delta', PHONE), 'dora@customer.example', {
      purposes: ['maintenance'],
    })
    await addContact(db, await addOrganisation(db, 'Epsilon', ['teams']), 'eve@customer.example')
    await db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'mail came back' })
      .where('address', '=', CAROL)
      .execute()
    const subject: PromisedSubject = {
      kind: 'incident',
      incidentId: 'x',
      platforms: PHONE,
      promised: { purpose: 'master_case', id: 'x' },
    }
    expect(await countOrganisations(db, subject)).toEqual({ organisations: 4, contacts: 2, untold: 2 })
    expect(await countOrganisations(db, { ...subject, platforms: [] })).toEqual({
      organisations: 0,
      contacts: 0,
      untold: 0,
    })
  })
})
