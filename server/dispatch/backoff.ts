import { MINUTE } from '../domain/vocabulary.ts'

const FIRST = 5_000
const LONGEST = 10 * MINUTE

/** Milliseconds before the next attempt: 5 s, 10 s, 20 s … 10 min, a quarter more or less so that not all come at once. */
export function backoff(attempts: number, random: () => number): number {
  return spread(Math.min(LONGEST, FIRST * 2 ** Math.min(attempts - 1, 20)), 0.75, 1.25, random)
}

/** The longest that a retry of a schedule waits, in milliseconds: as the other side asks for at most an hour, never less. */
export function patienceOf(retries: readonly number[] | undefined): number | undefined {
  return retries && asAsked(Math.max(...retries), () => 1) + 10 * MINUTE
}

/** The wait that the other side asked for, and up to a tenth more. */
export function asAsked(ms: number, random: () => number): number {
  return spread(ms, 1, 1.1, random)
}

function spread(ms: number, least: number, most: number, random: () => number): number {
  return Math.round(ms * (least + (most - least) * random()))
}
