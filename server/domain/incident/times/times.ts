import { conflict, type FieldError, type Refusal } from '../../refusal.ts'
import { byWay, field, says, time } from '../../said.ts'
import { notYet } from '../../time/stated.ts'
import { DAY, type Instant, type Phase } from '../../vocabulary.ts'
import { CONFIRM } from '../confirmation.ts'

/** When an incident was: the opening of its case, the beginning of the problem, and its end. */
export interface Times {
  openedAt: Instant
  /** Null where nobody said: as far as is known, the problem began when the case was opened. */
  startedAt: Instant | null
  resolvedAt: Instant | null
}

/** From when on the incident did something to platforms. */
export function beganAt({ openedAt, startedAt }: Pick<Times, 'openedAt' | 'startedAt'>): Instant {
  return startedAt ?? openedAt
}

/** An end that staff state: of a post that resolves, not before the beginning and not in the future. */
export function wrongEnd(resolvedAt: Instant | undefined, phase: Phase, times: Times, now: Instant): FieldError[] {
  if (resolvedAt === undefined) return []
  if (phase !== 'resolved') {
    return [{ pointer: '/resolvedAt', ...says`${field('resolvedAt')} is for the post that resolves${RESOLVING}.` }]
  }
  return [...notYet('resolvedAt', resolvedAt, now), ...endBeforeBeginning(times)]
}

/** What was reopened was not over before that. `reopenedAt`: when it was last, or null. */
export function endBeforeReopening(
  resolvedAt: Instant | undefined,
  reopenedAt: Instant | null | undefined,
): FieldError[] {
  if (resolvedAt === undefined || !reopenedAt || resolvedAt >= reopenedAt) return []
  return [{ pointer: '/resolvedAt', ...says`It was reopened at ${time(reopenedAt)}: give an end after that.` }]
}

const RESOLVING = byWay('resolving', ': with phase "resolved"')

/** A problem ends after it began. */
export function endBeforeBeginning(times: Times): FieldError[] {
  if (times.resolvedAt === null || times.resolvedAt >= beganAt(times)) return []
  const began =
    times.startedAt === null
      ? says`${field('openedAt')}; give ${field('startedAt')}, too, if it began earlier`
      : field('startedAt')
  return [{ pointer: '/resolvedAt', ...says`${field('resolvedAt')} must not be before ${began}.` }]
}

/** Further before it is told than this, a beginning is more likely a slip of the keyboard. */
const USUAL_DELAY = 30 * DAY

/**
 * Asks whether an unusually early beginning is meant: every day since would count as an outage. `toldAt`: when the
 * incident is or was first told.
 */
export function unusualBeginning(times: Times, toldAt: Instant, confirmed: boolean | undefined): Refusal | null {
  if (confirmed || beganAt(times) >= toldAt - USUAL_DELAY) return null
  const name = field(times.startedAt === null ? 'openedAt' : 'startedAt')
  const said = says`${name} is more than 30 days before the incident was told, and all that time would count. If it is right, ${CONFIRM}.`
  return conflict('confirmation_needed', said).refusal
}
