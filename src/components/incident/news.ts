import { headlineNow } from '../../../server/domain/incident/case/headline.ts'
import { headlineText } from '../../i18n/headline.ts'
import type { Dictionary } from '../../i18n/index.ts'
import type { IncidentSummary, PromiseView } from '../../views.ts'

/**
 * What is read out when this incident changes on an open page: where it stands, in the words of the mail that tells it,
 * and when more comes.
 */
export function incidentNews(
  t: Dictionary,
  { title, ...stand }: Pick<IncidentSummary, 'title' | 'phase' | 'caseStatus'>,
  promise?: PromiseView,
  moment?: (at: number) => string,
): string {
  const { incident, promise: words, mail } = t
  const headline = headlineNow(stand, promise?.holdPassed)
  const stands = stand.caseStatus === 'duplicate' ? mail.about.duplicate : headlineText(headline, t)
  if (!promise || !moment || promise.dueAt === null) return incident.news(title, stands, null)
  const time = moment(promise.dueAt)
  const next = promise.standing === 'overdue' ? words.overdue(time) : words.nextBy(time)
  return incident.news(title, stands, next)
}
