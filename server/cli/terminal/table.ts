/** Rows below their heading, in columns that stand below each other; the last one is as long as it is. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heading.map((word) => word.toUpperCase()), ...rows]
  const widths = heading.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)))
  return all.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - [...cell].length))
}

/** "due_soon" as people write it. */
export function spaced(word: string): string {
  return word.replaceAll('_', ' ')
}
