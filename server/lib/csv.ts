export type Cell = string | number | null

/** Rows as RFC 4180 writes them, each ended. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** A spreadsheet would run what begins like a formula: an apostrophe keeps it text. Numbers of ours stay numbers. */
function cell(value: Cell): string {
  if (typeof value !== 'string') return String(value ?? '')
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a browser makes of the answer: a file of this name. */
export function asFile(type: string, name: string): Record<string, string> {
  return { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}"` }
}
