/** One fact of an entry's detail, in words. */
export interface DetailRow {
  name: string
  value: string
}

/** How values without words of their own are said. */
export interface DetailWords {
  nothing: string
  yes: string
  no: string
  turned: (from: string, to: string) => string
  time: (at: number) => string
  series: (all: string[]) => string
}

/** So much of one entry is shown, in characters: texts of incidents may be long, and a page has many entries. */
const MOST = 4_000
/** Numbers between the years 2000 and 2100 are instants, in milliseconds. */
const [EARLIEST, LATEST] = [946_684_800_000, 4_102_444_800_000]

/** What an entry kept, fact by fact: what is nested is named by its path, what was changed by both of its values. */
export function detailRows(detail: unknown, words: DetailWords): { rows: DetailRow[]; isShortened: boolean } {
  const all = walked(detail, [], words)
  const rows: DetailRow[] = []
  let left = MOST
  for (const { name, value } of all) {
    if (left <= 0) break
    rows.push({ name, value: value.slice(0, left) })
    left -= name.length + value.length
  }
  return { rows, isShortened: left < 0 || rows.length < all.length }
}

function walked(value: unknown, path: readonly string[], words: DetailWords): DetailRow[] {
  if (value === null && path.length === 0) return []
  const text = textOf(value, words)
  if (text !== null) return [{ name: nameOf(path), value: text }]
  return Object.entries(value as object)
    .filter(([, one]) => one !== undefined)
    .flatMap(([key, one]) => walked(one, [...path, key], words))
}

/** Null for what has parts of its own. */
function textOf(value: unknown, words: DetailWords): string | null {
  if (value === null || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return value > EARLIEST && value < LATEST ? words.time(value) : `${value}`
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return isFlat(value) ? listed(value, words) : null
  return turnedText(value as object, words)
}

function turnedText(value: object, words: DetailWords): string | null {
  if (Object.keys(value).length === 0) return words.nothing
  if (Object.keys(value).sort().join() !== 'from,to') return null
  const { from, to } = value as { from: unknown; to: unknown }
  const [before, after] = [textOf(from, words), textOf(to, words)]
  return before === null || after === null ? null : words.turned(before, after)
}

function listed(values: readonly unknown[], words: DetailWords): string {
  return values.length === 0 ? words.nothing : words.series(values.map((one) => textOf(one, words) ?? ''))
}

const isFlat = (values: readonly unknown[]) => values.every((one) => one === null || typeof one !== 'object')

/** "changes · starts at" of `changes.startsAt`. */
function nameOf(path: readonly string[]): string {
  const words = path.map((key) =>
    key
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toLowerCase(),
  )
  const name = words.join(' · ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
