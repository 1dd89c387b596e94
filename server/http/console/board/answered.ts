import type { BoardAnswer } from '../../../../src/views.ts'
import { toldInTurn } from '../../../domain/ladder/told.ts'
import type { Due } from '../../../queries/desk/board.ts'

/** Who is on something that is owed, what they said about it, and who was told, as the desk reads it. `me` is an actor. */
export function answeredAs(due: Due, me: string): BoardAnswer {
  const { acknowledgedBy, acknowledgedAt, reason, putOffUntil, rungs } = due
  return {
    ...{ onIt: acknowledgedBy, isMine: acknowledgedBy === me, since: acknowledgedAt, note: reason, putOffUntil },
    told: toldInTurn(rungs)
      .filter(({ people }) => people.length > 0)
      .map(({ at, people }) => ({
        at,
        people: people.map(({ role, name, standsFor, reason: lost, result, sentAt }) => ({
          ...{ role, name, lost, isWaiting: result === 'waiting' },
          ...(standsFor && { standsFor }),
          ...(sentAt !== undefined && { sentAt }),
        })),
      })),
  }
}
