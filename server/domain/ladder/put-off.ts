import { DAY, HOUR, type Instant, MINUTE } from '../vocabulary.ts'
import { momentOf, putOffUntil, type Rung, rungsLeft } from './ladder.ts'
import type { Owed } from './owed.ts'

/** What is put off, is put off by this much at most. */
export const LONGEST_PUT_OFF = DAY

const STEPS = [
  ...[5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 12].map((hours) => hours * HOUR),
] as const

/** Was a rung (`rung`: milliseconds from the due time) that was skipped at `at` skipped since the promise was put off by then? */
export function isPutOff(
  { rung, at }: { rung: number; at: Instant },
  { dueAt }: Pick<Owed, 'dueAt'>,
  putOff: { at: Instant; until: Instant } | null,
): boolean {
  const until = putOffUntil(putOff?.until ?? null, { dueAt })
  return putOff !== null && until !== null && putOff.at <= at && dueAt + rung < until
}

/**
 * Until when a promise can sensibly be put off at `now`: three whole minutes before its due time, and the due time itself,
 * all after the next rung, which is skipped then. Nothing where no rung comes before the due time any more, since putting
 * off silences nothing from then on (support plan, "escalation"). `done` is `Rung.after` of what was told or skipped.
 */
export function putOffChoices(
  owed: Moments,
  ladder: readonly Rung[],
  done: readonly number[],
  now: Instant,
): Instant[] {
  const next = nextBeforeDue(owed, ladder, done, now)
  if (next === null) return []
  const { dueAt } = owed
  const steps = STEPS.map((step) => Math.ceil((now + step) / MINUTE) * MINUTE).filter((at) => at > next && at < dueAt)
  return [...steps.slice(-3), ...(dueAt <= now + LONGEST_PUT_OFF ? [dueAt] : [])]
}

/** Does putting off until `until` skip anything? From the due time on nothing is skipped. `done` as above. */
export function skipsAny(
  owed: Moments,
  ladder: readonly Rung[],
  done: readonly number[],
  now: Instant,
  until: Instant,
): boolean {
  const next = nextBeforeDue(owed, ladder, done, now)
  return next !== null && next < until
}

/** What putting off leaves out, if the moment is before then: the rungs to come before the due time, by their moments. */
export function rungsToLeaveOut(
  owed: Moments,
  ladder: readonly Rung[],
  done: readonly number[],
  now: Instant,
): { at: Instant; roles: readonly string[] }[] {
  return rungsLeft(owed, ladder, done)
    .map((rung) => ({ at: momentOf(rung, owed), roles: rung.roles }))
    .filter(({ at }) => at > now && at < owed.dueAt)
}

type Moments = Pick<Owed, 'kind' | 'dueAt' | 'madeAt'>

/** When the next rung comes, if that is before the due time. */
function nextBeforeDue(owed: Moments, ladder: readonly Rung[], done: readonly number[], now: Instant): Instant | null {
  return rungsToLeaveOut(owed, ladder, done, now)[0]?.at ?? null
}
