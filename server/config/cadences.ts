import type { z } from 'zod'
import { DEFAULT_PLAN, type Span } from '../domain/plan/plan.ts'
import { HOUR, MINUTE, PRIORITIES, type Priority } from '../domain/vocabulary.ts'
import { span } from './span.ts'

/** How often a P1G is updated: at least every hour (support plan), whatever the provider would rather promise. */
export const masterCadence = span.refine(
  (every) => lengthOf(every) <= HOUR,
  'At most 1 hour: a P1G is updated at least every hour, and nothing extends that.',
)

interface Cadences {
  dueSoon: Span
  priorities: Partial<Record<Priority, { every?: Span } | undefined>>
}

/** Refuses a plan file by which a promise would be "due soon" from the moment it is made. */
export function soonBeforeDue({ dueSoon, priorities }: Cadences, faults: z.RefinementCtx): void {
  // What could not be read is told already, and stands here as it was written.
  if (!isReadable(dueSoon) || !('ms' in dueSoon)) return
  // Against the intervals that are left as they are, one fault says enough.
  let isTold = false
  for (const priority of PRIORITIES) {
    const own = priorities?.[priority]?.every
    if (own !== undefined && !isReadable(own)) continue
    const every = own ?? DEFAULT_PLAN.priorities[priority].every
    if (lengthOf(dueSoon) <= lengthOf(every) || (!own && isTold)) continue
    isTold ||= !own
    faults.addIssue({
      code: 'custom',
      path: own ? ['priorities', priority, 'every'] : ['dueSoon'],
      message: `dueSoon (${words(dueSoon)}) is longer than the time between two updates of a ${priority} (${words(every)}): each would be due soon from the start. Set a shorter dueSoon.`,
    })
  }
}

function isReadable(value: unknown): value is Span {
  return typeof value === 'object' && value !== null
}

/** In milliseconds; a business day is longer than any time on the clock that is compared with it here. */
function lengthOf(span: Span): number {
  return 'ms' in span ? span.ms : Number.POSITIVE_INFINITY
}

function words(span: Span): string {
  if (!('ms' in span)) return counted(span.businessDays, 'business day')
  return span.ms % HOUR === 0 ? counted(span.ms / HOUR, 'hour') : counted(span.ms / MINUTE, 'minute')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
