import { expect, test } from 'vitest'
import type { BoardView, CoverageView } from '../../../../src/views.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { ALICE, BOB, CAROL } from '../../../support/people.ts'

onEachDatabase('customers without a working contact', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const rosa = await signedIn(app.db, 'agent', NOON, 'Rosa')
    const open = async (path: string) => app.call(`GET /${path}`, { headers: rosa.headers })
    const list = async (path = '/staff/organisations/coverage/') => viewOf(await open(path)) as CoverageView
    const worklist = async () => (await app.call('GET /worklist', { as: 'agent' })).json.items
    return { app, rosa, open, list, worklist }
  }

  test('stand on worklist, board and a page of their own until they named somebody', async () => {
    const { app, open, list, worklist } = await start()
    expect([(await list()).items, await worklist()]).toEqual([[], []])
    const acme = await addOrganisation(app.db, 'Acme Freight', ['voice'])
    await addContact(app.db, acme, ALICE, { purposes: ['master_case', 'escalation'] })
    const gap = { purpose: 'maintenance', lack: 'none' }
    expect(await worklist()).toMatchObject([
      {
        ...{ kind: 'coverage', promiseId: null, dueAt: null, gaps: [gap] },
        object: { type: 'organisation', id: acme, title: 'Acme Freight' },
      },
    ])
    expect((await list()).items).toMatchObject([{ name: 'Acme Freight', gaps: [gap] }])
    expect((viewOf(await open('/staff/')) as BoardView).uncovered).toBe(1)
    await addContact(app.db, acme, BOB, { purposes: ['maintenance'] })
    expect([(await list()).items, await worklist()]).toEqual([[], []])
    expect((viewOf(await open('/staff/')) as BoardView).uncovered).toBe(0)
  })

  test('are asked by a mail that a person sends, to whoever of them can be written to, and that is noted', async () => {
    const { app, rosa, list } = await start()
    const acme = await addOrganisation(app.db, 'Acme & Söhne', ['voice'])
    await addContact(app.db, acme, ALICE)
    await addContact(app.db, acme, BOB)
    await app.db
      .updateTable('subscribers')
      .set({ state: 'off', off_reason: 'mail came back' })
      .where('address', '=', BOB)
      .execute()
    const [item] = (await list()).items
    expect(item?.mail.to).toEqual([ALICE])
    const mail = new URL(item?.mail.href ?? '')
    expect(decodeURIComponent(mail.pathname)).toBe(ALICE)
    expect(mail.searchParams.get('body')?.replaceAll('\r\n', '\n')).toBe(item?.mail.body)
    expect(item?.mail.body).toMatch(/Acme & Söhne[\s\S]*- Maintenance: nobody is named/)
    expect(item?.mail.body).not.toContain('Master cases: ')
    expect(item?.mail.body).not.toContain('by hand')
    await app.call(`POST //staff/organisations/${acme}/asked/`, { headers: rosa.headers })
    expect((await list()).items[0]?.asked).toEqual({ at: NOON, by: 'staff/Rosa' })
  })

  test('are asked for what they lack, and told what goes wrong until then; who named nobody, by no empty mail', async () => {
    const { app, list } = await start()
    const called = await addOrganisation(app.db, 'Called', ['voice'])
    await addContact(app.db, called, ALICE, { purposes: ['master_case', 'maintenance'] })
    const planned = await addOrganisation(app.db, 'Planned', ['voice'])
    await addContact(app.db, planned, BOB, { purposes: ['master_case', 'escalation'] })
    await addOrganisation(app.db, 'Silent', ['voice'])
    const old = await addOrganisation(app.db, 'Very old', ['voice'])
    await addContact(app.db, old, CAROL, { purposes: ['master_case', 'maintenance', 'escalation'] })
    await app.db.updateTable('contacts').set({ confirmed_at: 0 }).where('email', '=', CAROL).execute()
    const { items } = await list('/staff/organisations/coverage/?show=all')
    expect(items.map(({ mail }) => /Until then .*/.exec(mail.body)?.[0])).toEqual([
      'Until then we do not know whom to call in an escalation.',
      'Until then nobody at Planned hears of maintenance.',
      'Until then nobody at Silent hears of master cases or maintenance, and we do not know whom to call in an escalation.',
      'Until then we go on with those whom we have on record.',
    ])
    expect(items.map(({ hasNamed, mail }) => [hasNamed, mail.href !== null])).toEqual([
      [true, true],
      [true, true],
      [false, false],
      [true, true],
    ])
  })

  test('are as many as the board says; who lacks nobody but for escalations is shown at will, and asked from there', async () => {
    const { app, rosa, open, list } = await start()
    const acme = await addOrganisation(app.db, 'Acme Freight', ['voice'])
    await addContact(app.db, acme, ALICE, { purposes: ['master_case', 'maintenance'] })
    await addOrganisation(app.db, 'Beta', ['voice'])
    const { items, others } = await list()
    expect((viewOf(await open('/staff/')) as BoardView).uncovered).toBe(1)
    expect([items.map(({ name, gaps }) => [name, gaps.length]), others]).toEqual([[['Beta', 3]], 1])
    const all = await list('/staff/organisations/coverage/?show=all')
    expect([all.items.map(({ name }) => name), all.all]).toEqual([['Acme Freight', 'Beta'], true])
    const { headers } = await app.call(`POST //staff/organisations/${acme}/asked/?show=all`, { headers: rosa.headers })
    expect(headers.get('location')).toContain('/coverage/?show=all')
  })

  test('are listed for programs, page by page', async () => {
    const { app } = await start()
    const acme = await addOrganisation(app.db, 'Acme Freight', ['voice'])
    await addContact(app.db, acme, ALICE, { purposes: ['master_case', 'maintenance'] })
    const beta = await addOrganisation(app.db, 'Beta', ['voice'])
    const first = (await app.call('GET /organisations/coverage?limit=1', { as: 'agent' })).json
    expect(first.items).toMatchObject([
      { organisation: { id: acme, name: 'Acme Freight' }, gaps: [{ purpose: 'escalation', lack: 'none' }] },
    ])
    const rest = (await app.call(`GET /organisations/coverage?cursor=${first.next}`, { as: 'agent' })).json
    expect([rest.items.map((one: { organisation: { id: string } }) => one.organisation.id), rest.next]).toEqual([
      [beta],
      null,
    ])
    expect(JSON.stringify([first, rest])).not.toContain(ALICE)
  })

  test('are shown fifty at a time, whoever of them is gone meanwhile', async () => {
    const { app, list } = await start()
    const ids = []
    for (let n = 100; n < 153; n++) ids.push(await addOrganisation(app.db, `Customer ${n}`, ['voice']))
    const first = await list()
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 50))
    const rest = await list(first.next ?? '')
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([ids.slice(50), null])
  })
})
