import { expect, test } from 'vitest'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { unsubscribe } from '../../../server/actions/subscription/unsubscribe.ts'
import { PURPOSES } from '../../../server/domain/contact/contact.ts'
import { DOUBTED_AFTER, gapsOf, LACKS } from '../../../server/domain/contact/coverage.ts'
import { countWithoutContact, readCoverage } from '../../../server/queries/organisation/coverage.ts'
import { readOrganisations } from '../../../server/queries/organisation/organisations.ts'
import { actionContext, addPlatforms } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { ADA, ALICE, BOB, CAROL } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const ALL = { purposes: PURPOSES }
const WITHOUT = PURPOSES.map((purpose) => ({ purpose, lack: 'none' }))

onEachDatabase('an organisation is covered', (fresh) => {
  async function customer(email: string | null, rest: object = ALL) {
    const { db } = await fresh()
    await addPlatforms(db, 'fax')
    const acme = await addOrganisation(db, 'Acme Freight', ['fax'])
    if (email !== null) await addContact(db, acme, email, rest)
    const gaps = async (now = START) => (await readCoverage(db, now, { limit: 10 })).items.flatMap((one) => one.gaps)
    return { db, acme, gaps }
  }

  test('while somebody of each purpose can be told, primary or backup', async () => {
    const { db, acme, gaps } = await customer(null)
    expect(await gaps()).toEqual(WITHOUT)
    await addContact(db, acme, ALICE, { purposes: ['master_case', 'escalation'] })
    expect(await gaps()).toEqual([{ purpose: 'maintenance', lack: 'none' }])
    expect(await countWithoutContact(db, START)).toBe(1)
    await addContact(db, acme, BOB, { purposes: ['maintenance'], rank: 'backup' })
    expect([await gaps(), await countWithoutContact(db, START)]).toEqual([[], 0])
  })

  test('not by an address that is dead, or that nothing is sent to; whoever unsubscribed is told what was promised', async () => {
    const { db, acme, gaps } = await customer(ALICE)
    const [{ id = '' } = {}] = await db.selectFrom('subscribers').select('id').execute()
    await db.updateTable('subscribers').set({ state: 'active' }).execute()
    accepted(await unsubscribe(actionContext(db), id))
    expect(await gaps()).toEqual([])
    await db.updateTable('subscribers').set({ off_reason: 'mail came back: no such user' }).execute()
    expect(new Set((await gaps()).map(({ lack }) => lack))).toEqual(new Set(['bounced']))
    await db.updateTable('subscribers').set({ off_reason: 'called a mail spam' }).execute()
    expect(new Set((await gaps()).map(({ lack }) => lack))).toEqual(new Set(['suppressed']))
    await addContact(db, acme, BOB, { purposes: ['escalation'], phone: '+1 303 555 0100' })
    await db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'mail came back' })
      .where('address', '=', BOB)
      .execute()
    expect((await gaps()).map(({ purpose }) => purpose)).toEqual(['master_case', 'maintenance'])
  })

  test('for a year after the entry was last said to be right', async () => {
    const { gaps } = await customer(ALICE)
    expect(await gaps(START + DOUBTED_AFTER)).toEqual([])
    expect(await gaps(START + DOUBTED_AFTER + 1)).toEqual(PURPOSES.map((purpose) => ({ purpose, lack: 'unconfirmed' })))
  })

  test('only if it uses something that a promise could be about', async () => {
    const { db, gaps } = await customer(null)
    accepted(await changePlatform(actionContext(db, ADA), 'fax', { archived: true }))
    expect([await gaps(), await countWithoutContact(db, START)]).toEqual([[], 0])
  })

  test('as the page by page list and its rule say alike, whatever contacts it has', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'fax')
    const [dead, spam, off, fine] = ['mail came back', 'called a mail spam', 'unsubscribed', null]
    let made = 0
    for (const reason of [dead, spam, off, fine]) {
      for (const purposes of [[], ['master_case'], ['maintenance', 'escalation'], [...PURPOSES]]) {
        const id = await addOrganisation(db, `Customer ${made++}`, ['fax'])
        for (const email of [ALICE, BOB, CAROL].slice(0, made % 4)) {
          const address = `${made}-${email}`
          await addContact(db, id, address, { purposes, ...(made % 2 === 0 && { phone: '1' }) })
          const state = reason === null ? 'pending' : 'off'
          await db
            .updateTable('subscribers')
            .set({ state, off_reason: reason })
            .where('address', '=', address)
            .execute()
        }
      }
    }
    const { items } = await readOrganisations(db, { query: '', after: null, limit: 100 })
    const expected = items.filter(({ contacts }) => gapsOf(contacts, START).length > 0).map(({ id }) => id)
    const listed = []
    for (let after = null, page = await readCoverage(db, START, { after, limit: 3 }); ; ) {
      listed.push(...page.items)
      if (page.next === null) break
      page = await readCoverage(db, START, { after: page.next, limit: 3 })
    }
    expect(listed.map(({ organisation }) => organisation.id)).toEqual(expected)
    expect(listed.filter(({ gaps }) => gaps.length === 0)).toEqual([])
    const promised = items.filter(({ contacts }) => gapsOf(contacts, START).some((gap) => gap.purpose !== 'escalation'))
    expect(await countWithoutContact(db, START)).toBe(promised.length)
    expect(new Set(listed.flatMap(({ gaps }) => gaps.map(({ lack }) => lack))).size).toBe(LACKS.length - 1)
  })
})
