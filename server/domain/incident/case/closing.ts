import type { Plan } from '../../plan/plan.ts'
import { conflict, type Refusal } from '../../refusal.ts'
import { object, type Said, says, time } from '../../said.ts'
import { addSpan } from '../../time/business-days.ts'
import { zoneNameAt } from '../../time/zone-name.ts'
import type { CaseStatus, Instant } from '../../vocabulary.ts'
import { CONFIRM } from '../confirmation.ts'
import { type FollowUp, noAnswerSince } from '../follow-up.ts'
import type { Incident } from '../incident.ts'
import { relatedTo } from '../relation.ts'

/** What decides whether closing a case without an answer has to be confirmed. */
interface Closing {
  caseStatus: CaseStatus
  /** Staff have said that they mean it. */
  confirmed?: boolean
}

/**
 * A case is closed without an answer after two business days (`plan.noAnswer`) of trying: counted from when the customers
 * were asked, or from the last that was heard of the case, whichever is over first. Earlier it has to be confirmed.
 * Source: support plan, "no response".
 */
export function closesTooSoon(
  { caseStatus, confirmed }: Closing,
  followUp: FollowUp,
  now: Instant,
  plan: Plan,
): Refusal | null {
  if (caseStatus !== 'closed_no_response' || confirmed || noAnswerSince(followUp, now, plan) !== null) return null
  const { updates, askedAt, answeredAt } = followUp
  const heard = [updates.at(-1)?.at, askedAt, answeredAt].filter((at) => typeof at === 'number')
  const due = addSpan(Math.max(...heard), plan.noAnswer, plan)
  if (now >= due) return null
  const local = Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(plan.zone)
  const plain = `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} ${zoneNameAt(due, plan.zone)}`
  const from = { ...time(due), plain }
  return conflict(
    'confirmation_needed',
    says`The customers still have time to answer: a case is closed without an answer from ${from} on. To close it now, ${CONFIRM}.`,
  ).refusal
}

/** In which way an incident is over, and what to do instead of posting on it. */
export function howOver({ id, caseStatus, duplicateOf }: Pick<Incident, 'id' | 'caseStatus' | 'duplicateOf'>): Said {
  if (duplicateOf)
    return says`This incident was closed as a duplicate: it goes on in ${object('incident', duplicateOf)}.`
  return caseStatus === 'closed_no_response'
    ? says`This case was closed because nobody answered, and cannot be reopened: open a new incident ${relatedTo(id)}.`
    : says`This incident is resolved. Reopen it, or open a new one ${relatedTo(id)}.`
}
