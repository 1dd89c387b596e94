import { expect, test } from 'vitest'
import { dueTime, fromNow, localTime } from '../../../server/cli/terminal/when.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'

const NOON = Date.parse('2026-10-31T18:00:00Z')
const DENVER = 'America/Denver'

test('a due time is told in the zone of the provider, and from now', () => {
  expect(dueTime(NOON + HOUR, DENVER, NOON)).toBe('13:00 MDT (in 60 min)')
  expect(dueTime(NOON - HOUR, DENVER, NOON)).toBe('11:00 MDT (60 min ago)')
})

test('on another day, and in another year, it has its date; summer time ends in between', () => {
  expect(localTime(NOON + DAY, DENVER, NOON)).toBe('Sun 1 Nov 11:00 MST')
  expect(localTime(Date.parse('2027-01-01T07:30:00Z'), DENVER, NOON)).toBe('1 Jan 2027 00:30 MST')
})

test.each([
  [20_000, 'now'],
  [-40_000, '1 min ago'],
  [HOUR - 5, 'in 60 min'],
  [119 * MINUTE, 'in 119 min'],
  [5 * HOUR + 10 * MINUTE, 'in 5 h 10 min'],
  [-47 * HOUR, '47 h ago'],
  [72 * HOUR, 'in 3 days'],
])('%d milliseconds from now is "%s"', (ms, words) => {
  expect(fromNow(NOON + ms, NOON)).toBe(words)
})

test('a zone has the name by which mails and pages know it', () => {
  expect(localTime(NOON, 'Europe/Berlin', NOON)).toBe('19:00 CET')
})
