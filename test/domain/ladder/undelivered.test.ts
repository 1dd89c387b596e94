import { expect, test } from 'vitest'
import { type ToldPerson, type ToldRung, toldInTurn, undeliveredOf } from '../../../server/domain/ladder/told.ts'

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

test('whoever was told in place of somebody who was reached after all was told instead of nobody', () => {
  const late = person('Ann Late', 'vice-president')
  const vera = { ...person('Vera Stand', 'vice-president'), standsFor: ['Ann Late'] }
  const bob = person('Bob Gone', 'duty lead', 'SMTP: 550')
  const tom = { ...person('Tom Stand', 'duty lead'), standsFor: ['Bob Gone'] }
  const told = [rung('told', late, bob), rung('passed_on', vera), rung('passed_on', tom)]
  expect(undeliveredOf(told)?.passedOnTo.map(({ name }) => name)).toEqual(['Tom Stand'])
  // Of the same role, too; and it matters no longer whether it reached the stand-in.
  const eve = person('Eve Gone', 'vice-president', 'SMTP: 550')
  const una = { ...person('Una Stand', 'vice-president', 'SMTP: 550'), standsFor: ['Ann Late'] }
  const found = undeliveredOf([rung('told', late, eve), rung('passed_on', una), rung('passed_on', vera)])
  expect([found?.people.map(({ name }) => name), found?.passedOnTo]).toEqual([['Eve Gone'], []])
  expect(undeliveredOf([rung('told', late), rung('passed_on', una)])).toBeNull()
})

test('where everybody was reached, nothing is undelivered', () => {
  expect(undeliveredOf([rung('told', person('Ann Late', 'vice-president'))])).toBeNull()
})

test('who was told is read in the order of time, without what was replaced by a newer message to the same person, or withdrawn', () => {
  const replaced = { ...person('Juno', 'duty lead'), result: 'replaced' as const }
  const withdrawn = { ...person('Vera', 'duty lead'), result: 'withdrawn' as const }
  const rungs = [
    { ...rung('passed_on', person('Tomas', 'desk'), withdrawn), at: 3 },
    { ...rung('told', replaced, person('Ida', 'duty lead')), at: 1 },
    { ...rung('told', person('Juno', 'duty lead')), at: 2 },
  ]
  expect(toldInTurn(rungs).map(({ at, people }) => [at, ...people.map(({ name }) => name)])).toEqual([
    [1, 'Ida'],
    [2, 'Juno'],
    [3, 'Tomas'],
  ])
})
