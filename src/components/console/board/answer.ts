import { personIn } from '../../../i18n/person.ts'
import type { BoardAnswer, BoardTold } from '../../../views.ts'
import type { Setting } from '../../setting.ts'

/** Who is on it since when, until when it is put off, and what they said about it, in one line. */
export function answerIn(
  { onIt, isMine, since, note, putOffUntil }: BoardAnswer,
  { t, clock, moment }: Setting,
): string {
  const { board } = t.console
  const who = isMine ? board.youAreOnIt : onIt === null ? board.nobody : board.isOnIt(personIn(onIt, t, 'first'))
  const known = since === null ? who : board.andSince(who, moment(since))
  const answer = putOffUntil === null ? known : board.andPutOff(known, clock(putOffUntil))
  return note === null ? answer : board.andNote(answer, note)
}

/** People who were told, for whom where they stand in, and whom it reached late or not yet; a role of several addresses once. */
export function peopleIn(people: readonly BoardTold[], { t, moment }: Setting): string {
  const { notDelivered, notDeliveredToAll, stillWaits, sentLate } = t.console.board
  const named = Map.groupBy(people, (one) => personOf(one, t))
  return t.words.series(
    [...named].map(([person, all]) => {
      // What waits is still tried, also where it counts as lost and was passed on.
      if (all.every(({ isWaiting }) => isWaiting)) return stillWaits(person)
      if (all.every(({ lost }) => lost !== null)) return notDelivered(person)
      if (all.some(({ lost }) => lost !== null)) return notDeliveredToAll(person)
      const late = all.flatMap(({ sentAt }) => sentAt ?? [])
      return late.length < all.length ? person : sentLate(person, moment(Math.min(...late)))
    }),
  )
}

function personOf({ role, name, standsFor }: BoardTold, t: Setting['t']): string {
  const part = standsFor ? t.staffMail.owed.standsFor(t.words.list(standsFor), role) : role
  return name === null ? role : t.owed.person(name, part)
}
