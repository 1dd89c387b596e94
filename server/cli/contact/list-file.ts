import { readFileSync } from 'node:fs'
import type { ListedRow } from '../../actions/contact/import/plan.ts'
import { contactRow } from '../../actions/contact/input.ts'
import { asCaller } from '../../boot/data-dir/owner.ts'
import { LIST_COLUMNS } from '../../domain/contact/list.ts'
import type { FieldError } from '../../domain/refusal.ts'
import { textOfCell } from '../../lib/csv.ts'
import { isSpoken } from '../../lib/input/fields.ts'
import { inWords } from '../../lib/input/zod-messages.ts'
import { CommandFailure } from '../exit.ts'
import { linesOf, type TableLine, textOfFile } from './table.ts'

/** Something that is to be said of a line. */
export interface LineNote {
  line: number
  words: string
}

interface List {
  rows: ListedRow[]
  /** What is wrong with the other lines. */
  bad: LineNote[]
  /** What becomes of lines that are right, where that is not what they say. */
  notes: LineNote[]
}

/** The rows of a list of contacts. */
export function readList(path: string): List {
  const [header, ...lines] = tableIn(path)
  if (header?.fault !== undefined) throw refusedFor([{ line: header.line, words: header.fault }])
  const columns = knownColumns(header?.cells ?? [...LIST_COLUMNS])
  if (lines.length === 0) throw nothingImported([`${path} has no lines below its header.`])
  const list: List = { rows: [], bad: [], notes: [] }
  const foreign = new Set<string>()
  for (const { line, cells, fault } of lines) {
    const problem = fault ?? (cells.length === columns.length ? null : uneven(cells.length, columns.length))
    if (problem !== null) {
      list.bad.push({ line, words: problem })
      continue
    }
    const filled = cells
      .map((cell, at) => [columns[at] ?? '', textOfCell(cell)] as const)
      .filter(([, cell]) => cell !== '')
    const row = Object.fromEntries(filled)
    const result = contactRow.safeParse(row)
    if (!result.success) {
      for (const { path, detail } of inWords(result.error.issues))
        list.bad.push({ line, words: `${String(path[0])}: ${detail}` })
      continue
    }
    list.rows.push({ line, ...result.data })
    const [language = ''] = row.locale?.toLowerCase().split('-') ?? []
    if (language === '' || isSpoken(language) || foreign.has(language)) continue
    foreign.add(language)
    list.notes.push({ line, words: `language ${language}: messages are in English` })
  }
  return list
}

const uneven = (cells: number, columns: number) =>
  `has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the header has ${columns}`

/** The action counts rows from 0: `/12/platforms`. */
export function badLineOf(rows: readonly ListedRow[], { pointer, detail }: FieldError): LineNote {
  const [, row, column] = pointer.split('/')
  return { line: rows[Number(row)]?.line ?? 0, words: `${column}: ${detail}` }
}

export function refusedFor(bad: readonly LineNote[]): CommandFailure {
  const inOrder = bad.toSorted((a, b) => a.line - b.line)
  return nothingImported(inOrder.map(({ line, words }) => `line ${line}: ${words}`))
}

function nothingImported(problems: readonly string[]): CommandFailure {
  return new CommandFailure(['Nothing was imported.', ...problems].join('\n'))
}

function tableIn(path: string): TableLine[] {
  let bytes: Buffer
  try {
    bytes = asCaller(() => readFileSync(path))
  } catch (error) {
    throw new CommandFailure(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
  const text = textOfFile(bytes)
  if (text === null) throw nothingImported([`${path} is not UTF-8: save it as "CSV UTF-8" in the spreadsheet.`])
  return linesOf(text)
}

/** How a column is called if case, spaces and hyphens do not matter. */
const plain = (name: string) => name.toLowerCase().replace(/[\s-]/g, '')

/** The header, if it has nothing but known columns, each once: a misspelt column would be one that is missing. */
function knownColumns(header: readonly string[]): string[] {
  const known = new Map<string, string>(LIST_COLUMNS.map((name) => [plain(name), name]))
  const columns = header.map((name) => known.get(plain(name)) ?? name)
  const problems = columns.flatMap((name, at) => {
    if (!known.has(plain(name))) return [`header: there is no column "${name}".`]
    return columns.indexOf(name) < at ? [`header: the column ${name} is there twice.`] : []
  })
  if (!columns.some((name) => name === 'organisation' || name === 'customerNumber'))
    problems.push('header: the column organisation is missing.')
  if (problems.length === 0) return columns
  throw nothingImported([...problems, `header: it may have ${LIST_COLUMNS.join(', ')}.`])
}
