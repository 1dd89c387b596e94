import { isAhead } from './time/ahead.ts'
import type { Instant } from './vocabulary.ts'

/** At most `count` within `per` milliseconds: all may be taken at once, then the allowance refills evenly. */
export interface Limit {
  count: number
  per: number
}

/** What is to be taken of a limit, and in whose name. */
export interface Allowance {
  /** Whose allowance of what. */
  key: string
  limit: Limit
  /** How much is taken. Default: 1; never more than there can be. */
  cost?: number
}

/** What is known of allowances: when each is whole again. One that is not named is whole. */
export type KnownAllowances = ReadonlyMap<string, Instant>

/** Taken, with what is to be remembered; or nothing was, and in how many milliseconds it can be. */
export type Taking = { ok: true; wholeAt: Map<string, Instant> } | { ok: false; wait: number }

/**
 * The generic cell rate algorithm: one instant is remembered, at which the allowance is whole again. Returns that
 * instant if `cost` is taken now, and how long to wait until it can be.
 */
export function take(limit: Limit, known: Instant | undefined, now: Instant, cost = 1): { at: Instant; wait: number } {
  if (limit.count < 1) return { at: now, wait: limit.per }
  const taken = Math.floor((limit.per / limit.count) * Math.min(cost, limit.count))
  // Only a clock that was ahead has ever noted more than all of it as taken.
  const isSound = known !== undefined && !isAhead(known, now + limit.per)
  const at = Math.max(now, isSound ? known : now) + taken
  return { at, wait: Math.max(0, at - limit.per - now) }
}

/** Takes all of the allowances, or none. */
export function takeAll(known: KnownAllowances, allowances: readonly Allowance[], now: Instant): Taking {
  const takings = allowances.map(({ key, limit, cost }) => ({ key, ...take(limit, known.get(key), now, cost) }))
  const wait = Math.max(0, ...takings.map((taking) => taking.wait))
  return wait > 0 ? { ok: false, wait } : { ok: true, wholeAt: new Map(takings.map(({ key, at }) => [key, at])) }
}

/** When allowances are whole if what was just taken of them is given back. */
export function giveBack(known: KnownAllowances, allowances: readonly Allowance[], now: Instant): Map<string, Instant> {
  return new Map(
    allowances.map(({ key, limit, cost = 1 }) => {
      const taken = Math.floor((limit.per / limit.count) * Math.min(cost, limit.count))
      return [key, Math.max(now, (known.get(key) ?? now) - taken)]
    }),
  )
}
