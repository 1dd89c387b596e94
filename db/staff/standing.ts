import type { RungNotice } from '../../server/domain/ladder/notice.ts'
import { withAddress } from '../../server/domain/ladder/person.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { type Answer, readAnswers } from './answers.ts'
import { rungsOf, type StoredRung } from './rungs.ts'
import { readTold } from './told.ts'

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
  const left = [...rungs]
  const before = notice.before.map((earlier) => {
    // Of one rung several messages may have been told at once, in this order.
    const place = left.findIndex(({ rung, at }) => rung === earlier.rung && at === earlier.toldAt)
    const [rung] = place === -1 ? [] : left.splice(place, 1)
    return rung ? { ...earlier, people: told(rung).people.map(({ reason: _, ...person }) => person) } : earlier
  })
  const people = rungs.flatMap((rung) => rung.people)
  return { ...notice, before, ...answersIn(answer, people) }
}
