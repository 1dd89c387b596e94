import type { Dictionary } from '../../i18n/index.ts'
import type { IncidentSummary, PromiseView } from '../../views.ts'

/** What is read out when this incident changes on an open page: its state, and when more comes. */
export function incidentNews(
  { incident, promise: words, words: { phase } }: Dictionary,
  { title, phase: now }: Pick<IncidentSummary, 'title' | 'phase'>,
  promise?: PromiseView,
  moment?: (at: number) => string,
): string {
  if (!promise || !moment || promise.dueAt === null) return incident.news(title, phase[now], null)
  const time = moment(promise.dueAt)
  const next = promise.standing === 'overdue' ? words.overdue(time) : words.nextBy(time)
  return incident.news(title, phase[now], next)
}
