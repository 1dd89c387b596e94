import type { Book } from '../../../../db/contact/book.ts'
import { newId } from '../../../lib/ids.ts'
import { asRead } from '../../../lib/text.ts'
import type { Fault, ListedOrganisation, ListedRow, OrganisationSaid } from './plan.ts'

interface Found {
  id: string
  before: OrganisationSaid | null
  row: number
  /** What rows said, and which was the first to say it. */
  said: Partial<Record<Column, { value: string; line: number }>>
  platforms?: readonly string[]
}
const COLUMNS = ['organisation', 'customerNumber', 'platforms'] as const
type Column = (typeof COLUMNS)[number]

/**
 * The organisation of each row, known by its number or else by its name; null where there is a fault. All rows of one
 * organisation say the same of it.
 */
export function findOrganisations(
  rows: readonly ListedRow[],
  { organisations, platforms }: Pick<Book, 'organisations' | 'platforms'>,
  fault: Fault,
): (ListedOrganisation | null)[] {
  const known = organisations.map(({ id, name, customer_number: customerNumber }): Found => {
    return { id, before: { name, customerNumber, platforms: platforms.get(id) ?? [] }, row: -1, said: {} }
  })
  const numberOf = (one: Found) => one.said.customerNumber?.value ?? one.before?.customerNumber ?? null
  const byNumber = new Map(
    known.flatMap((one) => (one.before?.customerNumber ? [[one.before.customerNumber, one] as const] : [])),
  )
  const byName = Map.groupBy(known, ({ before }) => asRead(before?.name ?? ''))
  const call = (name: string, one: Found) => {
    const same = byName.get(asRead(name)) ?? []
    if (!same.includes(one)) byName.set(asRead(name), [...same, one])
  }

  const find = ({ organisation: name, customerNumber: number }: ListedRow, row: number): Found | null => {
    const numbered = number === undefined ? undefined : byNumber.get(number)
    if (numbered) return numbered
    if (name === undefined) {
      if (number === undefined) fault(row, 'organisation', 'is missing')
      else fault(row, 'organisation', `is missing: no organisation has the customer number ${number} yet`)
      return null
    }
    const same = byName.get(asRead(name)) ?? []
    const without = same.filter((one) => numberOf(one) === null)
    const named = number === undefined && same.length === 1 ? same[0] : without.length === 1 ? without[0] : undefined
    if (named) return named
    if (same.length === 0) return { id: newId(), before: null, row, said: {} }
    const [other] = same
    if (number !== undefined && without.length === 0 && other)
      fault(row, 'customerNumber', `"${name}" has the customer number ${numberOf(other)} already`)
    else fault(row, 'organisation', `several organisations are called "${name}": give the customer number`)
    return null
  }

  const found = rows.map((row, index) => {
    const one = find(row, index)
    if (!one) return null
    if (one.row < 0) one.row = index
    for (const column of COLUMNS) {
      const value = column === 'platforms' ? row.platforms && [...row.platforms].sort().join(' ') : row[column]
      const before = one.said[column]
      if (value === undefined || before?.value === value) continue
      if (before) fault(index, column, `line ${before.line} says "${before.value}" of the same organisation`)
      else one.said[column] = { value, line: row.line }
    }
    if (row.platforms) one.platforms ??= row.platforms
    if (row.customerNumber !== undefined && !byNumber.has(row.customerNumber)) byNumber.set(row.customerNumber, one)
    if (row.organisation !== undefined) call(row.organisation, one)
    return one
  })
  const listed = new Map<Found, ListedOrganisation>()
  for (const one of found)
    if (one && !listed.has(one)) listed.set(one, { id: one.id, before: one.before, after: after(one), row: one.row })
  return found.map((one) => (one && listed.get(one)) ?? null)
}

function after({ before, said, platforms }: Found): OrganisationSaid {
  return {
    name: said.organisation?.value ?? before?.name ?? '',
    customerNumber: said.customerNumber?.value ?? before?.customerNumber ?? null,
    platforms: platforms ?? before?.platforms ?? [],
  }
}
