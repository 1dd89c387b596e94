import { html } from 'hono/html'
import { rootIn } from '../../../src/i18n/address.ts'
import { headlineText } from '../../../src/i18n/headline.ts'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import { day } from '../../../src/i18n/time.ts'
import { original, type Readers } from '../../../src/i18n/wording.ts'
import { TONES } from '../../../src/identity/palette.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import { caseWays } from '../../domain/plan/support.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { incidentUrl } from '../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../lib/text.ts'
import { advice, isMarked, masterLines, meaning, nextUpdate, stateText } from '../case-lines.ts'
import type { DeliveryJob } from '../channel.ts'
import { perReader } from '../per-reader.ts'
import { headline, wordsFor } from '../wording.ts'
import { inBothZones, type Zones } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { type Fact, factLines, factTable, listedFacts, namedFew, priorityFact } from './facts.ts'
import { fitting, labelled, type Told, toldMarkup } from './fitting.ts'
import { button, heading, stateBox, written } from './page.ts'
import { type BoxTone, S } from './style.ts'
import { type NoticeContent, subscriberEmail } from './subscriber-email.ts'

/** The e-mail of one update. */
export function composeUpdate(job: DeliveryJob, notice: Notice, site: MailSite, links: Links): EmailContent {
  const words = dictionary(localeOf(job.receiver.locale)).mail
  const because = (scope: Scope) => reason(scope, notice, site.siteName, words)
  return subscriberEmail(contentFor(notice, job.receiver, site), because, job, site, links)
}

const contentFor = perReader(write)

function write(notice: Notice, tag: string, zones: Zones, site: MailSite): NoticeContent {
  const locale = localeOf(tag)
  const { saidLast } = notice
  const wording = wordsFor({ ...notice, ...saidLast }, tag, site.languages)
  const all = dictionary(locale)
  const facts = factsOf(notice, zones, locale, all)
  const state = stateLines(notice, zones, { locale, languages: site.languages }, all)
  const ways = caseWays(site.support.channels, site.emailReplyTo !== undefined)
  const todo = advice(notice, (at) => inBothZones(at, notice.at, zones, locale), ways, all)
  const platforms = platformsOf(notice, all)
  // A duplicate goes on in its master, and so does the reader.
  const url = incidentUrl(rootIn(site.publicUrl, { ...site, locale }), notice.master?.id ?? notice.incidentId)
  const phase = headline(notice, locale)
  const latest = saidLast && all.incident.latest(inBothZones(saidLast.at, notice.at, zones, locale))
  const said = (told: Told | undefined) => labelled(told?.text ?? '', wording, all.mail)
  return fitting([wording.body], url, all.mail, ([told]) => ({
    subject: all.mail.subject(phase, shorten(wording.title, 150), isMarked(notice)),
    preview: oneLine(state.join(' · ')),
    language: wording.label ? locale : wording.language,
    html: cleanText(
      written(html`${heading(wording.title)}
${stateBox(state, toneOf(notice))}
${latest ? html`<h2 style="${S.h2}">${latest}</h2>` : ''}
${told && wording.body !== '' ? toldMarkup(told, wording) : ''}
${todo === null ? '' : html`<p style="${S.p}" dir="auto">${todo}</p>`}
${platforms.length > 0 ? html`<h2 style="${S.h2}">${all.mail.platforms}</h2>${factTable(platforms)}` : ''}
${facts.length > 0 ? factTable(facts) : ''}
${button(site, url, all.mail.page)}`),
    ),
    text: [
      wording.titleLine,
      state.join('\n'),
      latest ? all.mail.below(latest, said(told)) : said(told),
      todo,
      platforms.length > 0 && all.mail.below(all.mail.platforms, listedFacts(platforms, all.mail)),
      factLines(facts, all.mail),
      all.mail.below(all.mail.page, url),
    ]
      .filter(Boolean)
      .join('\n\n'),
  }))
}

/** The state first, then what we promise: what a worried reader looks for. */
export function stateLines(notice: Notice, zones: Zones, readers: Readers, t: Dictionary): string[] {
  const { locale } = readers
  const { mail, words, promise } = t
  const time = (at: number) => inBothZones(at, notice.at, zones, locale)
  const severity = isMarked(notice) ? ` · ${words.masterCase}` : ''
  const resolution = (at: number) => {
    const sameDay = day(at, zones.reader, locale) === day(notice.at, zones.reader, locale)
    return (sameDay ? mail.resolvedAt : mail.resolvedOn)(time(at))
  }
  const over = isSolved(notice)
    ? resolution(notice.resolvedAt ?? notice.at)
    : notice.case && headlineText(notice.case.headline, t)
  const lines = [
    `${isSolved(notice) && !notice.about ? over : headline(notice, locale)}${severity}`,
    meaning(notice, t),
    notice.about === 'withdrawn' && notice.phase === 'resolved' && over,
    ...masterLines(notice, time, t),
    notice.dueAt !== null && nextUpdate(notice.dueAt, notice.at, time, t),
    notice.reportDueAt !== undefined && promise.reportBy(time(notice.reportDueAt)),
    notice.reportWasDueAt !== undefined && promise.reportPutOff(time(notice.reportWasDueAt)),
    notice.holdUntil !== undefined &&
      (notice.holdUntil > notice.at ? promise.holdUntil : promise.wasOnHold)(time(notice.holdUntil)),
    notice.etr !== null && (notice.etr > notice.at ? promise.etr : promise.etrPassed)(time(notice.etr)),
    notice.reason !== null && promise.reason(original(readers, oneLine(notice.reason))),
  ]
  return lines.filter((line) => typeof line === 'string')
}

/** Resolved, and not merely closed. */
export function isSolved({ phase, case: told, about }: Notice): boolean {
  return phase === 'resolved' && about !== 'duplicate' && (told?.headline.status ?? null) === null
}

/** The colour of the phase; what ended without a solution, or goes on elsewhere, has none. */
function toneOf(notice: Notice): BoxTone {
  if (notice.about === 'duplicate' || (notice.phase === 'resolved' && !isSolved(notice))) return 'soft'
  return TONES[notice.phase]
}

export function platformsOf({ platforms, about }: Notice, t: Dictionary, most?: number): Fact[] {
  const { named, more } = namedFew(platforms, most)
  const facts = named.map((platform): Fact => {
    // A duplicate has no part of its own any more: the master tells.
    const isDuplicate = about === 'duplicate'
    return [platform.name, isDuplicate ? t.words.state[platform.state ?? platform.impact] : stateText(platform, t)]
  })
  return more > 0 ? [...facts, [t.mail.morePlatforms(more), t.mail.seePage]] : facts
}

function factsOf(notice: Notice, zones: Zones, locale: Locale, all: Dictionary): Fact[] {
  const { mail } = all
  const time = (at: number) => inBothZones(at, notice.at, zones, locale)
  if (notice.master) return continued(notice, notice.master, time, all)
  const facts: (Fact | false)[] = [
    // Of one that becomes a P1G, or is none any more, the state says it.
    notice.about !== 'designated' && notice.about !== 'withdrawn' && priorityFact(notice.priority, all),
    notice.startedAt !== null && [mail.started, time(notice.startedAt)],
    [mail.opened, time(notice.openedAt)],
    notice.vendor !== null && [mail.vendor, oneLine(notice.vendor)],
    notice.caseNumber !== null && [mail.caseNumber, oneLine(notice.caseNumber)],
  ]
  return facts.filter((fact) => fact !== false)
}

/** Where a duplicate goes on, the master's facts hold; what is the duplicate's own is said to be. */
function continued(
  { openedAt, caseNumber }: Notice,
  master: NonNullable<Notice['master']>,
  time: (at: number) => string,
  all: Dictionary,
): Fact[] {
  const { mail } = all
  const facts: (Fact | false)[] = [
    master.priority !== undefined && priorityFact(master.priority, all),
    master.caseNumber !== undefined && [mail.caseNumber, oneLine(master.caseNumber)],
    [mail.duplicate.opened, time(openedAt)],
    caseNumber !== null && [mail.duplicate.caseNumber, oneLine(caseNumber)],
  ]
  return facts.filter((fact) => fact !== false)
}

function reason(because: Scope, notice: Notice, siteName: string, words: Dictionary['mail']): string {
  if (because.type === 'incident')
    return notice.master ? words.because.moved(oneLine(notice.master.title)) : words.because.incident
  if (because.type === 'all') return words.because.all(siteName)
  return words.because.platform(oneLine(notice.platforms.find(({ id }) => id === because.id)?.name ?? because.id))
}
