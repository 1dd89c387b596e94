import { expect, test } from 'vitest'
import { take, takeAll } from '../../server/domain/allowance.ts'
import { DAY, HOUR, MINUTE } from '../../server/domain/vocabulary.ts'

const HOURLY = { count: 2, per: HOUR }

/** Takes one again and again; returns what it had to wait. */
function taking(start: number) {
  let known: number | undefined
  return (now: number, cost?: number) => {
    const { at, wait } = take(HOURLY, known, start + now, cost)
    if (wait === 0) known = at
    return wait
  }
}

test('all may be taken at once, then it comes back evenly', () => {
  const at = taking(DAY)
  expect([at(0), at(0), at(0), at(29 * MINUTE), at(30 * MINUTE), at(30 * MINUTE)]).toEqual([
    ...[0, 0, 30 * MINUTE, MINUTE, 0, 30 * MINUTE],
  ])
})

test('what costs more takes more, and never more than there can be', () => {
  const at = taking(DAY)
  expect([at(0, 2), at(0), at(HOUR, 99), at(HOUR)]).toEqual([0, 30 * MINUTE, 0, 30 * MINUTE])
})

test.each([1, 29 * MINUTE, 31 * MINUTE, HOUR, DAY, 400 * DAY])(
  'a clock that was %i ms ahead keeps nobody out for longer than the limit says, while time goes by',
  (ahead) => {
    const at = taking(1000 * DAY)
    for (const _ of [1, 2]) at(ahead)
    const first = at(0)
    expect(first).toBeLessThanOrEqual(HOUR)
    if (first > 0) expect(at(first)).toBe(0)
  },
)

test('of several, all are taken or none', () => {
  const [mine, ours] = [
    { key: 'mine', limit: HOURLY },
    { key: 'ours', limit: { count: 1, per: HOUR } },
  ]
  const first = takeAll(new Map(), [mine, ours], 0)
  expect(first).toEqual({
    ok: true,
    wholeAt: new Map([
      ['mine', HOUR / 2],
      ['ours', HOUR],
    ]),
  })
  expect(takeAll(new Map([['ours', HOUR]]), [mine, ours], 0)).toEqual({ ok: false, wait: HOUR })
})

test('a limit of nothing is never taken', () => {
  expect(take({ count: 0, per: HOUR }, undefined, 0)).toEqual({ at: 0, wait: HOUR })
})

test('what a clock noted that was a day ahead keeps nobody out for a day', () => {
  const daily = { count: 3, per: 24 * HOUR }
  expect(take(daily, 40 * HOUR, 0)).toEqual({ at: 8 * HOUR, wait: 0 })
})
