import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  INDICATORS,
  incidentImpact,
  type Overall,
  overall,
  worst,
  worstFirst,
} from '../../../server/domain/platform/state.ts'
import { type Impact, PLATFORM_STATES, type PlatformState } from '../../../server/domain/vocabulary.ts'

const up = 'operational'
const maintained = 'under_maintenance'
const degraded = 'degraded_performance'
const partial = 'partial_outage'
const major = 'major_outage'

const CASCADE: [string, PlatformState[], Overall][] = [
  ['no platform at all', [], { indicator: 'none', key: 'no_platforms' }],
  ['everything works', [up, up], { indicator: 'none', key: 'all_operational' }],
  ['every platform has a major outage', [major, major], { indicator: 'critical', key: 'major_outage' }],
  ['the only platform has a major outage', [major], { indicator: 'critical', key: 'major_outage' }],
  ['every platform has a partial outage', [partial, partial], { indicator: 'major', key: 'partial_outage' }],
  ['one of two has a major outage', [up, major], { indicator: 'major', key: 'partial_outage' }],
  ['a major and a partial outage, nothing works', [major, partial], { indicator: 'major', key: 'partial_outage' }],
  ['a major outage beside maintenance', [major, maintained], { indicator: 'major', key: 'partial_outage' }],
  ['one of two has a partial outage', [up, partial], { indicator: 'minor', key: 'minor_outage' }],
  ['a partial outage among degraded platforms', [degraded, partial], { indicator: 'minor', key: 'minor_outage' }],
  ['every platform is degraded', [degraded, degraded], { indicator: 'minor', key: 'degraded' }],
  ['one of two is degraded', [up, degraded], { indicator: 'minor', key: 'partially_degraded' }],
  ['degraded beside maintenance', [maintained, degraded], { indicator: 'minor', key: 'partially_degraded' }],
  ['maintenance and nothing worse', [up, maintained], { indicator: 'maintenance', key: 'maintenance' }],
  ['maintenance everywhere', [maintained, maintained], { indicator: 'maintenance', key: 'maintenance' }],
  ['the only platform has a partial outage', [partial], { indicator: 'major', key: 'partial_outage' }],
  ['the only platform is degraded', [degraded], { indicator: 'minor', key: 'partially_degraded' }],
]

const state = fc.constantFrom(...PLATFORM_STATES)

test('what is hit worst comes first, and what is hit alike keeps its order', () => {
  const hit = (id: string, impact: Impact) => ({ id, impact })
  const affected = [hit('a', 'operational'), hit('b', 'partial_outage'), hit('c', 'major_outage')]
  const last = hit('d', 'partial_outage')
  expect(worstFirst([...affected, last]).map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a'])
})

describe('the overall state of the page', () => {
  test.each(CASCADE)('%s', (_, states, expected) => {
    expect(overall(states)).toEqual(expected)
  })

  test('does not depend on the order of the platforms', () => {
    const shuffled = fc
      .array(state)
      .chain((states) => fc.tuple(fc.constant(states), fc.shuffledSubarray(states, { minLength: states.length })))
    fc.assert(
      fc.property(shuffled, ([states, others]) => {
        expect(overall(others)).toEqual(overall(states))
      }),
    )
  })

  test('says that all is well exactly when every platform is operational', () => {
    fc.assert(
      fc.property(fc.array(state), (states) => {
        expect(overall(states).indicator === 'none').toBe(states.every((s) => s === up))
      }),
    )
  })

  test('never gets better when one platform gets worse', () => {
    const rank = (states: PlatformState[]) => INDICATORS.indexOf(overall(states).indicator)
    fc.assert(
      fc.property(fc.array(state), state, state, (others, one, another) => {
        const [better, worse] = [one, another].sort((a, b) => PLATFORM_STATES.indexOf(a) - PLATFORM_STATES.indexOf(b))
        expect(rank([...others, worse as PlatformState])).toBeGreaterThanOrEqual(
          rank([...others, better as PlatformState]),
        )
      }),
    )
  })
})

describe('the worst of several states', () => {
  test('is operational when there is none', () => {
    expect(worst([])).toBe('operational')
  })

  test('ranks maintenance below any trouble', () => {
    expect(worst([maintained, degraded])).toBe(degraded)
    expect(worst([maintained, up])).toBe(maintained)
  })

  test('is one of them, and none of them is worse', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1 }), (states) => {
        const found = worst(states)
        expect(states).toContain(found)
        expect(Math.max(...states.map((s) => PLATFORM_STATES.indexOf(s)))).toBe(PLATFORM_STATES.indexOf(found))
      }),
    )
  })
})

test.each([
  [major, 'critical'],
  [partial, 'major'],
  [degraded, 'minor'],
  [maintained, 'none'],
  [up, 'none'],
] as const)('an incident that means %s is called %s on the wire', (impact, expected) => {
  expect(incidentImpact(impact)).toBe(expected)
})
