import { html, raw } from 'hono/html'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import type { Because } from '../../domain/subscription/audience.ts'
import { incidentUrl } from '../../lib/links.ts'
import { toHtml, toText } from '../../lib/markdown.ts'
import { cleanText, oneLine, shorten } from '../../lib/text.ts'
import { advice, masterLines, meaning, stateText } from '../case-lines.ts'
import type { DeliveryJob } from '../channel.ts'
import { perReader } from '../per-reader.ts'
import { headline, wordingFor } from '../wording.ts'
import { inBothZones, type Zones } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { type Fact, factLines, factTable, listedFacts } from './facts.ts'
import { button, type Markup, written } from './page.ts'
import { type NoticeContent, stateBox, subscriberEmail } from './subscriber-email.ts'

/** The e-mail of one update. */
export function composeUpdate(job: DeliveryJob, notice: Notice, site: MailSite, links: Links): EmailContent {
  const words = dictionary(localeOf(job.receiver.locale)).mail
  const because = reason(job.because, notice, site.siteName, words)
  return subscriberEmail(contentFor(notice, job.receiver, site), because, job.receiver, site, links)
}

const contentFor = perReader(write)

function write(notice: Notice, tag: string, zones: Zones, site: MailSite): NoticeContent {
  const locale = localeOf(tag)
  const wording = wordingFor(notice, tag)
  const all = dictionary(locale)
  const first = all.mail.subject(shorten(wording.title, 150), notice.priority === 'P1G')
  const facts = factsOf(notice, zones, locale, all)
  const state = stateLines(notice, zones, locale, all)
  const todo = advice(notice, (at) => inBothZones(at, notice.at, zones, locale), all)
  // A duplicate has no part of its own any more: the master tells.
  const stateOf = (platform: Notice['platforms'][number]) =>
    notice.about === 'duplicate' ? all.words.state[platform.state ?? platform.impact] : stateText(platform, all)
  const platforms: Fact[] = notice.platforms.map((platform) => [platform.name, stateOf(platform)])
  // A duplicate goes on in its master, and so does the reader.
  const url = incidentUrl(site.publicUrl, notice.master?.id ?? notice.incidentId)
  return {
    subject: notice.sequence > 1 ? all.mail.again(first) : first,
    preview: oneLine(state.join(' · ')),
    language: wording.language ?? locale,
    html: cleanText(
      written(html`<h1 dir="auto">${wording.title}</h1>
${stateBox(state, isSolved(notice))}
${wording.body === '' ? '' : told(wording)}
${todo === null ? '' : html`<p dir="auto">${todo}</p>`}
${platforms.length > 0 ? html`<h2>${all.mail.platforms}</h2>${factTable(platforms)}` : ''}
${facts.length > 0 ? factTable(facts) : ''}
${button(url, all.mail.page)}`),
    ),
    text: [
      wording.title,
      state.join('\n'),
      toText(wording.body),
      todo,
      platforms.length > 0 && all.mail.below(all.mail.platforms, listedFacts(platforms, all.mail)),
      factLines(facts, all.mail),
      all.mail.below(all.mail.page, url),
    ]
      .filter(Boolean)
      .join('\n\n'),
  }
}

function told({ body, language }: ReturnType<typeof wordingFor>): Markup {
  return html`<div class="told" dir="auto"${language ? html` lang="${language}"` : ''}>${raw(toHtml(body))}</div>`
}

/** The state first, then what we promise: what a worried reader looks for. */
function stateLines(notice: Notice, zones: Zones, locale: Locale, t: Dictionary): string[] {
  const { mail, words, promise } = t
  const time = (at: number) => inBothZones(at, notice.at, zones, locale)
  const severity = notice.priority === 'P1G' && notice.about !== 'designated' ? ` · ${words.masterCase}` : ''
  const lines = [
    `${isSolved(notice) && !notice.about ? mail.resolvedAt(time(notice.resolvedAt ?? notice.at)) : headline(notice, locale)}${severity}`,
    meaning(notice, t),
    ...masterLines(notice, time, t),
    notice.dueAt !== null && promise.nextBy(time(notice.dueAt)),
    notice.holdUntil !== undefined &&
      (notice.holdUntil > notice.at ? promise.holdUntil : promise.wasOnHold)(time(notice.holdUntil)),
    notice.etr !== null && (notice.etr > notice.at ? promise.etr : promise.etrPassed)(time(notice.etr)),
    notice.reason !== null && promise.reason(oneLine(notice.reason)),
  ]
  return lines.filter((line) => typeof line === 'string')
}

/** Resolved, and not merely closed. */
function isSolved({ phase, case: told, about }: Notice): boolean {
  return phase === 'resolved' && about !== 'duplicate' && (told?.headline.status ?? null) === null
}

function factsOf(notice: Notice, zones: Zones, locale: Locale, { mail }: Dictionary): Fact[] {
  const time = (at: number) => inBothZones(at, notice.at, zones, locale)
  const facts: (Fact | false)[] = [
    notice.startedAt !== null && [mail.started, time(notice.startedAt)],
    [mail.opened, time(notice.openedAt)],
    notice.vendor !== null && [mail.vendor, oneLine(notice.vendor)],
    notice.caseNumber !== null && [mail.caseNumber, oneLine(notice.caseNumber)],
  ]
  return facts.filter((fact) => fact !== false)
}

function reason(because: Because, notice: Notice, siteName: string, words: Dictionary['mail']): string {
  if (because.type === 'incident') return words.because.incident
  if (because.type === 'all') return words.because.all(siteName)
  return words.because.platform(oneLine(notice.platforms.find(({ id }) => id === because.id)?.name ?? because.id))
}
