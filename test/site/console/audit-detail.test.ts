import { expect, test } from 'vitest'
import { detailRows } from '../../../src/components/console/audit/detail.ts'

const words = {
  ...{ nothing: 'none', yes: 'yes', no: 'no', turned: (from: string, to: string) => `${from} → ${to}` },
  series: (all: string[]) => all.join(', '),
  time: (at: number) => new Date(at).toISOString().slice(0, 16),
}
const rows = (detail: unknown) => detailRows(detail, words).rows.map(({ name, value }) => `${name}: ${value}`)

test('what an entry of the audit trail kept is told fact by fact', () => {
  expect(
    rows({
      ...{
        title: 'Calls fail',
        platforms: ['voice', 'chat'],
        caseNumber: null,
        notify: true,
        resolvedAt: 1_795_000_000_000,
      },
      changes: { endsAt: { from: null, to: 1_795_000_000_000 }, name: { from: 'Zoom', to: 'Zoom Phone' } },
      impacts: [{ id: 'voice', impact: 'major_outage' }],
    }),
  ).toEqual([
    'Title: Calls fail',
    'Platforms: voice, chat',
    'Case number: none',
    'Notify: yes',
    'Resolved at: 2026-11-18T11:06',
    'Changes · ends at: none → 2026-11-18T11:06',
    'Changes · name: Zoom → Zoom Phone',
    'Impacts · 0 · id: voice',
    'Impacts · 0 · impact: major_outage',
  ])
  for (const nothing of [null, {}]) expect(rows(nothing).join()).toMatch(/^(: none)?$/)
})

test('a long text is shortened, and that is said', () => {
  const { rows: found, isShortened } = detailRows({ body: 'x'.repeat(10_000), after: 'y' }, words)
  expect([found.map(({ name, value }) => [name, value.length]), isShortened]).toEqual([[['Body', 4000]], true])
  expect(detailRows({ body: 'x' }, words).isShortened).toBe(false)
})
