import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { type Info, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type Imported, importSubscribers } from '../actions/subscription/import-subscribers.ts'
import { importRow, scopeText } from '../actions/subscription/input.ts'
import { asCaller } from '../boot/data-dir/owner.ts'
import { CHANNEL_KINDS } from '../channels/kinds.ts'
import type { FieldError } from '../domain/refusal.ts'
import { firstOf, inWords } from '../lib/input/zod-messages.ts'
import { CommandFailure } from './exit.ts'
import { must, withSession } from './session.ts'
import { addPersonCommands } from './subscriber/person.ts'

/** Channels whose addresses can be written into a list, each in a column of its own. */
const LISTED = CHANNEL_KINDS.filter((kind) => kind.textField !== undefined && kind.confirms !== 'by-owner')
const COLUMNS = LISTED.map((kind) => kind.textField).join(' or ')

/** A line of the file, beside the address. */
const line = z.looseObject({
  scope: z.string().default('all').pipe(scopeText),
  kinds: z
    .string()
    .transform((text) => text.split(/[;\s]+/))
    .optional(),
  provenance: z.string('is missing: say where and when they gave their consent'),
})

export function subscribersCommand(): Command {
  const subscribers = new Command('subscribers').description('People who follow the page by e-mail.')
  subscribers
    .command('import')
    .argument(
      '<file.csv>',
      `columns: ${COLUMNS}, scope (all, platform:ID, incident:ID), kinds (incident;maintenance), locale, timeZone, provenance`,
    )
    .description('Import subscriptions that were confirmed elsewhere. Whoever unsubscribed here stays unsubscribed.')
    .action((path: string) =>
      withSession(async (session) => {
        const rows = read(path)
        const result = await importSubscribers(
          session.act(),
          rows.map(({ imported }) => imported),
        )
        if (!result.ok && result.refusal.fields) throw nothingImported(result.refusal.fields.map(faultIn(rows)))
        const { imported, unchanged, suppressed } = must(result)
        process.stdout.write(
          `${imported} imported, ${unchanged} already known, ${suppressed} skipped (switched off here).\n`,
        )
      }),
    )
  return addPersonCommands(subscribers)
}

interface Row {
  /** Of the file. */
  line: number
  imported: Imported
}

function read(path: string): Row[] {
  const found = records(path)
  const problems: string[] = []
  const rows = found.flatMap(({ record, info }) => {
    const result = readLine(record)
    if (result.success) return [{ line: info.lines, imported: result.data }]
    for (const { path, detail } of inWords(result.error.issues))
      problems.push(`line ${info.lines}: ${path.join('.')}: ${detail}`)
    return []
  })
  if (found.length === 0) problems.push(`${path} has no lines below its header.`)
  if (problems.length > 0) throw nothingImported(problems)
  return rows
}

/** The action counts rows from 0: `/12/scope/id`. */
function faultIn(rows: readonly Row[]) {
  return ({ pointer, detail }: FieldError) => {
    const [, row, column] = pointer.split('/')
    return `line ${rows[Number(row)]?.line}: ${column}: ${detail}`
  }
}

function nothingImported(problems: readonly string[]): CommandFailure {
  return new CommandFailure(['Nothing was imported.', ...firstOf(problems)].join('\n'))
}

/** Empty cells count as left out; the column that is filled says which channel it is. */
function readLine(record: Record<string, string>) {
  const cells = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ''))
  const kind = LISTED.find(({ textField = '' }) => textField in cells) ?? LISTED[0]
  if (!kind) throw new CommandFailure('There is no channel whose addresses can be listed.')
  const [beside, whole] = [line.safeParse(cells), importRow(kind)]
  if (beside.success) return whole.safeParse(beside.data)
  // What else is wrong is named as well: with what this part lacks filled in.
  const rest = whole.safeParse({ ...cells, scope: { type: 'all' }, kinds: undefined, provenance: 'elsewhere' })
  return { success: false as const, error: new z.ZodError([...beside.error.issues, ...(rest.error?.issues ?? [])]) }
}

function records(path: string): { record: Record<string, string>; info: Info }[] {
  try {
    return parse(
      asCaller(() => readFileSync(path)),
      { columns: knownColumns, bom: true, trim: true, skip_empty_lines: true, info: true },
    )
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

/** The header, if it has what each line needs and nothing else: a misspelt column would be one that is missing. */
function knownColumns(header: string[]): string[] {
  const addresses = LISTED.flatMap(({ textField }) => textField ?? [])
  const known = [...addresses, 'scope', 'kinds', 'locale', 'timeZone', 'provenance']
  const problems = [
    ...header.filter((name) => !known.includes(name)).map((name) => `header: there is no column "${name}".`),
    ...(header.some((name) => addresses.includes(name)) ? [] : [`header: the column ${COLUMNS} is missing.`]),
    ...(header.includes('provenance') ? [] : ['header: the column provenance is missing: where and when they agreed.']),
  ]
  if (problems.length === 0) return header
  throw nothingImported([...problems, `header: it may have ${known.join(', ')}.`])
}
