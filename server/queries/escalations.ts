import { acknowledgedAbout } from '../../db/incident/promises.ts'
import type { Reader, Row } from '../../db/schema/index.ts'
import { type Answer, readAnswers } from '../../db/staff/answers.ts'
import { rungsAbout, type StoredRung } from '../../db/staff/rungs.ts'
import { readTold } from '../../db/staff/told.ts'
import { isPutOff } from '../domain/ladder/put-off.ts'
import { type Escalation, kindInId, type ToldRung } from '../domain/ladder/told.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** What the promises of an incident were, by the id of the update that made each; a window's say it themselves. */
type Promising = Pick<Row<'updates'>, 'id' | 'due_at' | 'report_due_at'>

/** With what whoever says that they are on it gave as a reason, which is not why it was put off before. */
export interface Answered extends Escalation {
  acknowledgedReason: string | null
}

/**
 * Who was told of what was owed about an incident or a window, and who answered, by due time; kept or not. What nobody
 * was told of and nobody answered for is left out.
 */
export async function readEscalations(
  db: Reader,
  object: StoredRung['object'],
  now: Instant,
  updates: readonly Promising[] = [],
): Promise<Answered[]> {
  const rungs = Map.groupBy(await rungsAbout(db, object), ({ promiseId }) => promiseId)
  const ids = [...new Set([...rungs.keys(), ...(await acknowledgedAbout(db, object))])]
  const answerOf = await readAnswers(db, ids)
  const told = await readTold(db, [...rungs.values()].flat(), now)
  return ids
    .map((promiseId) => {
      const { acknowledged, putOff } = answerOf(promiseId)
      const climbed = (rungs.get(promiseId) ?? []).toSorted((a, b) => a.at - b.at)
      const { kind, dueAt } = promiseNamed(promiseId, updates)
      return {
        ...{
          promiseId,
          kind,
          dueAt: climbed.at(-1)?.dueAt ?? dueAt,
          rungs: climbed.map((rung) => sayPutOff(told(rung), rung, putOff)),
        },
        acknowledgedBy: acknowledged?.actor ?? null,
        acknowledgedAt: acknowledged?.created_at ?? null,
        acknowledgedReason: acknowledged?.reason ?? null,
        putOffUntil: putOff?.until_at ?? null,
        reason: putOff?.reason ?? acknowledged?.reason ?? null,
      }
    })
    .sort((a, b) => a.dueAt - b.dueAt || a.promiseId.localeCompare(b.promiseId))
}

/** What was not told is told apart by why. */
function sayPutOff(told: ToldRung, rung: StoredRung, putOff: Answer['putOff']): ToldRung {
  const said = putOff && { at: putOff.created_at, until: putOff.until_at }
  return told.how === 'skipped' && isPutOff(rung, rung, said) ? { ...told, how: 'put_off' } : told
}

function promiseNamed(promiseId: string, updates: readonly Promising[]): Pick<Escalation, 'kind' | 'dueAt'> {
  const named = kindInId(promiseId)
  if (named) return named
  const update = updates.find(({ id }) => id === promiseId)
  // A first response is named after its incident. Nobody is told of one that an update kept.
  if (!update) return { kind: 'first_response', dueAt: 0 }
  const { due_at: dueAt, report_due_at: reportDueAt } = update
  return dueAt === null ? { kind: 'report', dueAt: reportDueAt ?? 0 } : { kind: 'update', dueAt }
}
