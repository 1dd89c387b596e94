import type { Reader } from '../../db/schema/index.ts'
import { readAnswers, runningPutOff } from '../../db/staff/answers.ts'
import { rungsOf } from '../../db/staff/rungs.ts'
import { readTold } from '../../db/staff/told.ts'
import { undeliveredOf, type WorklistItem } from '../domain/ladder/told.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { readOwed } from './owed.ts'

/**
 * What the desk has to see to at `now`, by due time: everything that is owed, each followed by the messages of its
 * ladder that did not reach somebody, for as long as it is owed.
 */
export async function readWorklist(db: Reader, plan: Plan, now: Instant): Promise<WorklistItem[]> {
  const owed = await readOwed(db, plan, now)
  const ids = owed.map(({ id }) => id)
  const answerOf = await readAnswers(db, ids)
  const rungs = await rungsOf(db, ids)
  const told = await readTold(db, rungs, now)
  const climbed = Map.groupBy(rungs, ({ promiseId }) => promiseId)
  return owed.flatMap(({ id: promiseId, kind, object, priority, promisedAs, dueAt, standing }) => {
    const { acknowledged, before, putOff } = answerOf(promiseId)
    const undelivered = undeliveredOf((climbed.get(promiseId) ?? []).map(told))
    const item = {
      ...{ promiseId, kind, object, priority, dueAt, standing, undelivered: null },
      ...(promisedAs && { promisedAs }),
      reason: acknowledged?.reason ?? null,
      acknowledgedBy: acknowledged?.actor ?? null,
      acknowledgedAt: acknowledged?.created_at ?? null,
      before: before?.reason ? { actor: before.actor, at: before.created_at, note: before.reason } : null,
      putOffUntil: runningPutOff(putOff, { dueAt }, now),
    }
    return undelivered === null ? [item] : [item, { ...item, kind: 'delivery', undelivered }]
  })
}
