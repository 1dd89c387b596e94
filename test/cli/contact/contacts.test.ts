import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeContact } from '../../../server/actions/contact/change-contact.ts'
import { eraseContact } from '../../../server/actions/contact/erase-contact.ts'
import { changeOrganisation } from '../../../server/actions/organisation/change-organisation.ts'
import { actionContext, auditTrail } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { importer } from '../../support/organisations/importing.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { ALICE, BOB, CAROL, LEE } from '../../support/people.ts'
import { terminal } from '../../support/process/terminal.ts'
import { accepted } from '../../support/result.ts'

const LIST = [
  `Acme Freight,10042,teams fax,Alice Adams,Head of IT,${ALICE},'+1 303 555 0100,en,America/Denver,,master_case`,
  `Acme Freight,10042,,Bob,,${BOB},,en,,backup,maintenance master_case`,
  `Beta,,voice,Carol,,${CAROL},,,,,`,
]

const entryOf = async (db: Db, email: string) =>
  db.selectFrom('contacts').selectAll().where('email', '=', email).executeTakeFirstOrThrow()

onEachDatabase('a list of contacts', (_, fresh) => {
  test('says line by line what it changes, does so, and changes nothing the second time', async () => {
    const shared = await fresh()
    const { importing } = await importer(shared)
    const lines = [
      'line 2: Acme Freight: added, customer number 10042, platforms teams fax',
      `line 2: Acme Freight: ${ALICE}: added: Alice Adams, primary, purposes master_case`,
      `line 3: Acme Freight: ${BOB}: added: Bob, backup, purposes maintenance master_case`,
      'line 4: Beta: added, platforms voice',
      `line 4: Beta: ${CAROL}: added: Carol, primary, purposes none`,
      'Organisations: 2 added, 0 changed. Contacts: 3 added, 0 changed, 0 removed, 0 unchanged.',
    ]
    const dry = await importing(LIST, '--dry-run')
    expect(dry).toEqual({ code: 0, lines: [...lines, 'Nothing was saved: this was a dry run.'] })
    expect(await shared.db.selectFrom('organisations').selectAll().execute()).toEqual([])
    expect((await importing(LIST)).lines).toEqual(lines)
    const alice = { phone: '+1 303 555 0100', time_zone: 'America/Denver', source: 'list list.csv', master_case: 1 }
    expect(await entryOf(shared.db, ALICE)).toMatchObject(alice)
    await shared.db.updateTable('contacts').set({ confirmed_at: 1 }).execute()
    expect((await importing(LIST)).lines).toEqual(['Nothing changed: contacts: 3 unchanged.'])
    expect((await entryOf(shared.db, BOB)).confirmed_at).toBeGreaterThan(1)
    const trail = JSON.stringify(await auditTrail(shared.db))
    expect([ALICE, 'Alice', '303 555'].filter((said) => trail.includes(said))).toEqual([])
  })

  test('changes what is known, by number or by name, and leaves what its cells leave open', async () => {
    const shared = await fresh()
    const { importing } = await importer(shared)
    await importing(LIST)
    const { lines } = await importing([
      `ACME Freight Inc.,10042,voice teams,,,${ALICE},,,,backup,master_case maintenance`,
      `beta,77,,,CTO,${CAROL},,,,,`,
    ])
    expect(lines).toEqual([
      'line 2: ACME Freight Inc.: name Acme Freight → ACME Freight Inc.',
      'line 2: ACME Freight Inc.: platforms fax teams → teams voice',
      `line 2: ACME Freight Inc.: ${ALICE}: rank primary → backup`,
      `line 2: ACME Freight Inc.: ${ALICE}: purposes master_case → master_case maintenance`,
      'line 3: beta: name Beta → beta',
      'line 3: beta: customerNumber none → 77',
      `line 3: beta: ${CAROL}: title none → CTO`,
      'Organisations: 0 added, 2 changed. Contacts: 0 added, 2 changed, 0 removed, 0 unchanged.',
    ])
    expect(await entryOf(shared.db, ALICE)).toMatchObject({ name: 'Alice Adams', title: 'Head of IT', locale: 'en' })
  })

  test('is refused whole, each bad line with its reason', async () => {
    const shared = await fresh()
    const { importing } = await importer(shared)
    accepted(
      await changeOrganisation(actionContext(shared.db, LEE), await addOrganisation(shared.db, 'Acme'), {
        customerNumber: '1',
      }),
    )
    for (const _ of 'ab') await addOrganisation(shared.db, 'Twin')
    const { code, lines } = await importing([
      `Good,7,teams,Alice,,${ALICE},,,,,`,
      'Bad,,,Bob,,nobody,,,Mars/Base,,vip',
      `Good,8,teams,Bob,,${BOB},,,,,`,
      `Goods,7,fax,Bob,,${BOB},,,,,`,
      `Good,7,,Alice,,${ALICE.toUpperCase()},,,,,`,
      `Other,,nothing,,,${CAROL},,,,,`,
      `Acme,2,,Bob,,${BOB},,,,,`,
      `Twin,,,Bob,,${BOB},,,,,`,
      `,99,,Bob,,${BOB},,,,,`,
      ',,,Bob,,,,,,,',
    ])
    expect([code, lines]).toEqual([
      2,
      [
        'Nothing was imported.',
        'line 3: email: must be an e-mail address such as anna@example.org',
        'line 3: timeZone: must be an IANA time zone such as America/Denver',
        expect.stringMatching(/^line 3: purposes: .*"master_case"/),
        'line 4: customerNumber: "Good" has the customer number 7 already',
        'line 5: organisation: line 2 says "Good" of the same organisation',
        'line 5: platforms: line 2 says "teams" of the same organisation',
        `line 6: email: ${ALICE} is in line 2, too, for the same organisation`,
        expect.stringMatching(/^line 7: platforms: There is no platform/),
        'line 7: name: is missing',
        'line 8: customerNumber: "Acme" has the customer number 1 already',
        'line 9: organisation: several organisations are called "Twin": give the customer number',
        'line 10: organisation: is missing: no organisation has the customer number 99 yet',
        'line 11: organisation: is missing',
        'line 11: email: is missing',
      ],
    ])
    expect(await shared.db.selectFrom('contacts').selectAll().execute()).toEqual([])
  })

  test('removes those who left a list when that is asked for, and nobody who was added by hand', async () => {
    const shared = await fresh()
    const { importing } = await importer(shared)
    await importing(LIST)
    const acme = (await entryOf(shared.db, ALICE)).organisation_id
    await addContact(shared.db, acme, 'dave@customer.example')
    const shorter = LIST.slice(0, 1)
    expect((await importing(shorter)).lines).toEqual(['Nothing changed: contacts: 1 unchanged.'])
    expect((await importing(shorter, '--remove')).lines).toEqual([
      `Acme Freight: ${BOB}: removed`,
      `Beta: ${CAROL}: removed`,
      'Organisations: 0 added, 0 changed. Contacts: 0 added, 0 changed, 2 removed, 1 unchanged.',
    ])
    const left = await shared.db.selectFrom('contacts').select('email').orderBy('email').execute()
    expect(left.map(({ email }) => email)).toEqual([ALICE, 'dave@customer.example'])
    expect((await importing(LIST)).lines.at(-1)).toContain('2 added')
  })

  test('never brings back whoever was erased by hand', async () => {
    const shared = await fresh()
    const { importing } = await importer(shared)
    await importing(LIST)
    accepted(await eraseContact(actionContext(shared.db, LEE), (await entryOf(shared.db, BOB)).id))
    expect((await importing(LIST)).lines).toEqual([
      `line 3: Acme Freight: ${BOB}: skipped: was erased on 2026-11-10; add them by hand if this is meant`,
      'Nothing changed: contacts: 2 unchanged, 1 skipped.',
    ])
    await addContact(shared.db, (await entryOf(shared.db, ALICE)).organisation_id, BOB)
    expect((await importing(LIST)).lines.at(-1)).toContain('1 changed, 0 removed, 2 unchanged')
  })

  test('is what an export is, which the audit trail records', async () => {
    const shared = await fresh()
    const { run, folder, importing } = await importer(shared)
    await importing(LIST)
    await addOrganisation(shared.db, '=Empty', ['teams'])
    accepted(await changeContact(actionContext(shared.db, LEE), (await entryOf(shared.db, BOB)).id, { phone: '+1 2' }))
    const file = join(folder, 'out.csv')
    const { code, stdout } = await run('contacts', 'export', file)
    expect([code, stdout]).toEqual([0, `3 contacts of 3 organisations are in ${file}.\n`])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await run('contacts', 'export', file)).stderr).toContain('already exists')
    expect((await run('contacts', 'export')).stdout).toBe(readFileSync(file, 'utf8'))
    expect((await run('contacts', 'import', file)).stdout).toBe('Nothing changed: contacts: 3 unchanged.\n')
    expect((await auditTrail(shared.db)).filter(({ action }) => action === 'contact.export')).toHaveLength(2)
  })

  test('of ten thousand in five hundred organisations is taken over in seconds, and again', async () => {
    const shared = await fresh()
    const { importing } = await importer(shared)
    const rows = Array.from({ length: 10_000 }, (_, n) => {
      const of = Math.floor(n / 20)
      return `Customer ${of},${1000 + of},teams fax,Person ${n},,p${n}@c${of}.example,,en,,primary,master_case`
    })
    const timed = async (...options: string[]) => {
      const began = performance.now()
      const { lines } = await importing(rows, ...options)
      expect(performance.now() - began).toBeLessThan(20_000)
      return lines.at(-1)
    }
    expect(await timed()).toContain('500 added, 0 changed. Contacts: 10000 added')
    expect(await timed()).toContain('10000 unchanged')
  }, 60_000)
})

onEachDatabase('customers on the command line', (_, fresh) => {
  test('are found by words, and get links to their own pages, which end', async () => {
    const shared = await fresh()
    const run = await terminal(shared)
    const acme = await addOrganisation(shared.db, 'Acme Freight')
    await addContact(shared.db, acme, ALICE)
    await addOrganisation(shared.db, 'Beta')
    const listed = (await run('organisations', 'list', 'acme')).stdout.trimEnd().split('\n')
    expect(listed.map((line) => line.split(/\s+/))).toEqual([
      ['ID', 'NUMBER', 'CONTACTS', 'NAME', 'PLATFORMS'],
      [acme, '1', 'Acme', 'Freight'],
    ])
    const { stdout, stderr } = await run('organisations', 'link', acme)
    expect(stdout).toMatch(/^https:\/\/status\.example\.com\/organisations\/[\w-]{43}\/\n$/)
    const [, link = ''] = /--revoke (\w+)/.exec(stderr) ?? []
    expect((await run('organisations', 'link', acme, '--revoke', link)).stdout).toBe('The link is revoked.\n')
    expect((await run('organisations', 'link', acme, '--revoke', link)).code).toBe(2)
  })
})
