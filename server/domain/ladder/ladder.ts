import { HOUR, type Instant, MINUTE } from '../vocabulary.ts'
import type { Owed } from './owed.ts'

/** Who is told how long after the due time of a promise; before it where `after` (milliseconds) is negative. */
export interface Rung {
  after: number
  /** The roles that are told, as `teams` name them. */
  roles: readonly string[]
}

/** Roles that the configuration fills without teams: by `staff.desk`, `staff.leads`, and whoever posted last. */
export const AUTHOR = 'author'
export const DESK = 'desk'
export const DUTY_LEAD = 'duty lead'

/** The ladder of the support plan ("escalation"); in the order of its moments. */
export const DEFAULT_LADDER: readonly Rung[] = [
  { after: -15 * MINUTE, roles: [AUTHOR, DESK] },
  { after: 0, roles: [DUTY_LEAD] },
  { after: 15 * MINUTE, roles: ['support manager'] },
  { after: 30 * MINUTE, roles: ['vice-president'] },
  { after: HOUR, roles: ['chief executive'] },
]

/** A case that nobody answers is for the desk alone: nothing was promised to anybody. */
const DESK_ALONE: readonly Rung[] = [{ after: 0, roles: [DESK] }]

/** The rungs of a promise, in the order of their moments. */
export function rungsFor({ kind }: Pick<Owed, 'kind'>, ladder: readonly Rung[]): readonly Rung[] {
  return kind === 'no_answer' ? DESK_ALONE : ladder
}

/** The rungs above all that was told or skipped (`done`: their `Rung.after`): nothing below them is told any more. */
export function rungsLeft(owed: Pick<Owed, 'kind'>, ladder: readonly Rung[], done: readonly number[]): readonly Rung[] {
  const highest = Math.max(Number.NEGATIVE_INFINITY, ...done)
  return rungsFor(owed, ladder).filter(({ after }) => after > highest)
}

/** What was done about a promise already, as far as it decides what is next. */
interface Climbed {
  /** `Rung.after` of every rung that was told or skipped. */
  done: readonly number[]
  /** Moments before this instant are not told: the promise is older than the ladder, or was put off. */
  from: Instant | null
}

/** What has to be told of a promise now: some rungs of the same moment; `skipped` are those whose moment has passed. */
export interface Step {
  rungs: readonly Rung[]
  skipped: readonly Rung[]
}

/** When a rung is due; one whose moment was past when the promise was made is due then (support plan, "escalation"). */
export function momentOf({ after }: Rung, { dueAt, madeAt }: Pick<Owed, 'dueAt' | 'madeAt'>): Instant {
  return Math.max(dueAt + after, madeAt)
}

/**
 * The step of the ladder that is due at `now`, or null. After down time it is the highest rung that is due, and says
 * what was skipped. Nothing below a rung that was told comes after it.
 */
export function stepDue(owed: Owed, ladder: readonly Rung[], climbed: Climbed, now: Instant): Step | null {
  const due = rungsLeft(owed, ladder, climbed.done).filter((rung) => momentOf(rung, owed) <= now)
  const moment = Math.max(...due.map((rung) => momentOf(rung, owed)))
  if (due.length === 0 || moment < (climbed.from ?? Number.NEGATIVE_INFINITY)) return null
  const isNow = (rung: Rung) => momentOf(rung, owed) === moment
  return { rungs: due.filter(isNow), skipped: due.filter((rung) => !isNow(rung)) }
}

/** Whoever was to be told so long ago, in milliseconds, is told with the highest rung after down time. */
const LONG_AGO = HOUR

/**
 * The rungs below a step that stands for others whose moment has passed, the lowest first, as far as they are long past at
 * `now`: the people of the first that is filled are told with it, since they can post. None where only what was put off is
 * left out; `from` as in `Climbed`.
 */
export function rungsBelow(
  owed: Owed,
  ladder: readonly Rung[],
  step: Step,
  { from, now }: { from: Instant; now: Instant },
): readonly Rung[] {
  const lowest = Math.min(...step.rungs.map(({ after }) => after))
  if (!step.skipped.some((rung) => momentOf(rung, owed) >= from)) return []
  return rungsFor(owed, ladder).filter((rung) => rung.after < lowest && momentOf(rung, owed) <= now - LONG_AGO)
}

/** Putting off skips what is before the due time only: nothing is silent from the due time on. */
export function putOffUntil(until: Instant | null, { dueAt }: Pick<Owed, 'dueAt'>): Instant | null {
  return until === null ? null : Math.min(until, dueAt)
}
