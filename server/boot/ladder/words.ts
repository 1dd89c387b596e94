import type { RungNotice } from '../../domain/ladder/notice.ts'
import type { Owed, OwedKind } from '../../domain/ladder/owed.ts'

const WHAT: Record<OwedKind, string> = {
  update: 'the update of',
  first_response: 'the first response to',
  report: 'the report on',
  details: 'the details of',
  notice: 'the notice of',
  end: 'the word on the end of',
  no_answer: 'a decision on',
}

/** "the update of incident 3k9x1c0m2a7b": nothing that was written, and nobody's name. */
export function owedInWords({ kind, object }: Pick<Owed, 'kind' | 'object'>): string {
  return `${WHAT[kind]} ${object.type} ${object.id}${kind === 'no_answer' ? ' (nobody answered)' : ''}`
}

/** "duty lead told that the update of incident 3k9x1c0m2a7b is overdue". */
export function toldInWords(notice: RungNotice): string {
  const { recipients, at, dueAt, insteadOf } = notice
  const roles = [...new Set(recipients.map(({ role }) => role))].join(', ')
  const is = notice.kind === 'details' ? 'are' : 'is'
  const when = at < dueAt ? `${is} due soon` : `${is} overdue`
  const instead = insteadOf === null ? '' : ', in place of somebody who could not be reached'
  return `ladder: ${roles} told that ${owedInWords(notice)} ${when}${instead}`
}
