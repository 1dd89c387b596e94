import { expect, test } from 'vitest'
import { missesFirst } from '../../src/components/promise/promises.ts'
import type { PromisesView } from '../../src/views.ts'
import { render, texts } from '../support/site/pages.ts'
import { pageContext, views } from '../support/site/samples.ts'

const MINUTE = 60_000
const promises = views['/promises/'] as PromisesView
const [month] = promises.months
const [listed] = promises.incidents
const first = (due: number, kept: number, slowest: number | null) => ({ due, kept, late: due - kept, slowest })

/** What sort of quantity a cell tells, in words for the one who reads the failure. */
function quantity(cell: string): string | null {
  if (cell === 'none' || cell === 'none due') return null
  if (/^\d+$/.test(cell)) return 'a number'
  if (/^\d+ of \d+$/.test(cell)) return 'a share'
  return /^(\d+ (min|h|days?) ?)+$/.test(cell) ? 'a span of time' : `"${cell}"`
}

/** The quantities that stand below each heading of a table, on which a phone and a screen reader rely as well. */
function columns(table: string): Record<string, string[]> {
  const found: Record<string, Set<string>> = {}
  for (const [, label = '', cell = ''] of table.matchAll(/<td role="cell" data-label="([^"]+)"[^>]*>([^<]+)</g)) {
    const told = quantity(cell)
    found[label] = new Set([...(found[label] ?? []), ...(told ? [told] : [])])
  }
  return Object.fromEntries(Object.entries(found).map(([label, kinds]) => [label, [...kinds]]))
}

test('each column of the promises tells one quantity, in months and incidents with one first response or many', async () => {
  if (!month || !listed) throw new Error('the sample has no months')
  const of = (response: ReturnType<typeof first>) => ({ ...month.figures, firstResponse: response })
  const responses = [first(1, 1, 27 * MINUTE), first(8, 8, 95 * MINUTE), first(2, 1, null), first(0, 0, null)]
  const html = await render(
    pageContext(
      {
        ...promises,
        months: responses.map((response) => ({ ...month, figures: of(response) })),
        incidents: responses.map((response) => ({ ...listed, figures: of(response) })),
      },
      '/promises/',
    ),
  )
  const [byMonth = '', byIncident = ''] = html.split('<table').slice(1)
  const common = { Due: ['a number'], Kept: ['a number'], Late: ['a number'] }
  const spans = { 'At worst': ['a span of time'], 'Longest silence': ['a span of time'] }
  const slowest = { 'Slowest first response': ['a span of time'] }
  expect(columns(byMonth)).toEqual({ ...common, ...spans, 'First responses in time': ['a share'], ...slowest })
  expect(columns(byIncident)).toEqual({ ...common, ...spans, ...slowest })
  const headings = texts(html, 'th')
  for (const label of [...Object.keys(columns(byMonth)), ...Object.keys(columns(byIncident))])
    expect(headings).toContain(label)
})

test('master cases whose promises were broken come before all others, the worst first', () => {
  const broken = (title: string, late: number) => ({ title, figures: { ...promises.total, late, overdue: 0 } })
  const sorted = missesFirst([broken('kept', 0), broken('one late', 1), broken('three late', 3)])
  expect(sorted.map(({ title }) => title)).toEqual(['three late', 'one late', 'kept'])
})
