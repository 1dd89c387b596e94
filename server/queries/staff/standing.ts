import type { Reader } from '../../../db/schema/index.ts'
import { rungsOf, type StoredRung } from '../../../db/staff/rungs.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import { withAddress } from '../../domain/ladder/person.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type Answer, readAnswers } from '../answers.ts'
import { readTold } from '../told.ts'

/** Who is on it and who put it off, as a message of the ladder names them: `people` are those who were told before. */
export function answersIn(
  { acknowledged, putOff }: Answer,
  people: StoredRung['people'],
): Pick<RungNotice, 'acknowledged' | 'putOff'> {
  const by = (answer: { actor: string; created_at: Instant }) => ({
    by: withAddress(answer.actor, people),
    at: answer.created_at,
  })
  return {
    acknowledged: acknowledged && acknowledged !== putOff ? { ...by(acknowledged), note: acknowledged.reason } : null,
    putOff: putOff && { ...by(putOff), until: putOff.until_at, reason: putOff.reason },
  }
}

/** The notice with what may have changed while mail had to wait: who is on it, and what became of earlier messages. */
export async function asItStands(db: Reader, notice: RungNotice, now: Instant): Promise<RungNotice> {
  const rungs = await rungsOf(db, [notice.promiseId])
  const answer = (await readAnswers(db, [notice.promiseId]))(notice.promiseId)
  const told = await readTold(db, rungs, now)
  const before = notice.before.map((earlier) => {
    const rung = rungs.find(({ rung: after, at }) => after === earlier.rung && at === earlier.toldAt)
    return rung ? { ...earlier, people: told(rung).people.map(({ reason: _, ...person }) => person) } : earlier
  })
  const people = rungs.flatMap((rung) => rung.people)
  return { ...notice, before, ...answersIn(answer, people) }
}
