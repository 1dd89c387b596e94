/** One line of the report. */
export interface Row {
  label: string
  value: number
  unit: 'ms' | 's' | '/s' | 'MB' | 'kB' | '×' | ''
  /** What it is compared with in the same run, and how many times that it is. */
  reference?: { label: string; value: number; ratio: number }
  /** What the value, or the ratio if there is a reference, has to reach. */
  wanted?: { atMost: number } | { atLeast: number }
}

export interface Chapter {
  name: string
  title: string
  rows: Row[]
}

export function compared(row: Omit<Row, 'reference'>, label: string, value: number): Row {
  return { ...row, reference: { label, value, ratio: row.value / value } }
}

/** Did it reach what was wanted? Undefined where nothing was. */
export function met({ value, reference, wanted }: Row): boolean | undefined {
  if (!wanted) return undefined
  const measured = reference?.ratio ?? value
  return 'atMost' in wanted ? measured <= wanted.atMost : measured >= wanted.atLeast
}

export function table({ title, rows }: Chapter): string {
  const cells = rows.map((row) => [
    row.label,
    amount(row.value, row.unit),
    row.reference
      ? `${row.reference.ratio.toFixed(2)} × ${row.reference.label} (${amount(row.reference.value, row.unit)})`
      : '',
    row.wanted ? ('atMost' in row.wanted ? `≤ ${row.wanted.atMost}` : `≥ ${row.wanted.atLeast}`) : '',
    { true: 'yes', false: 'NO', undefined: '' }[String(met(row)) as 'true' | 'false' | 'undefined'],
  ])
  const all = [['', 'measured', 'against', 'wanted', 'met'], ...cells]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const lines = all.map((line) =>
    line
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd(),
  )
  return `\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

function pad(cell: string, width: number, column: number): string {
  return column === 1 ? cell.padStart(width) : cell.padEnd(width)
}

function amount(value: number, unit: Row['unit']): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`.trim()
}
