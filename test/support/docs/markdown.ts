/** A table, one line per row; empty columns are left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((_, column) => rows.some((row) => row[column]))
  const line = (cells: readonly string[]) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n')
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
