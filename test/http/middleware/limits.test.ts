import { expect, test } from 'vitest'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { Limiter } from '../../../server/http/middleware/limits.ts'

test('an allowance may be used at once, then comes back evenly', () => {
  const limiter = new Limiter({ count: 3, per: MINUTE })
  expect([1, 2, 3, 4].map(() => limiter.take('a', 0))).toEqual([0, 0, 0, 20_000])
  expect(limiter.take('b', 0)).toBe(0)
  expect(limiter.take('a', 19_999)).toBe(1)
  expect(limiter.take('a', 20_000)).toBe(0)
  expect(limiter.take('a', 20_000)).toBe(20_000)
  expect([1, 2, 3, 4].map(() => limiter.take('a', 5 * MINUTE))).toEqual([0, 0, 0, 20_000])
})

test('memory stays bounded under an attack from everywhere', () => {
  const limiter = new Limiter({ count: 1, per: MINUTE })
  for (let client = 0; client < 500_000; client++) limiter.take(String(client), 0)
  expect(limiter.size).toBeLessThanOrEqual(200_000)
})

test('idle clients are forgotten, and busy ones are not, so that their limit holds', () => {
  const limiter = new Limiter({ count: 1, per: MINUTE })
  for (let client = 0; client < 9_999; client++) limiter.take(`idle ${client}`, 0)
  limiter.take('busy', MINUTE)
  limiter.take('one more', MINUTE)
  expect(limiter.size).toBe(2)
  expect(limiter.take('busy', MINUTE + 1)).toBe(MINUTE - 1)
})

test('where there are too many, those idle for longest are forgotten first', () => {
  const limiter = new Limiter({ count: 40, per: MINUTE })
  for (let client = 0; client < 200_000; client++) {
    if (client % 5_000 === 0) limiter.take('busy', 0)
    limiter.take(String(client), 0)
  }
  expect(limiter.size).toBeLessThan(200_000)
  expect(limiter.take('busy', 0)).toBe(1_500)
})
