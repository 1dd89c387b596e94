import { readFileSync } from 'node:fs'
import { type Info, parse } from 'csv-parse/sync'
import type { ListedRow } from '../../actions/contact/import/plan.ts'
import { contactRow } from '../../actions/contact/input.ts'
import { asCaller } from '../../boot/data-dir/owner.ts'
import { LIST_COLUMNS } from '../../domain/contact/list.ts'
import type { FieldError } from '../../domain/refusal.ts'
import { textOfCell } from '../../lib/csv.ts'
import { inWords } from '../../lib/input/zod-messages.ts'
import { CommandFailure } from '../exit.ts'

/** Something that is wrong with a line. */
export interface BadLine {
  line: number
  words: string
}

/** The rows of a list of contacts, and what is wrong with the others. */
export function readList(path: string): { rows: ListedRow[]; bad: BadLine[] } {
  const found = records(path)
  if (found.length === 0) throw nothingImported([`${path} has no lines below its header.`])
  const bad: BadLine[] = []
  const rows = found.flatMap(({ record, info: { lines: line } }) => {
    const cells = Object.entries(record).map(([column, cell]) => [column, textOfCell(cell)])
    const result = contactRow.safeParse(Object.fromEntries(cells.filter(([, cell]) => cell !== '')))
    if (result.success) return [{ line, ...result.data }]
    for (const { path, detail } of inWords(result.error.issues))
      bad.push({ line, words: `${String(path[0])}: ${detail}` })
    return []
  })
  return { rows, bad }
}

/** The action counts rows from 0: `/12/platforms`. */
export function badLineOf(rows: readonly ListedRow[], { pointer, detail }: FieldError): BadLine {
  const [, row, column] = pointer.split('/')
  return { line: rows[Number(row)]?.line ?? 0, words: `${column}: ${detail}` }
}

export function refusedFor(bad: readonly BadLine[]): CommandFailure {
  const inOrder = bad.toSorted((a, b) => a.line - b.line)
  return nothingImported(inOrder.map(({ line, words }) => `line ${line}: ${words}`))
}

function nothingImported(problems: readonly string[]): CommandFailure {
  return new CommandFailure(['Nothing was imported.', ...problems].join('\n'))
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

/** The header, if it has nothing but known columns, each once: a misspelt column would be one that is missing. */
function knownColumns(header: string[]): string[] {
  const known: readonly string[] = LIST_COLUMNS
  const problems = header.flatMap((name, at) => {
    if (!known.includes(name)) return [`header: there is no column "${name}".`]
    return header.indexOf(name) < at ? [`header: the column ${name} is there twice.`] : []
  })
  if (!header.some((name) => name === 'organisation' || name === 'customerNumber'))
    problems.push('header: the column organisation is missing.')
  if (problems.length === 0) return header
  throw nothingImported([...problems, `header: it may have ${known.join(', ')}.`])
}
