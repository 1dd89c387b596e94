import { headlineText } from '../../src/i18n/headline.ts'
import type { Dictionary } from '../../src/i18n/index.ts'
import { masterName } from '../../src/i18n/master-name.ts'
import { caseWaysText } from '../../src/i18n/ways.ts'
import { headlineOf } from '../domain/incident/case/headline.ts'
import type { Notice } from '../domain/incident/notice.ts'
import type { CaseWay } from '../domain/plan/support.ts'
import type { Impact, Instant, PlatformState } from '../domain/vocabulary.ts'
import { oneLine } from '../lib/text.ts'

/** How instants are written for the reader. */
type Time = (at: number) => string

/** What the case's status means, or a change of priority. Of a hold its end says it. */
export function meaning(notice: Notice, t: Dictionary): string | null {
  if (notice.about === 'designated') return t.caseWords.designatedMeaning
  if (notice.about === 'withdrawn') return t.words.priority[notice.priority]
  const status = notice.case?.headline.status ?? null
  const silent = status === null || status === 'on_hold' || notice.about === 'duplicate'
  return silent ? null : t.support.status[status][1]
}

/** What the reader can do now, and until when. */
export function advice(notice: Notice, time: Time, ways: readonly CaseWay[], t: Dictionary): string | null {
  if (notice.about === 'postmortem' || !notice.case) return null
  const { answerBy, reopenUntil, headline } = notice.case
  if (answerBy !== null) return t.caseWords.confirm(time(answerBy), caseWaysText(ways, t))
  if (reopenUntil !== null) return t.caseWords.reopen(time(reopenUntil), caseWaysText(ways, t))
  return headline.status === 'closed_no_response' ? t.caseWords.openNew : null
}

/** The same advice in a few words. */
export function shortAdvice(notice: Notice, time: Time, { push }: Dictionary): string {
  if (notice.about === 'postmortem') return ''
  const { answerBy = null, reopenUntil = null, headline } = notice.case ?? {}
  if (answerBy !== null) return push.confirm(time(answerBy))
  if (reopenUntil !== null) return push.reopen(time(reopenUntil))
  return headline?.status === 'closed_no_response' ? push.openNew : ''
}

/**
 * By when more is said; of a time that is no longer ahead when the notice is written (`now`), that it is due or overdue.
 * Such a promise stands when the priority alone changes: only a text keeps it.
 */
export function nextUpdate(dueAt: Instant, now: Instant, time: Time, { promise }: Dictionary): string {
  if (dueAt > now) return promise.nextBy(time(dueAt))
  return dueAt === now ? promise.dueNow : promise.overdue(time(dueAt))
}

/** The incident that a duplicate's followers follow now: which, where it stands, and by when it says more. */
export function masterLines({ title, master, at }: Notice, time: Time, t: Dictionary): string[] {
  if (!master) return []
  const { phase, caseStatus, dueAt } = master
  const stand = phase && caseStatus && headlineText(headlineOf({ phase, caseStatus }, null), t)
  return [
    t.mail.continuedAs(oneLine(masterName({ title }, master, time, t))),
    stand && t.mail.masterStands(master.priority === 'P1G' ? t.caseWords.beside(stand, t.words.masterCase) : stand),
    dueAt && nextUpdate(dueAt, at, time, t),
  ].filter((line) => typeof line === 'string')
}

/** Is it said beside the state, or the title, that it is a P1G? Not where that is the news, nor of a duplicate: the master may be one. */
export function isMarked({ priority, about }: Notice): boolean {
  return priority === 'P1G' && about !== 'designated' && about !== 'duplicate'
}

/** The platform's state; beside it what this incident does to it, where that is something else. */
export function stateText(
  { impact, state = impact }: { impact: Impact; state?: PlatformState },
  { words, incident }: Dictionary,
): string {
  return state === impact ? words.state[state] : incident.stateAndPart(words.state[state], words.state[impact])
}
