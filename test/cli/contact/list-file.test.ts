import { expect, test } from 'vitest'
import { changeOrganisation } from '../../../server/actions/organisation/change-organisation.ts'
import { actionContext } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { importer } from '../../support/organisations/importing.ts'
import { addOrganisation } from '../../support/organisations/organisations.ts'
import { ALICE, BOB, CAROL, LEE } from '../../support/people.ts'
import { terminal } from '../../support/process/terminal.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('the file of a list', (_, fresh) => {
  test('is UTF-8 or UTF-16 that says so, with or without a mark, and refused in any other encoding', async () => {
    const { importingFile } = await importer(await fresh())
    const list = `organisation,name,email\nCafé Åse,Zoë,${ALICE}\n`
    const utf16 = Buffer.from(`\uFEFF${list}`, 'utf16le')
    const notUtf8 = expect.stringMatching(/list\.csv is not UTF-8: save it as "CSV UTF-8"/)
    for (const bytes of [Buffer.from(list, 'latin1'), utf16.subarray(2)]) {
      const { code, lines } = await importingFile(bytes)
      expect([code, lines]).toEqual([2, ['Nothing was imported.', notUtf8]])
    }
    for (const bytes of [Buffer.from(list), Buffer.from(`\uFEFF${list}`), utf16, Buffer.from(utf16).swap16()])
      expect((await importingFile(bytes, '--dry-run')).lines.slice(0, 2)).toEqual([
        'line 2: Café Åse: added, platforms none',
        `line 2: Café Åse: ${ALICE}: added: Zoë, primary, purposes none`,
      ])
  })

  test('has each line called by the one on which it begins, however lines end', async () => {
    const { importingFile } = await importer(await fresh())
    const list = `organisation,name,email\n\n"Acme\nFreight",Alice,nobody\n \nBeta,"Bob\n\nB.",nobody\nGood,Carol,nobody`
    for (const end of ['\n', '\r\n', '\r']) {
      const { lines } = await importingFile(list.replaceAll('\n', end))
      expect(lines.slice(1).map((line) => line.split(':')[0])).toEqual(['line 3', 'line 6', 'line 9'])
    }
  })

  test('is told what is wrong with it as a table, with all else that is wrong', async () => {
    const { importingFile } = await importer(await fresh())
    const faulty = [
      'organisation,name,email',
      'Acme',
      `Acme,Al "the" Bo,${ALICE}`,
      `"Acme" Freight,Alice,${ALICE}`,
      `Acme,Alice,${ALICE},more`,
      'Acme,Alice,nobody',
      `Acme,"Alice ""A"" Adams" , ${ALICE}`,
      `Acme,"Bob,${BOB}`,
      `"Acme,Carol,${CAROL}`,
      `"Acme",Carol,${CAROL}.`,
    ]
    const { code, lines } = await importingFile(faulty.join('\n'))
    expect([code, lines]).toEqual([
      2,
      [
        'Nothing was imported.',
        'line 2: has 1 cell, and the header has 3',
        'line 3: a quotation mark inside a cell has to be doubled, and the cell quoted',
        'line 4: a quotation mark inside a cell has to be doubled, and the cell quoted',
        'line 5: has 4 cells, and the header has 3',
        'line 6: email: must be an e-mail address such as anna@example.org',
        'line 8: a quotation mark is never closed',
        'line 9: a quotation mark is never closed',
        'line 10: email: must be an e-mail address such as anna@example.org',
      ],
    ])
    expect((await importingFile('organisation,"name\nAcme,Alice')).lines).toEqual([
      'Nothing was imported.',
      'line 1: a quotation mark is never closed',
    ])
    expect((await importingFile('')).lines[1]).toMatch(/list\.csv has no lines below its header\.$/)
  })

  test('may be separated by semicolons or tabs, its columns written as people write them', async () => {
    const { importingFile } = await importer(await fresh())
    for (const separator of [',', ';', '\t']) {
      const header = ['Organisation', 'Customer Number', 'platforms', 'NAME', 'E-mail', 'Time zone', 'title']
      const row = ['Acme, Inc.; \t& Sons', 'C-1', 'teams fax', 'Alice', ALICE, 'America/Denver', '']
      const list = [header.join(separator), row.map((cell) => cell && `"${cell}"`).join(separator)].join('\n')
      expect((await importingFile(list, '--dry-run')).lines.slice(0, 2)).toEqual([
        'line 2: Acme, Inc.; & Sons: added, customer number C-1, platforms teams fax',
        `line 2: Acme, Inc.; & Sons: ${ALICE}: added: Alice, primary, purposes none`,
      ])
    }
    expect((await importingFile('organisation;E-mail;e mail;fon\n')).lines).toEqual([
      'Nothing was imported.',
      'header: the column email is there twice.',
      'header: there is no column "fon".',
      expect.stringMatching(/^header: it may have organisation, /),
    ])
  })

  test('is told once of each language that there are no messages in', async () => {
    const { importing } = await importer(await fresh())
    const row = (email: string, locale: string) => `Acme,,,A,,${email},,${locale},,,`
    const list = [row(ALICE, 'fr'), row(BOB, 'fr-CA'), row(CAROL, 'it-IT'), row('dave@customer.example', 'en-GB')]
    for (const options of [['--dry-run'], []]) {
      const { code, lines } = await importing(list, ...options)
      expect(code).toBe(0)
      expect(lines.filter((line) => line.includes('language'))).toEqual([
        'line 2: language fr: messages are in English',
        'line 4: language it: messages are in English',
      ])
      expect(lines[2]).toBe('line 2: language fr: messages are in English')
    }
  })
})

onEachDatabase('a customer on the command line', (_, fresh) => {
  test('is named by its number as well as by its id', async () => {
    const shared = await fresh()
    const run = await terminal(shared)
    const acme = await addOrganisation(shared.db, 'Acme')
    await addOrganisation(shared.db, 'Beta')
    accepted(await changeOrganisation(actionContext(shared.db, LEE), acme, { customerNumber: 'C-100' }))
    const listed = (await run('organisations', 'list', 'C-100')).stdout.trimEnd().split('\n')
    expect(listed.slice(1).map((line) => line.split(/\s+/)[0])).toEqual([acme])
    const { stdout, stderr } = await run('organisations', 'link', 'C-100')
    expect(stdout).toContain('/organisations/')
    const [, link = ''] = /--revoke (\w+)/.exec(stderr) ?? []
    expect((await run('organisations', 'link', 'C-100', '--revoke', link)).stdout).toBe('The link is revoked.\n')
    expect((await run('organisations', 'link', 'C-101')).stderr).toContain('C-101')
  })
})
