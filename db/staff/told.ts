import { UNSENT_FOR, whyLost } from '../../server/domain/ladder/passing.ts'
import type { TellingResult, ToldPerson, ToldRung } from '../../server/domain/ladder/told.ts'
import type { DeliveryState, Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { resultsOf, type StoredRung } from './rungs.ts'

const RESULT: Record<DeliveryState, TellingResult> = {
  ...{ queued: 'waiting', sending: 'waiting', sent: 'sent', failed: 'failed' },
  superseded: 'withdrawn',
}

/** Rungs as staff may see them: with what became of each message by `now`, without addresses. */
export async function readTold(
  db: Reader,
  rungs: readonly StoredRung[],
  now: Instant,
): Promise<(rung: StoredRung) => ToldRung> {
  const events = rungs.flatMap(({ eventId }) => (eventId === null ? [] : [eventId]))
  const results = Map.groupBy(await resultsOf(db, events), ({ eventId }) => eventId)
  return ({ rung: after, attempt, state, at, roles, people, gaps, eventId }) => ({
    ...{ after, at, roles, gaps, how: state === 'skipped' ? 'skipped' : attempt > 0 ? 'passed_on' : 'told' },
    people: people.map(({ role, name, email, standsFor }) => ({
      role,
      name,
      ...(standsFor && { standsFor }),
      ...resultOf(email, results.get(eventId ?? 0) ?? [], now),
    })),
  })
}

type Result = Awaited<ReturnType<typeof resultsOf>>[number]

/** Where the address was forgotten meanwhile, what became of all messages of the rung is what became of this one. */
function resultOf(
  email: string,
  results: readonly Result[],
  now: Instant,
): Pick<ToldPerson, 'result' | 'reason' | 'sentAt'> {
  const states = new Set(results.map(({ state }) => state))
  const found = results.find(({ address }) => address === email) ?? (states.size === 1 ? results[0] : undefined)
  if (!found) return { result: 'unknown', reason: null }
  const { state, queuedAt, settledAt } = found
  const isLate = state === 'sent' && settledAt !== null && settledAt - queuedAt > UNSENT_FOR
  return {
    ...{ result: RESULT[state], reason: state === 'superseded' ? null : whyLost(found, now) },
    ...(isLate && { sentAt: settledAt }),
  }
}
