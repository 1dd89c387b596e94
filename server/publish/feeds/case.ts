import { html } from 'hono/html'
import { headlineText } from '../../../src/i18n/headline.ts'
import { type Dictionary, dictionary } from '../../../src/i18n/index.ts'
import { masterName } from '../../../src/i18n/master-name.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import { caseWaysText } from '../../../src/i18n/ways.ts'
import { headlineOf } from '../../domain/incident/case/headline.ts'
import { opensNew } from '../../domain/incident/case/outlook.ts'
import { caseWays } from '../../domain/plan/support.ts'
import { oneLine } from '../../lib/text.ts'
import { htmlOf } from '../facts/html.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { outlookView, standOf } from '../views/incident.ts'
import { incidentPath } from '../views/summary.ts'

type Designation = IncidentWithUpdates['designations'][number]
type Update = IncidentWithUpdates['updates'][number]

/** What feeds say of a case beside an update's text. Readers keep what they read, so days are named. */
interface CaseText {
  /** Stands before the text: the phase, in the words that readers of Statuspage's feeds know; the status where it says all. */
  label: string
  /** The whole headline, for titles. */
  headline: string
  /** Markdown ahead of the text: what its status means; empty where the phase says all. */
  meaning: string
}

/** What an update says of the case by its status. `before` is the update that it follows. */
export function caseText(update: Update, before: Update | undefined, t: Dictionary): CaseText {
  const headline = headlineOf(standOf(update), before ? standOf(before) : null)
  const said = headlineText(headline, t)
  // Of a hold its end says it.
  const silent = headline.status === null || headline.again || update.hold_until !== null
  const [word, meaning] = headline.status === null || silent ? [] : t.support.status[headline.status]
  const standsAlone = headline.phase === null && !headline.again
  return {
    label: standsAlone ? said : phaseLabel(update, before, t),
    headline: headline.again ? t.feeds.update : said,
    // The label has told the rest of the headline.
    meaning: word && meaning ? `*${standsAlone ? meaning : t.feeds.updateTitle(word, meaning)}*\n\n` : '',
  }
}

function phaseLabel({ phase }: Update, before: Update | undefined, { feeds, words }: Dictionary): string {
  return phase === before?.phase ? feeds.update : words.phase[phase]
}

/** What a change to or from P1G says, as Markdown. */
export function designationText({ how, priority }: Designation, t: Dictionary): CaseText {
  const designated = how === 'designated'
  const headline = designated ? t.caseWords.designated : t.caseWords.withdrawn(priority)
  return {
    label: t.feeds.update,
    headline,
    meaning: `${headline}\n\n${designated ? t.caseWords.designatedMeaning : t.words.priority[priority]}`,
  }
}

/**
 * What customers can do about a case, as markup; empty where there is nothing. It names until when, and so stays as it is
 * when that passes: a feed's reader has no other way to know that an entry changed than its time.
 */
export function adviceMarkup(
  incident: IncidentWithUpdates,
  { site: { zone, locale, mailIsAnswered }, plan }: Pick<PublishSnapshot, 'site' | 'plan'>,
): string {
  const t = dictionary(locale)
  const { caseWords } = t
  const ways = caseWaysText(caseWays(plan.support.channels, mailIsAnswered), t)
  const outlook = outlookView(incident, { plan, now: incident.updates[0]?.posted_at ?? 0 })
  const { answerBy, reopenUntil } = outlook
  const time = (at: number) => dateTime(at, zone, locale)
  const text = [
    answerBy !== null && caseWords.confirm(time(answerBy), ways),
    reopenUntil !== null && caseWords.reopen(time(reopenUntil), ways),
    opensNew(incident.row.case_status, outlook) && caseWords.openNew,
  ].find((one) => one !== false)
  return text ? htmlOf(text).trim() : ''
}

/** Where a duplicate goes on, as markup that leads there; empty for any other incident. */
export function masterMarkup(
  { row }: IncidentWithUpdates,
  master: IncidentWithUpdates | null,
  { url, zone, locale }: PublishSnapshot['site'],
): string {
  if (!master) return ''
  const { id, title, opened_at: openedAt } = master.row
  const t = dictionary(locale)
  const name = masterName(row, { title, openedAt }, (at) => dateTime(at, zone, locale), t)
  const text = t.mail.continuedAs(oneLine(name))
  return String(html`<p><a href="${url + incidentPath(id)}">${text}</a></p>`)
}
