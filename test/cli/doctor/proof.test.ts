import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test, vi } from 'vitest'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { outage, testApp } from '../../support/app/test-app.ts'
import { disarm } from '../../support/audit.ts'
import { onEachDatabase, type SharedDatabase } from '../../support/database.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { eventsOf, noteTold } from '../../support/organisations/proofs.ts'
import { terminal } from '../../support/process/terminal.ts'
import { accepted } from '../../support/result.ts'

/** A proof as the desk downloads it, and the doctor to ask about one. */
async function proof(place: SharedDatabase) {
  const run = await terminal(place)
  const app = await testApp(place.db)
  const acme = await addOrganisation(place.db, 'Acme, Freight', ['voice'])
  const people = [
    await addContact(place.db, acme, 'alice@acme.example', { name: '=Alice "A" Ng', purposes: ['master_case'] }),
    await addContact(place.db, acme, 'bob@acme.example'),
  ]
  const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
  const [opened] = await eventsOf(place.db, { incident_id: id })
  if (!opened) throw new Error('it was told')
  for (const one of people) await noteTold(place.db, one, opened, { state: 'sent', settled_at: opened.at })
  const { text } = await app.call(`GET /incidents/${id}/notices?organisation=${acme}`, {
    as: 'agent',
    headers: { accept: 'text/csv' },
  })
  const rows: string[][] = parse(text, { relax_column_count: true })
  const check = async (file: string | string[][]) => {
    const path = join(process.env.DATA_DIR ?? '', 'proof.csv')
    writeFileSync(path, typeof file === 'string' ? file : lines(file, ','))
    return run('doctor', '--proof', path)
  }
  return { app, run, text, rows, check }
}

const lines = (rows: string[][], separator: string, end = '\r\n') =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator) + end).join('')

onEachDatabase('a proof of notice', (_, freshFile) => {
  test('is genuine, also after a spreadsheet has saved it in its own manner and the trail has gone on', async () => {
    const { app, text, rows, check } = await proof(await freshFile())
    const said = await check(text)
    expect([said.code, said.stderr]).toEqual([0, ''])
    expect(said.stdout).toMatch(
      /^ok {4}proof: genuine, 2 lines for Acme, Freight: “Calls fail” \(incident\/\w{12} organisation\/\w{12}\), as of 2026-11-10T12:00:00\.000Z\nok {4}audit: the trail still has entry \d+, which was its last one when the proof was made\n$/,
    )
    const width = Math.max(...rows.map((row) => row.length))
    const padded = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')])
    accepted(await createPlatform(app.ctx(), { id: 'fax', name: 'Fax', group: 'Calling' }))
    expect((await check(`\uFEFF${lines(padded, ';', '\n')}\n`)).code).toBe(0)
    // The lines below the table are printed on the customer's page.
    const printed = await check(rows.slice(-6))
    expect([printed.code, printed.stdout]).toEqual([0, expect.stringContaining('2 lines, which are not in this file')])
  })

  test.each<[string, (rows: string[][]) => string[][]]>([
    [
      'a cell that was changed',
      (rows) => rows.map((row) => row.map((cell) => (cell === 'handed_over' ? 'delivered' : cell))),
    ],
    ['a line that was taken out', (rows) => rows.filter((_, line) => line !== 1)],
    ['a line that was added', (rows) => [...rows.slice(0, 2), ...rows.slice(1)]],
    ['cells that were exchanged', ([head = [], first = [], second = [], ...rest]) => [head, second, first, ...rest]],
    ['a later date', (rows) => rows.map((row) => (row[0] === 'As of' ? ['As of', '2027-01-01T00:00:00.000Z'] : row))],
    [
      'another customer',
      (rows) => rows.map((row) => (row[0] === 'Proof of notice for' ? [row[0], 'Beta', row[2] ?? ''] : row)),
    ],
    [
      'another head of the audit trail',
      (rows) => rows.map((row) => (row[0] === 'Audit trail' ? [row[0], '1', 'a'] : row)),
    ],
    ['another seal', (rows) => [...rows.slice(0, -1), ['HMAC-SHA256', 'ab'.repeat(32)]]],
  ])('with %s is found out', async (_, forge) => {
    const { rows, check } = await proof(await freshFile())
    const { code, stdout } = await check(forge(rows))
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^fail {2}proof: its? (table )?was altered since it was made/),
    ])
  })

  test('of another installation, of none at all, and without its end are told apart', async () => {
    const { rows, check, run } = await proof(await freshFile())
    const elsewhere = await check(rows.map((row) => (row[0] === 'Secret key' ? ['Secret key', '0'.repeat(16)] : row)))
    expect([elsewhere.code, elsewhere.stdout]).toEqual([1, expect.stringContaining('it is of another installation')])
    for (const file of ['at,what\r\n', rows.slice(0, -1)]) {
      const { code, stdout } = await check(file)
      expect([code, stdout]).toEqual([1, expect.stringContaining('is not a proof of notice, or its end is missing')])
    }
    expect((await run('doctor', '--proof', '/nowhere.csv')).code).toBe(2)
    vi.stubEnv('SECRET_KEY', 'another key of thirty-two characters or more')
    expect((await check(rows)).code).toBe(78)
  })

  test('shows an audit trail that was cut since, or rewritten', async () => {
    const place = await freshFile()
    const { text, check } = await proof(place)
    await disarm(place.db)
    const last = await place.db.selectFrom('audit').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
    await place.db
      .updateTable('audit')
      .set({ hash: 'a'.repeat(64) })
      .where('id', '=', last.id)
      .execute()
    const rewritten = await check(text)
    expect([rewritten.code, rewritten.stdout]).toEqual([1, expect.stringContaining('the trail was rewritten')])
    await place.db.deleteFrom('audit').where('id', '=', last.id).execute()
    const cut = await check(text)
    expect([cut.code, cut.stdout]).toEqual([
      1,
      expect.stringMatching(/^ok {4}proof: genuine[\s\S]*fail {2}audit: .* was cut/),
    ])
  })
})
