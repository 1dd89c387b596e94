import { expect, test } from 'vitest'
import type { Person, Roster } from '../../../server/domain/ladder/duty.ts'
import { type Addressee, passing } from '../../../server/domain/ladder/passing.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'

const person = (name: string): Person => ({ name, email: `${name}@northline.example`, away: [] })
const ROSTER: Roster = {
  ...{ staff: { leads: [], desk: [] }, zone: 'America/Denver', holidays: [] },
  teams: [
    {
      ...{ role: 'support manager', title: null, people: ['ann', 'ben'].map(person), standIns: [person('cy')] },
      ...{ families: [], hours: 'always', onHolidays: 'open' },
    },
  ],
}

test('a stand-in stands for those of the team alone who were not reached', () => {
  const of = (who: string, lost: string | null): Addressee => ({
    ...{ name: who, email: `${who}@northline.example`, role: 'support manager', attempt: 0, lost, isTried: false },
  })
  const addressees = [of('ann', 'refused'), of('ben', null)]
  const at = { higher: [], dead: new Set<string>(), known: new Set<string>(), families: [] }
  const times = { openSince: START - HOUR, toldAt: START, now: START }
  const found = passing(ROSTER, { roles: ['support manager'], addressees }, { ...at, ...times })
  expect(found?.next).toMatchObject([{ name: 'cy', standsFor: ['ann'] }])
})
