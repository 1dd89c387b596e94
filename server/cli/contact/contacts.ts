import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command } from 'commander'
import { exportContacts } from '../../actions/contact/export-contacts.ts'
import { importContacts } from '../../actions/contact/import-contacts.ts'
import { asCaller } from '../../boot/data-dir/owner.ts'
import { LIST_COLUMNS } from '../../domain/contact/list.ts'
import { codeOf } from '../../lib/error-code.ts'
import { CommandFailure } from '../exit.ts'
import { must, withSession } from '../session.ts'
import { differenceLines } from './difference.ts'
import { badLineOf, readList, refusedFor } from './list-file.ts'

export function contactsCommand(): Command {
  return new Command('contacts')
    .description("Customers' main points of contact, as lists.")
    .addCommand(importing())
    .addCommand(exporting())
}

function importing(): Command {
  return new Command('import')
    .argument('<file.csv>', `columns: ${LIST_COLUMNS.join(', ')}; several platforms or purposes with spaces between`)
    .description(
      'Take over customers and their contacts, all or nothing; says line by line what changes. Customers are known by number, else by name; empty cells change nothing. Whoever is listed again counts as confirmed.',
    )
    .option('--dry-run', 'only say what would change')
    .option(
      '--remove',
      'erase contacts who came with this or another list and are not in this one; never those who were added by hand',
    )
    .action((path: string, { dryRun = false, remove = false }: { dryRun?: boolean; remove?: boolean }) =>
      withSession(async (session) => {
        const { rows, bad, notes } = readList(path)
        // What else is wrong is named as well.
        const options = { file: basename(path), remove, dryRun: dryRun || bad.length > 0 }
        const result = await importContacts(session.act(), rows, options)
        const faults = result.ok ? [] : (result.refusal.fields ?? [])
        bad.push(...faults.map((fault) => badLineOf(rows, fault)))
        if (bad.length > 0) throw refusedFor(bad)
        const lines = differenceLines(must(result), rows, notes)
        if (dryRun) lines.push('Nothing was saved: this was a dry run.')
        process.stdout.write(`${lines.join('\n')}\n`)
      }),
    )
}

function exporting(): Command {
  return new Command('export')
    .argument('[file.csv]', 'a new file, which only you can read; without, to standard output')
    .description('Write all customers and their contacts as a list that can be imported. The audit trail records it.')
    .action((path: string | undefined) =>
      withSession(async (session) => {
        if (path !== undefined) reserve(path)
        const { text, organisations, contacts } = must(await exportContacts(session.act()))
        if (path === undefined) return void process.stdout.write(text)
        asCaller(() => writeFileSync(path, text))
        process.stdout.write(`${contacts} contacts of ${organisations} organisations are in ${path}.\n`)
      }),
    )
}

/** Before the audit trail says that it was taken. */
function reserve(path: string): void {
  try {
    asCaller(() => writeFileSync(path, '', { flag: 'wx', mode: 0o600 }))
  } catch (error) {
    const why = codeOf(error) === 'EEXIST' ? 'already exists. Name a new file' : `cannot be written (${codeOf(error)})`
    throw new CommandFailure(`${path} ${why}.`)
  }
}
