/** A line of a table, which may go on over several of the file: by the one on which it begins. */
export interface TableLine {
  line: number
  cells: readonly string[]
  /** What is wrong with its quotation marks: then its cells are not all there. */
  fault?: string
}

const NOT_DOUBLED = 'a quotation mark inside a cell has to be doubled, and the cell quoted'
const NOT_CLOSED = 'a quotation mark is never closed'
const SEPARATORS = [',', ';', '\t'] as const

/** The text of a file in UTF-8, or in UTF-16 that says so; null if it is neither. */
export function textOfFile(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  try {
    const text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes)
    // UTF-16 that does not say so.
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

/**
 * The lines of a table that are not empty, their cells separated as in the first one: by comma, semicolon or tab. After
 * a fault it goes on below the line on which the faulty cell begins.
 */
export function linesOf(file: string): TableLine[] {
  const text = file.replace(/\r\n?/g, '\n')
  const separator = separatorOf(/\S.*/.exec(text)?.[0] ?? '')
  const found: TableLine[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const begin = at
    const cells: string[] = []
    let cell: Cell
    do {
      cell = cellAt(text, at, separator)
      if (cell.fault === undefined) cells.push(cell.value)
      at = cell.fault === undefined ? cell.end + 1 : endOfLine(text, at) + 1
    } while (cell.fault === undefined && text[cell.end] === separator)
    if (cell.fault !== undefined) found.push({ line, cells, fault: cell.fault })
    else if (text.slice(begin, at).trim() !== '' || cells.length > 1) found.push({ line, cells })
    line += text.slice(begin, at).split('\n').length - 1
  }
  return found
}

function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length
  return SEPARATORS.reduce((most, one) => (count(one) > count(most) ? one : most))
}

type Cell = { value: string; end: number; fault?: undefined } | { fault: string }

/** The cell that begins here, without the white space around it, and where it ends. */
function cellAt(text: string, from: number, separator: string): Cell {
  const begin = afterBlanks(text, from, separator)
  if (text[begin] !== '"') {
    let end = begin
    while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
    const value = text.slice(begin, end).trimEnd()
    return value.includes('"') ? { fault: NOT_DOUBLED } : { value, end }
  }
  let close = text.indexOf('"', begin + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0) return { fault: NOT_CLOSED }
  const end = afterBlanks(text, close + 1, separator)
  if (end < text.length && text[end] !== separator && text[end] !== '\n') {
    // Where a cell would begin, it is the mark of the next one.
    const isNext = [separator, '\n'].includes(text[close - 1] ?? '')
    return { fault: isNext ? NOT_CLOSED : NOT_DOUBLED }
  }
  return { value: text.slice(begin + 1, close).replaceAll('""', '"'), end }
}

function afterBlanks(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== separator && text[at]?.trim() === '') at++
  return at
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
