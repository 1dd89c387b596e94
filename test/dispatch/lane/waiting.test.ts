import { describe, expect, test } from 'vitest'
import { asAsked, backoff } from '../../../server/dispatch/backoff.ts'
import { CircuitBreaker } from '../../../server/dispatch/circuit-breaker.ts'
import type { DispatchContext } from '../../../server/dispatch/context.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { manualClock, START } from '../../support/clock.ts'

const half = () => 0.5

describe('the wait before the next attempt', () => {
  test.each([
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [7, 320_000],
    [8, 10 * MINUTE],
    [9_999, 10 * MINUTE],
  ])('after attempt %i is about %i ms', (attempts, ms) => {
    expect(backoff(attempts, half)).toBe(ms)
    expect([backoff(attempts, () => 0), backoff(attempts, () => 1)]).toEqual([0.75 * ms, 1.25 * ms])
  })

  test('is never shorter than the other side asked for, and hardly longer', () => {
    expect([asAsked(30_000, () => 0), asAsked(30_000, () => 1)]).toEqual([30_000, 33_000])
  })
})

describe('the circuit of a lane', () => {
  function closed() {
    const [clock, lines] = [manualClock(), [] as string[]]
    const line = (level: string) => (_: object, text: string) => void lines.push(`${level}: ${text}`)
    const log = { info: line('info'), warn: line('warn'), error: line('error') }
    const breaker = new CircuitBreaker('email', 4, { clock, random: half, log } as unknown as DispatchContext)
    const fail = (times: number) => {
      for (let time = 0; time < times; time++) breaker.failed('503')
    }
    return { clock, lines, breaker, fail }
  }

  test('opens after five failures in a row, and lets only probes through until one succeeds', () => {
    const { breaker, fail, clock } = closed()
    fail(4)
    expect([breaker.isClosed, breaker.limit(100)]).toEqual([true, 100])
    fail(1)
    expect([breaker.isClosed, breaker.limit(100)]).toEqual([false, 4])
    clock.set(breaker.closesAt)
    expect([breaker.isClosed, breaker.limit(100), breaker.limit(3)]).toEqual([true, 4, 3])
    breaker.succeeded()
    expect(breaker.limit(100)).toBe(100)
  })

  test('lets all through again at once when something gets through, unless the provider asked us to wait', () => {
    const { breaker, fail, clock } = closed()
    fail(5)
    expect([breaker.isClosed, breaker.succeeded(), breaker.isClosed]).toEqual([false, true, true])
    breaker.pause({ ms: 20_000, why: '429', alarm: false })
    expect([breaker.succeeded(), breaker.isClosed]).toEqual([false, false])
    clock.set(breaker.closesAt)
    expect(breaker.succeeded()).toBe(true)
  })

  test('stays closed while failures are not in a row', () => {
    const { breaker, fail } = closed()
    for (let time = 0; time < 3; time++) {
      fail(4)
      breaker.succeeded()
    }
    expect(breaker.isClosed).toBe(true)
  })

  test('stays open longer each time, a minute at most, and begins anew after a success', () => {
    const { breaker, fail, clock } = closed()
    const wait = () => breaker.closesAt - clock()
    fail(5)
    const waits = [wait()]
    for (let time = 0; time < 12; time++) {
      clock.set(breaker.closesAt)
      fail(1)
      waits.push(wait())
    }
    expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000])
    expect(Math.max(...waits)).toBe(MINUTE)
    clock.set(breaker.closesAt)
    breaker.succeeded()
    fail(5)
    expect(wait()).toBe(1_000)
  })

  test('keeps to the longest wait of those asked for at one time', () => {
    const { breaker, clock } = closed()
    const asked = (seconds?: number) =>
      breaker.pause({ ms: seconds === undefined ? undefined : seconds * 1000, why: '429', alarm: false })
    asked(20)
    expect(breaker.closesAt).toBe(START + 21_000)
    asked(100)
    expect(breaker.closesAt).toBe(START + 105_000)
    asked(50)
    asked()
    expect(breaker.closesAt).toBe(START + 105_000)
    clock.set(START + 105_000)
    expect(breaker.isClosed).toBe(true)
  })

  test('opens at once for what concerns everybody, and only after five for what may be the fault of one', () => {
    const { breaker, lines } = closed()
    const odd = () => breaker.pause({ why: '403', alarm: true, doubtful: true })
    for (let time = 0; time < 4; time++) odd()
    expect([breaker.isClosed, lines]).toEqual([true, []])
    odd()
    expect(breaker.isClosed).toBe(false)
    expect(lines).toMatchObject(
      [/^error: circuit open.*operator action needed$/].map((line) => expect.stringMatching(line)),
    )
  })

  test('alarms nobody because a provider wants us to wait', () => {
    const { breaker, lines } = closed()
    breaker.pause({ ms: 1_000, why: '429', alarm: false })
    expect(lines).toEqual(['info: circuit open: the provider asked us to wait'])
  })

  test('does not stay open because the clock was set back', () => {
    const { breaker, clock } = closed()
    breaker.pause({ ms: HOUR, why: '429', alarm: false })
    clock.advance(-1)
    expect(breaker.isClosed).toBe(true)
  })
})
