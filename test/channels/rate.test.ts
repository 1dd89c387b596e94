import { describe, expect, test } from 'vitest'
import { retryAfter } from '../../server/channels/channel.ts'
import { createRate } from '../../server/channels/email/transport/rate.ts'
import { manualClock, START } from '../support/clock.ts'

const stated = (limit: number, remaining: number, reset = 1) => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(reset),
})

test('until the provider states its rate, one request goes at a time', () => {
  const rate = createRate(4, manualClock())
  expect(rate.room(0).requests).toBe(1)
  expect(rate.room(1).requests).toBe(0)
  rate.answered(null)
  expect(rate.room(0).requests).toBe(1)
})

test('no more requests start than the provider still takes, and none before it takes more', () => {
  const clock = manualClock()
  const rate = createRate(4, clock)
  rate.answered(stated(5, 2))
  expect(rate.room(0).requests).toBe(2)
  expect(rate.room(2).requests).toBe(0)
  rate.answered(stated(5, 0))
  expect(rate.room(0)).toEqual({ requests: 0, again: START + 1000 })
  clock.advance(1000)
  expect(rate.room(0).requests).toBe(4)
  expect(rate.room(3).requests).toBe(1)
})

test('later answers of one window do not put off its end', () => {
  const clock = manualClock()
  const rate = createRate(4, clock)
  rate.answered(stated(5, 4))
  clock.advance(700)
  rate.answered(stated(5, 0))
  expect(rate.room(0)).toEqual({ requests: 0, again: START + 1000 })
  clock.advance(300)
  expect(rate.room(0).requests).toBe(4)
  rate.answered(stated(5, 0))
  expect(rate.room(0)).toEqual({ requests: 0, again: START + 2000 })
})

test('a clock that is set back waits for no end that was reckoned before', () => {
  const clock = manualClock()
  const rate = createRate(4, clock)
  rate.answered(stated(5, 0, 50))
  clock.advance(-3_600_000)
  expect(rate.room(0).requests).toBe(4)
  rate.answered(stated(5, 0, 1))
  expect(rate.room(0)).toEqual({ requests: 0, again: START - 3_600_000 + 1000 })
  clock.advance(-500)
  rate.answered(stated(5, 0, 2))
  expect(rate.room(0)).toEqual({ requests: 0, again: START - 3_600_000 + 1500 })
})

test.each([1_795_000_000, 86_400])(
  'an end of the window in %i seconds is not believed: after a minute one asks',
  (reset) => {
    const clock = manualClock()
    const rate = createRate(4, clock)
    rate.answered(stated(5, 0, reset))
    expect(rate.room(0)).toEqual({ requests: 0, again: START + 60_000 })
    clock.advance(60_000)
    expect(rate.room(0).requests).toBe(4)
  },
)

test('a provider that states no rate gets as many as we do at once', () => {
  const rate = createRate(4, manualClock())
  rate.answered({})
  expect(rate.room(1).requests).toBe(3)
})

test.each([
  ['30', 30_000],
  ['0', 1000],
  ['999999', 3_600_000],
  [new Date(START + 90_000).toUTCString(), 90_000],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %s is %s milliseconds', (header, ms) => {
  expect(retryAfter(header, START)).toBe(ms)
})

describe('messages to staff', () => {
  test('wait for no request of others, only for the provider', () => {
    const clock = manualClock()
    const rate = createRate(4, clock)
    expect([rate.room(1).requests, rate.roomForStaff(0).requests]).toEqual([0, 1])
    rate.answered(stated(2, 1))
    expect([rate.roomForStaff(0).requests, rate.roomForStaff(1).requests]).toEqual([1, 0])
    rate.answered(stated(2, 0))
    expect(rate.roomForStaff(0)).toEqual({ requests: 0, again: START + 1000 })
    clock.advance(1000)
    expect(rate.roomForStaff(0).requests).toBe(1)
  })

  test('have a request left to them in each window while they wait, and in no other', () => {
    const clock = manualClock()
    const rate = createRate(4, clock)
    rate.answered(stated(2, 0))
    rate.roomForStaff(0)
    clock.advance(1000)
    expect(rate.room(0).requests).toBe(2)
    rate.answered(stated(2, 0))
    rate.roomForStaff(0, true)
    clock.advance(1000)
    expect(rate.room(0).requests).toBe(1)
    rate.answeredStaff(true)
    expect(rate.room(0).requests).toBe(1)
    rate.answeredStaff(false)
    expect(rate.room(0).requests).toBe(2)
  })

  test('that wait no longer, sent by another process perhaps, have nothing left to them', () => {
    const clock = manualClock()
    const rate = createRate(4, clock)
    rate.answered(stated(2, 0))
    rate.roomForStaff(0, true)
    clock.advance(3000)
    expect(rate.room(0).requests).toBe(2)
  })
})
