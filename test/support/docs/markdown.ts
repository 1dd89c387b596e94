/** A table with columns of even width. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(cell))
  const widths = head.map((_, column) => Math.max(3, ...lines.map((row) => [...(row[column] ?? '')].length)))
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |`
  const [first = [], ...others] = lines
  return [line(first), line([], '-'), ...others.map((row) => line(row))].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

export function code(text: string): string {
  return `\`${text}\``
}

/** Ends with a line break, as every text file does. */
export function page(...parts: readonly string[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** What stands above a page that nobody edits by hand. */
export function madeFrom(what: string): string {
  return `<!-- Made from ${what} by \`npm run docs\`; edit that instead. -->`
}
