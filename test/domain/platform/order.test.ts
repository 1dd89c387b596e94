import { expect, test } from 'vitest'
import { moved, placed } from '../../../server/domain/platform/order.ts'

const ALL = ['a', 'b', 'c', 'd', 'e']
const put = (places: Record<string, number>) => placed(ALL, new Map(Object.entries(places))).join('')

test('what was given a place stands there, and all others keep their order', () => {
  expect(put({})).toBe('abcde')
  expect(put({ e: 1 })).toBe('eabcd')
  expect(put({ a: 3 })).toBe('bcade')
  expect(put({ e: 2, a: 4 })).toBe('becad')
  expect(put({ a: 5, b: 4, c: 3, d: 2, e: 1 })).toBe('edcba')
})

test('a place beyond the last is the last, and of two with one place the former goes first', () => {
  expect(put({ a: 99 })).toBe('bcdea')
  expect(put({ d: 2, e: 2 })).toBe('adebc')
})

test('a move passes one neighbour, and stops at both ends', () => {
  expect(moved(ALL, 'c', -1).join('')).toBe('acbde')
  expect(moved(ALL, 'c', 1).join('')).toBe('abdce')
  expect([moved(ALL, 'a', -1), moved(ALL, 'e', 1), moved(ALL, 'x', 1)]).toEqual([ALL, ALL, ALL])
})
