import { expect, test } from 'vitest'
import { type ToldPerson, type ToldRung, undeliveredOf } from '../../../server/domain/ladder/told.ts'

const person = (name: string | null, role: string, reason: string | null = null): ToldPerson => ({
  ...{ name, role, reason },
  result: reason === null ? 'sent' : 'failed',
})
const rung = (how: ToldRung['how'], ...people: ToldPerson[]): ToldRung => ({
  ...{ after: 0, how, at: 0, roles: [], gaps: [], people },
})

test('nobody whom a message did not reach counts as told instead, and each person comes once', () => {
  const ann = person('Ann Late', 'vice-president', 'SMTP: 550')
  expect(
    undeliveredOf([
      rung('told', ann),
      rung('passed_on', ann, person(null, 'duty lead', 'SMTP: 550')),
      rung('passed_on', person('Vera Stand', 'vice-president')),
      rung('passed_on', person('Vera Stand', 'vice-president')),
    ]),
  ).toEqual({
    people: [
      { name: 'Ann Late', role: 'vice-president', reason: 'SMTP: 550' },
      { name: null, role: 'duty lead', reason: 'SMTP: 550' },
    ],
    passedOnTo: [{ name: 'Vera Stand', role: 'vice-president' }],
    isWaiting: false,
  })
})

test('a stand-in is told instead with the name of whom they stand in for', () => {
  const ann = person('Ann Late', 'vice-president', 'SMTP: 550')
  const vera = { ...person('Vera Stand', 'vice-president'), standsFor: ['Ann Late'] }
  expect(undeliveredOf([rung('told', ann), rung('passed_on', vera)])?.passedOnTo).toEqual([
    { name: 'Vera Stand', role: 'vice-president', standsFor: ['Ann Late'] },
  ])
})

test('where everybody was reached, nothing is undelivered', () => {
  expect(undeliveredOf([rung('told', person('Ann Late', 'vice-president'))])).toBeNull()
})
