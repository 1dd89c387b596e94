import type { Owed } from '../ladder/owed.ts'
import type { Plan } from '../plan/plan.ts'
import type { LedgerEntry } from '../promise/ledger.ts'
import { standing } from '../promise/promise.ts'
import type { Instant, Priority } from '../vocabulary.ts'
import { escalatesAt, type FollowUp, noAnswerSince } from './follow-up.ts'

/** An open case that may be waiting for its customers. */
export interface WaitingCase extends FollowUp {
  id: string
  title: string
  priority: Priority
}

/**
 * Cases to be closed as `closed_no_response`, or to be asked about again: their customers have not answered for too long.
 * Nothing is closed by itself.
 */
export function unansweredCases(
  waiting: readonly WaitingCase[],
  platforms: ReadonlyMap<string, readonly string[]>,
  now: Instant,
  plan: Plan,
): Owed[] {
  return waiting.flatMap((one) => {
    const [since, dueAt] = [noAnswerSince(one, now, plan), escalatesAt(one, plan)]
    if (since === null || dueAt === null) return []
    const { id, title, priority } = one
    return [
      {
        // By what was asked, not by when it is due: that changes with the plan, and nobody is to be told again.
        ...{ id: `${id}.no_answer.${since.toString(36)}`, kind: 'no_answer', object: { type: 'incident', id, title } },
        ...{ priority, madeAt: since, dueAt, standing: standing(dueAt, now, plan.dueSoon) },
        platforms: platforms.get(id) ?? [],
      } satisfies Owed,
    ]
  })
}

/** Promises of the ledger as what is owed. */
export const OWED_AS = { next_update: 'update', first_response: 'first_response', report: 'report' } as const

/** Promises of incidents that are not kept yet, with the incidents' priorities of now. */
export function unkept(
  entries: readonly LedgerEntry[],
  priorities: ReadonlyMap<string, Priority>,
  platforms: ReadonlyMap<string, readonly string[]>,
  now: Instant,
  dueSoon: number,
): Owed[] {
  return entries
    .filter(({ keptAt }) => keptAt === null)
    .map(({ id, kind, incidentId, title, priority: promisedAs, madeAt, dueAt }) => ({
      ...{ id, kind: OWED_AS[kind], object: { type: 'incident', id: incidentId, title }, madeAt, dueAt },
      ...nowAndThen(priorities.get(incidentId) ?? promisedAs, promisedAs),
      standing: standing(dueAt, now, dueSoon),
      platforms: platforms.get(incidentId) ?? [],
    }))
}

function nowAndThen(priority: Priority, promisedAs: Priority): Pick<Owed, 'priority' | 'promisedAs'> {
  return priority === promisedAs ? { priority } : { priority, promisedAs }
}
