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
  const promiseOf = new Map(rungs.map(({ eventId, promiseId }) => [eventId, promiseId]))
  const all = await resultsOf(
    db,
    rungs.flatMap(({ eventId }) => eventId ?? []),
  )
  const keyOf = ({ eventId, subscriberId }: Result) => `${promiseOf.get(eventId)} ${subscriberId}`
  const newest = new Map(all.toSorted((a, b) => a.eventId - b.eventId).map((one) => [keyOf(one), one.eventId]))
  const isReplaced = (one: Result) => one.state === 'superseded' && newest.get(keyOf(one)) !== one.eventId
  const stated = all.map((one) => ({ ...one, result: isReplaced(one) ? ('replaced' as const) : RESULT[one.state] }))
  const results = Map.groupBy(stated, ({ eventId }) => eventId)
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
  results: readonly (Result & { result: TellingResult })[],
  now: Instant,
): Pick<ToldPerson, 'result' | 'reason' | 'sentAt'> {
  const kinds = new Set(results.map(({ result }) => result))
  const found = results.find(({ address }) => address === email) ?? (kinds.size === 1 ? results[0] : undefined)
  if (!found) return { result: 'unknown', reason: null }
  const { result, state, queuedAt, settledAt } = found
  const isLate = state === 'sent' && settledAt !== null && settledAt - queuedAt > UNSENT_FOR
  return {
    ...{ result, reason: state === 'superseded' ? null : whyLost(found, now) },
    ...(isLate && { sentAt: settledAt }),
  }
}
