import type { Allowance } from '../allowance.ts'
import { isAhead } from '../time/ahead.ts'
import { type Instant, MINUTE } from '../vocabulary.ts'

/** So many has one person at most. */
export const MOST_PASSKEYS = 10

/** So long may a device take to answer, from when it was asked. */
export const ASKED_FOR = 5 * MINUTE

/** What a device was asked to sign, at `at`. */
export interface Challenge {
  /** 32 random bytes, base64url. */
  challenge: string
  at: Instant
}

/** Was it asked too long ago, or by a clock that was ahead? */
export function isChallengeOver({ at }: Pick<Challenge, 'at'>, now: Instant): boolean {
  return now >= at + ASKED_FOR || isAhead(at, now)
}

/** Answers are taken once. What is remembered of that is forgotten only when the challenge is over. */
export function answerTo({ challenge }: Pick<Challenge, 'challenge'>): Allowance[] {
  return [{ key: `answer to ${challenge}`, limit: { count: 1, per: 2 * ASKED_FOR } }]
}
