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

/** People who were told, for whom where they stand in, and whom it did not reach. */
export function peopleIn(people: readonly BoardTold[], { t }: Setting): string {
  return t.words.series(people.map((one) => personOf(one, t)))
}

function personOf({ role, name, standsFor, lost }: BoardTold, t: Setting['t']): string {
  const part = standsFor ? t.mail.owed.standsFor(t.words.list(standsFor), role) : role
  const person = name === null ? role : t.owed.person(name, part)
  return lost === null ? person : t.console.board.notDelivered(person)
}
