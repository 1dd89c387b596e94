import { putOffUntil } from '../../server/domain/ladder/ladder.ts'
import type { Owed } from '../../server/domain/ladder/owed.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { acknowledgementsOf } from '../incident/promises.ts'
import type { Reader, Row } from '../schema/index.ts'

export type Acknowledgement = Row<'acknowledgements'>

/** Who answers for a promise. */
export interface Answer {
  /** The latest to say that they are on it. */
  acknowledged: Acknowledgement | null
  /** The latest of somebody else before that, with a note; null: nobody. */
  before: Acknowledgement | null
  /** The one time that it was put off. */
  putOff: (Acknowledgement & { until_at: Instant; reason: string }) | null
}

const NOBODY: Answer = { acknowledged: null, before: null, putOff: null }

/** Who answers for each of some promises; whoever puts one off is on it, too. */
export async function readAnswers(db: Reader, promiseIds: readonly string[]): Promise<(promiseId: string) => Answer> {
  const rows = await acknowledgementsOf(db, promiseIds)
  const byPromise = Map.groupBy(rows, (row) => row.promise_id)
  return (promiseId) => {
    const [latest, ...older] = byPromise.get(promiseId) ?? []
    if (!latest) return NOBODY
    const before = older.find(({ actor, reason }) => actor !== latest.actor && reason !== null) ?? null
    return { acknowledged: latest, before, putOff: [latest, ...older].find(isPutOff) ?? null }
  }
}

/** Until when it is put off at `now`, as it was said; null once that has passed or it is due, since it silences nothing then. */
export function runningPutOff(putOff: Answer['putOff'], owed: Pick<Owed, 'dueAt'>, now: Instant): Instant | null {
  const until = putOff?.until_at ?? null
  const end = putOffUntil(until, owed)
  return end !== null && now < end ? until : null
}

function isPutOff(row: Acknowledgement): row is NonNullable<Answer['putOff']> {
  return row.until_at !== null
}
