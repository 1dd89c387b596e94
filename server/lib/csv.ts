export type Cell = string | number | null

/** Rows in the format of RFC 4180, each with a line end. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/

/** Which character separates cells depends on the reader's country, so what holds anything that may is quoted. */
function cell(value: Cell): string {
  const text = writtenCell(value)
  if (typeof value !== 'string') return text
  return /[",;|\p{Cc}\u2028\u2029]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * What whoever reads the table finds in the cell. Spreadsheets run texts that begin like a formula, so those get an
 * apostrophe; our numbers stay numbers.
 */
export function writtenCell(value: Cell): string {
  if (typeof value !== 'string') return String(value ?? '')
  return FORMULA.test(value) ? `'${value}` : value
}

/** The other way round: what a cell of ours says. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}

/** Headers that make a browser save the response as a file. */
export function asFile(type: string, name: string): Record<string, string> {
  return { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}"` }
}
