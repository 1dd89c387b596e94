import { expect, test } from 'vitest'
import type { Person, Roster, Team } from '../../../server/domain/ladder/duty.ts'
import {
  type Addressee,
  ASKED_AGAIN,
  passing,
  REACHED,
  UNSENT_FOR,
  whyLost,
} from '../../../server/domain/ladder/passing.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'

const person = (name: string): Person => ({ name, email: `${name}@northline.example`, away: [] })
const team = (role: string, people: string[], standIns: string[], title: string | null = null): Team => ({
  ...{ role, title, people: people.map(person), standIns: standIns.map(person) },
  ...{ families: [], hours: 'always', onHolidays: 'open' },
})
const ROSTER: Roster = {
  teams: [
    team('support manager', ['ann', 'ben'], ['cy'], 'Call manager'),
    team('vice-president', ['dee'], ['eve']),
    team('duty lead', ['lou'], []),
  ],
  staff: { leads: [], desk: ['desk@northline.example'] },
  zone: 'America/Denver',
  holidays: [],
}
const HIGHER = [{ after: 30, roles: ['vice-president'] }]

/** `ann` got it, `ann!` did not, `ann?` is still tried; each with the attempt and the role it was told in. */
function next(
  people: [who: string, attempt: number, role: string][],
  dead: string[] = [],
  roles = ['support manager'],
  {
    openSince = START - HOUR,
    toldAt = START,
    known = [],
  }: { openSince?: number | null; toldAt?: number; known?: string[] } = {},
) {
  const addressees = people.map(([who, attempt, role]): Addressee => {
    const { name, email } = person(who.replace(/[!?]$/, ''))
    return { name, email, role, attempt, lost: /[!?]$/.test(who) ? 'refused' : null, isTried: who.endsWith('?') }
  })
  const gone = [...addressees.filter(({ lost }) => lost), ...dead.map(person)].map(({ email }) => email)
  const at = {
    higher: HIGHER,
    dead: new Set(gone),
    known: new Set(known.map((who) => person(who).email)),
    families: [],
    openSince,
    toldAt,
    now: START,
  }
  return passing(ROSTER, { roles, addressees }, at)?.next.map(({ email }) => email.split('@')[0]) ?? null
}
const CALL = 'Call manager'

test('what got through is passed on to nobody', () => {
  expect(
    next([
      ['ann', 0, CALL],
      ['ben', 0, CALL],
    ]),
  ).toBeNull()
})

test('stand-ins are told for those who were not reached, also where a colleague was', () => {
  expect(
    next([
      ['ann!', 0, CALL],
      ['ben', 0, CALL],
    ]),
  ).toEqual(['cy'])
  expect(
    next([
      ['ann!', 0, CALL],
      ['ben!', 0, CALL],
    ]),
  ).toEqual(['cy'])
})

test('an author who was not reached wakes nobody while the desk was', () => {
  const [dana, desk]: [[string, number, string], string[]] = [
    ['dana!', 0, 'author'],
    ['author', 'desk'],
  ]
  expect(next([dana, ['desk', 0, 'desk']], [], desk)).toBeNull()
  expect(next([dana, ['desk!', 0, 'desk']], [], desk)).toEqual(['dee'])
})

test('a rung that reached somebody of its role is told: nobody above is woken for it', () => {
  expect(
    next([
      ['ann!', 0, CALL],
      ['ben', 0, CALL],
      ['cy!', 1, CALL],
    ]),
  ).toBeNull()
  expect(
    next([
      ['ann!', 0, CALL],
      ['ben!', 0, CALL],
      ['cy', 1, CALL],
    ]),
  ).toBeNull()
})

test('one after the other until somebody is reached, nobody twice, then nobody is left', () => {
  const lost: [string, number, string][] = [
    ['ann!', 0, CALL],
    ['ben!', 0, CALL],
    ['cy!', 1, CALL],
  ]
  expect(next(lost)).toEqual(['dee'])
  expect(next([...lost, ['dee!', 2, 'vice-president']])).toEqual(['lou'])
  expect(next([...lost, ['dee', 2, 'vice-president']])).toBeNull()
  lost.push(['dee!', 2, 'vice-president'], ['lou!', 3, 'duty lead'])
  expect(next(lost)).toEqual(['desk'])
  lost.push(['desk!', 4, 'desk'])
  expect(next(lost, [], ['support manager'], { openSince: null, toldAt: START - HOUR })).toEqual([])
})

test('where all were refused, those of the rung are told once more when something gets through', () => {
  const lost = [
    ['ann!', 0, CALL],
    ['cy!', 1, CALL],
    ['dee!', 2, 'vice-president'],
    ['lou!', 3, 'duty lead'],
    ['desk!', 4, 'desk'],
  ] as [string, number, string][]
  expect(next(lost)).toEqual(['ann'])
  expect(next([...lost, ['ann!', 5, CALL]])).toEqual([])
})

test('no address is tried again that took no message about this promise', () => {
  expect(
    next(
      [
        ['ann!', 0, CALL],
        ['ben!', 0, CALL],
      ],
      ['cy', 'dee'],
    ),
  ).toEqual(['lou'])
})

test('a role is told for itself: that another of the same rung was reached does not do', () => {
  const roles = ['support manager', 'vice-president']
  expect(
    next(
      [
        ['ann', 0, CALL],
        ['dee!', 0, 'vice-president'],
      ],
      [],
      roles,
    ),
  ).toEqual(['eve'])
  expect(
    next(
      [
        ['ann', 0, CALL],
        ['dee!', 0, 'vice-president'],
        ['eve!', 1, 'vice-president'],
      ],
      [],
      roles,
    ),
  ).toEqual(['lou'])
})

test('a message is lost when it is given up, and when it was tried and is late; not when nobody has tried it', () => {
  const at = (state: 'queued' | 'sending' | 'sent' | 'failed' | 'superseded', error: string | null, age: number) =>
    whyLost({ state, error, queuedAt: START }, START + age)
  expect(at('failed', '550', 0)).toBe('550')
  expect(at('sent', '450', UNSENT_FOR)).toBeNull()
  expect(at('queued', '450', UNSENT_FOR - 1)).toBeNull()
  expect(at('queued', '450', UNSENT_FOR)).toBe('not sent for two minutes: 450')
  expect(at('sending', '450', UNSENT_FOR)).toBe('not sent for two minutes: 450')
  expect(at('queued', null, 10 * UNSENT_FOR)).toBeNull()
  expect(at('sending', null, 10 * UNSENT_FOR)).toBeNull()
  expect(at('superseded', 'nobody is told there', 0)).toBe('nobody is told there')
  expect(at('superseded', REACHED, 0)).toBeNull()
})

const CLOSED = { openSince: null }
test('while nothing gets through to anybody, one message in the place of others is enough, until something does', () => {
  const first = [
    ['ann?', 0, CALL],
    ['ben?', 0, CALL],
  ] as [string, number, string][]
  const second = [...first, ['cy?', 1, 'stand-in']] as [string, number, string][]
  expect(next(first, [], ['support manager'], CLOSED)).toEqual(['cy'])
  expect(next(second, [], ['support manager'], CLOSED)).toBeNull()
  // It is these mailboxes, and not the way to all of them.
  expect(next(second, [], ['support manager'])).toEqual(['dee'])
  // Refusals come at once, and would burn the whole ladder while the relay refuses everything.
  const refused = [...first, ['cy!', 1, 'stand-in']] as [string, number, string][]
  expect(next(refused, [], ['support manager'], { ...CLOSED, toldAt: START - ASKED_AGAIN + 1 })).toBeNull()
  expect(next(refused, [], ['support manager'], { ...CLOSED, toldAt: START - ASKED_AGAIN })).toEqual(['dee'])
  expect(next([['ann!', 0, CALL]], [], ['support manager'], CLOSED)).toEqual(['cy'])
})

test('once the way is open, what waits has two minutes to go out by itself', () => {
  const roles = ['support manager']
  for (const attempt of [0, 1]) {
    const waits: [string, number, string][] = [['ann?', attempt, CALL]]
    expect(next(waits, [], roles, { openSince: START - UNSENT_FOR + 1 })).toBeNull()
    expect(next(waits, [], roles, { openSince: START - UNSENT_FOR })).toEqual(['cy'])
  }
})

test('that one of several got theirs since the way is open cuts nobody else’s two minutes short', () => {
  const open = { openSince: START - UNSENT_FOR + 1 }
  const waits: [string, number, string][] = [
    ['ann', 0, CALL],
    ['ben?', 0, CALL],
  ]
  expect(next(waits, [], ['support manager'], open)).toBeNull()
  expect(next(waits, [], ['support manager'], { openSince: START - UNSENT_FOR })).toEqual(['cy'])
  // What is refused for good does not wait, and what still waits is under way.
  expect(next([...waits.slice(1), ['ann!', 0, CALL]], [], ['support manager'], open)).toEqual(['cy'])
  expect(next([...waits.slice(1), ['ann!', 0, CALL], ['cy!', 1, CALL]], [], ['support manager'], open)).toBeNull()
})

test('once those who were meant have it, nobody is told in place of a substitute', () => {
  const roles = ['support manager']
  const ann: [string, number, string] = ['ann', 0, CALL]
  expect(next([ann, ['dee!', 1, 'vice-president']], [], roles)).toBeNull()
  expect(next([ann, ['dee?', 1, 'vice-president']], [], roles)).toBeNull()
  expect(next([ann, ['eve!', 1, CALL]], [], roles)).toBeNull()
  // One of two was never reached.
  const both: [string, number, string][] = [
    ['ann', 0, CALL],
    ['dee!', 0, 'vice-president'],
  ]
  expect(next([...both, ['eve!', 1, 'vice-president']], [], [...roles, 'vice-president'])).toEqual(['lou'])
})

test('whoever was just told of the same promise is left out, and nobody else is told where that is all of them', () => {
  const roles = ['support manager']
  expect(next([['ann!', 0, CALL]], [], roles, { known: ['cy'] })).toBeNull()
  expect(next([['ann!', 0, CALL]], ['cy'], roles, { known: ['dee'] })).toBeNull()
  // Theirs was lost as well.
  expect(next([['ann!', 0, CALL]], ['cy', 'dee'], roles)).toEqual(['lou'])
})
