import { expect, test } from 'vitest'
import { readWall, wallOf } from '../../../server/domain/time/wall.ts'

const DENVER = 'America/Denver'
const at = (text: string) => Date.parse(text)

test('a local time is read in the zone of the provider, in winter and in summer', () => {
  expect(readWall('2026-11-22T14:30', DENVER)).toEqual({ is: 'once', at: at('2026-11-22T21:30:00Z') })
  expect(readWall('2026-07-22 14:30:59', DENVER)).toEqual({ is: 'once', at: at('2026-07-22T20:30:00Z') })
})

test('a time that the clocks skip is none, and both its neighbours are told', () => {
  const [before, after] = [at('2027-03-14T08:30:00Z'), at('2027-03-14T09:30:00Z')]
  expect(readWall('2027-03-14T02:30', DENVER)).toEqual({ is: 'skipped', before, after })
})

test('a time that happens twice is both', () => {
  const [first, again] = [at('2026-11-01T07:30:00Z'), at('2026-11-01T08:30:00Z')]
  expect(readWall('2026-11-01T01:30', DENVER)).toEqual({ is: 'twice', at: first, again })
  expect([wallOf(first, DENVER), wallOf(again, DENVER)]).toEqual([
    { text: '2026-11-01T01:30', again: false },
    { text: '2026-11-01T01:30', again: true },
  ])
})

test.each(['', 'tomorrow', '2026-02-30T10:00', '2026-11-22T25:00', '2026-11-22', '22.11.2026 10:00'])(
  '"%s" is no time',
  (text) => expect(readWall(text, DENVER)).toBeNull(),
)
