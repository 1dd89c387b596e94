import { HOUR } from '../vocabulary.ts'
import type { Span } from './span.ts'

export const CHANGE_SPEEDS = ['standard', 'expedited'] as const
export type ChangeSpeed = (typeof CHANGE_SPEEDS)[number]

/** What is promised for a request for changes. */
interface ChangePolicy {
  /** From the request to the first answer. */
  answer: Span
  /** By when it is usually done. */
  done: Span
  /** Does being this fast cost something of its own? */
  fee: boolean
}

/** Requests for changes (moves, additions, changes, deletions), as data like the priorities. */
export interface ChangePlan extends Readonly<Record<ChangeSpeed, ChangePolicy>> {
  /** Does work of the desk cost by the hour, counted in quarter hours? */
  hourlyFee: boolean
}

/** The defaults of the support plan. */
export const DEFAULT_CHANGES: ChangePlan = {
  standard: { answer: { businessDays: 1 }, done: { businessDays: 2 }, fee: false },
  expedited: { answer: { ms: 4 * HOUR }, done: { businessDays: 1 }, fee: true },
  hourlyFee: true,
}
