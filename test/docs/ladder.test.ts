import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rosterOf } from '../../server/actions/ladder/roster.ts'
import { inFindings } from '../../server/cli/doctor/ladder.ts'
import { planFile, planOf } from '../../server/config/plan-file.ts'
import { coverageOf } from '../../server/domain/ladder/coverage.ts'
import { DEFAULT_LADDER } from '../../server/domain/ladder/ladder.ts'

const [SHORT = '', WHOLE = ''] = [...readFileSync('docs/ladder.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, json = '']) => json,
)

function coverage(json: string) {
  const plan = planOf(planFile.parse(JSON.parse(json)))
  // Somebody's page may have other groups than the example names.
  const groups = ['Zoom', 'Contact centre', 'Voice']
  return coverageOf(rosterOf(plan), plan.ladder, { used: groups, known: groups }, Date.UTC(2026, 10, 10, 12))
}

test('the five lines of docs/ladder.md fill a ladder in which the leads stand for the rest', () => {
  const { gaps, silent, instead } = coverage(SHORT)
  expect([silent, instead]).toEqual([[], 'leads'])
  expect(gaps).toMatchObject([{ roles: ['support manager', 'vice-president', 'chief executive'], isUnfilled: true }])
})

test('the whole example is the default ladder, and leaves open what the text says of it', () => {
  expect(planOf(planFile.parse(JSON.parse(WHOLE))).ladder).toEqual(DEFAULT_LADDER)
  const hours = { why: 'holiday', stretches: [{ from: '08:00', to: '17:00' }] }
  expect(coverage(WHOLE)).toMatchObject({
    ...{ silent: [], unusedRoles: [], unknownFamilies: [] },
    gaps: [
      {
        ...{ roles: ['support manager'], families: null, weekly: [] },
        dates: [
          { date: '2026-12-25', ...hours },
          { date: '2027-01-01', ...hours },
        ],
      },
    ],
  })
  // As doctor says it, word for word.
  expect(inFindings(coverage(WHOLE)).map(({ text }) => text)).toEqual([
    'ladder: support manager: nobody on duty 2026-12-25 (holiday) 08:00–17:00; 2027-01-01 (holiday) 08:00–17:00; the leads are told instead',
  ])
})
