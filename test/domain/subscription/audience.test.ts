import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audience, type Following, follows, type Subject } from '../../../server/domain/subscription/audience.ts'
import { KINDS, type Kind, type Scope } from '../../../server/domain/vocabulary.ts'

const OUTAGE: Subject = { kind: 'incident', incidentId: 'inc1', platforms: ['teams', 'sip'] }

const everything: Scope = { type: 'all' }
const platform = (id: string): Scope => ({ type: 'platform', id })
const incident = (id: string): Scope => ({ type: 'incident', id })
const follow = (subscriberId: string, scope: Scope, kinds: readonly Kind[] = KINDS): Following => ({
  subscriberId,
  scope,
  kinds,
})
const told = (subject: Subject, followings: Following[]) => Object.fromEntries(audience(subject, followings))

describe('an incident on Teams and SIP is told to', () => {
  test('whoever follows everything', () => {
    expect(told(OUTAGE, [follow('alice', everything)])).toEqual({ alice: everything })
  })

  test('whoever follows one of its platforms, and to no follower of another', () => {
    const followings = [follow('alice', platform('teams')), follow('bob', platform('zoom'))]
    expect(told(OUTAGE, followings)).toEqual({ alice: platform('teams') })
  })

  test('whoever follows this incident, and to no follower of another', () => {
    const followings = [follow('alice', incident('inc1')), follow('bob', incident('inc2'))]
    expect(told(OUTAGE, followings)).toEqual({ alice: incident('inc1') })
  })

  test('nobody who only wants to hear of maintenance', () => {
    const followings = [follow('alice', everything, ['maintenance']), follow('bob', incident('inc1'), [])]
    expect(told(OUTAGE, followings)).toEqual({})
  })

  test('each of them once, with the narrowest reason, in whatever order they asked', () => {
    const followings = [
      follow('alice', everything),
      follow('alice', incident('inc1')),
      follow('alice', platform('sip')),
    ]
    expect(told(OUTAGE, followings)).toEqual({ alice: incident('inc1') })
    expect(told(OUTAGE, followings.toReversed())).toEqual({ alice: incident('inc1') })
    expect(told(OUTAGE, [follow('bob', platform('sip')), follow('bob', everything)])).toEqual({ bob: platform('sip') })
  })

  test('a wider reason when the narrower one is for maintenance only', () => {
    const followings = [follow('alice', platform('teams'), ['maintenance']), follow('alice', everything, ['incident'])]
    expect(told(OUTAGE, followings)).toEqual({ alice: everything })
  })
})

test('what belongs to no incident never reaches those who follow one', () => {
  const news: Subject = { kind: 'maintenance', incidentId: null, platforms: ['teams'] }
  expect(told(news, [follow('alice', incident('inc1')), follow('bob', platform('teams'))])).toEqual({
    bob: platform('teams'),
  })
})

describe('whatever people follow', () => {
  const id = fc.constantFrom('a', 'b', 'c')
  const scope: fc.Arbitrary<Scope> = fc.oneof(fc.constant(everything), id.map(platform), id.map(incident))
  const following = fc.record({
    subscriberId: fc.constantFrom('p', 'q', 'r', 's'),
    scope,
    kinds: fc.subarray([...KINDS]),
  })
  const subject: fc.Arbitrary<Subject> = fc.record({
    kind: fc.constantFrom(...KINDS),
    incidentId: fc.option(id),
    platforms: fc.subarray(['a', 'b', 'c']),
  })
  const NARROWEST_FIRST = ['incident', 'platform', 'all']

  test('exactly those are told who follow the subject, for the narrowest of their reasons', () => {
    fc.assert(
      fc.property(subject, fc.array(following), (about, followings) => {
        const heard = audience(about, followings)
        const reasons = followings.filter((f) => follows(about, f))
        expect(new Set(heard.keys())).toEqual(new Set(reasons.map((f) => f.subscriberId)))
        for (const [subscriberId, because] of heard) {
          const own = reasons.filter((f) => f.subscriberId === subscriberId).map((f) => f.scope)
          const narrowest = Math.min(...own.map(({ type }) => NARROWEST_FIRST.indexOf(type)))
          expect(own).toContainEqual(because)
          expect(because.type).toBe(NARROWEST_FIRST[narrowest])
        }
      }),
    )
  })
})
