import { DAY, HOUR, type Instant, MINUTE } from '../vocabulary.ts'
import { putOffUntil } from './ladder.ts'
import type { Owed } from './owed.ts'

/** What is put off, is put off by this much at most. */
export const LONGEST_PUT_OFF = DAY

const STEPS = [
  ...[5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 12].map((hours) => hours * HOUR),
] as const

/** Was a rung (`after`: milliseconds from the due time) skipped because the promise was put off until `until`? */
export function isPutOff(after: number, { dueAt }: Pick<Owed, 'dueAt'>, until: Instant | null): boolean {
  return dueAt + after < (putOffUntil(until, { dueAt }) ?? Number.NEGATIVE_INFINITY)
}

/**
 * Until when a promise can sensibly be put off at `now`: three whole minutes before its due time, and the due time itself.
 * Nothing from the due time on: putting off silences nothing then (support plan, "escalation").
 */
export function putOffChoices({ dueAt }: Pick<Owed, 'dueAt'>, now: Instant): Instant[] {
  if (now >= dueAt) return []
  const steps = STEPS.map((step) => Math.ceil((now + step) / MINUTE) * MINUTE).filter((until) => until < dueAt)
  return [...steps.slice(-3), ...(dueAt <= now + LONGEST_PUT_OFF ? [dueAt] : [])]
}
