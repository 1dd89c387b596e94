import { html, raw } from 'hono/html'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import type { Because } from '../../domain/audience.ts'
import type { Notice } from '../../domain/notice.ts'
import { incidentUrl } from '../../links.ts'
import { toHtml, toText } from '../../markdown.ts'
import { cleanText, oneLine, shorten } from '../../text.ts'
import type { Errand } from '../channel.ts'
import { headline, type Wording, wordingFor } from '../wording.ts'
import { inBothZones, type Zones, zonesFor } from '../zones.ts'
import type { Composed } from './confirmation.ts'
import { type Fact, factLines, factTable } from './facts.ts'
import type { MailSite } from './letter.ts'
import { button, type Markup, page, written } from './page.ts'

interface Links {
  manage: string
  unsubscribe: string
}

/** What one update says to every reader of one language and zone. */
interface Content {
  subject: string
  preview: string
  html: string
  text: string
  language: string
}

/** The mail of one update, and the name of the list it belongs to. */
export function composeUpdate(
  errand: Errand,
  notice: Notice,
  site: MailSite,
  links: Links,
): Composed & { list: string } {
  const locale = localeOf(errand.receiver.locale)
  const words = dictionary(locale).mail
  const content = contentFor(errand, notice, site)
  const because = reason(errand.because, notice, site.siteName, words)
  const reply = site.emailReplyTo === undefined ? '' : ` ${words.reply}`
  return {
    subject: content.subject,
    language: content.language,
    list: words.list(site.siteName),
    text: [
      content.text,
      '-- ',
      `${because}${reply}`,
      `${words.manage}: ${links.manage}\n${words.unsubscribe}: ${links.unsubscribe}`,
      `${site.siteName}: ${site.publicUrl}/`,
    ].join('\n\n'),
    html: page({
      title: content.subject,
      preview: content.preview,
      language: locale,
      site,
      content: raw(content.html),
      footer: html`<p>${because}${reply}</p>
<p><a href="${links.manage}">${words.manage}</a> · <a href="${links.unsubscribe}">${words.unsubscribe}</a></p>`,
    }),
  }
}

/** Thousands of readers share a handful of languages and zones: each is written once. */
const contents = new WeakMap<Notice, Map<string, Content>>()

function contentFor({ receiver }: Errand, notice: Notice, site: MailSite): Content {
  const zones = zonesFor(receiver.timeZone, site.zone)
  const key = `${receiver.locale} ${zones.reader} ${zones.provider} ${site.publicUrl}`
  const written = contents.get(notice) ?? new Map<string, Content>()
  contents.set(notice, written)
  const content =
    written.get(key) ?? write(notice, wordingFor(notice, receiver.locale), zones, site, localeOf(receiver.locale))
  written.set(key, content)
  return content
}

function write(notice: Notice, wording: Wording, zones: Zones, site: MailSite, locale: Locale): Content {
  const all = dictionary(locale)
  const first = all.mail.subject(shorten(wording.title, 150), notice.priority === 'P1G')
  const facts = factsOf(notice, zones, locale, all)
  const state = stateLines(notice, zones, locale, all)
  const platforms: Fact[] = notice.platforms.map(({ name, impact }) => [name, all.words.state[impact]])
  // A duplicate goes on in its master, and so does the reader.
  const url = incidentUrl(site.publicUrl, notice.master?.id ?? notice.incidentId)
  return {
    subject: notice.sequence > 1 ? all.mail.again(first) : first,
    preview: oneLine(state.join(' · ')),
    language: wording.language ?? locale,
    html: cleanText(
      written(html`<h1 dir="auto">${wording.title}</h1>
${stateBox(notice, state)}
<div class="told" dir="auto"${wording.language ? html` lang="${wording.language}"` : ''}>${raw(toHtml(wording.body))}</div>
${platforms.length > 0 ? html`<h2>${all.mail.platforms}</h2>${factTable(platforms)}` : ''}
${facts.length > 0 ? factTable(facts) : ''}
${button(url, all.mail.page)}`),
    ),
    text: [
      wording.title,
      state.join('\n'),
      toText(wording.body),
      platforms.length > 0 && `${all.mail.platforms}:\n${factLines(platforms, '- ')}`,
      factLines(facts),
      `${all.mail.page}:\n${url}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
  }
}

/** The state first, then what we promise: what a worried reader looks for. */
function stateLines(notice: Notice, zones: Zones, locale: Locale, { mail, words }: Dictionary): string[] {
  const time = (at: number) => inBothZones(at, notice.at, zones, locale)
  const severity = notice.priority === 'P1G' ? ` · ${words.masterCase}` : ''
  const lines = [
    `${headline(notice, locale)}${severity}`,
    notice.master !== undefined && `${mail.continuedAs}: ${oneLine(notice.master.title)}`,
    notice.phase === 'resolved' && !notice.about && `${mail.resolvedAt} ${time(notice.at)}`,
    notice.dueAt !== null && `${mail.nextBy} ${time(notice.dueAt)}`,
    notice.holdUntil !== undefined && `${mail.holdUntil} ${time(notice.holdUntil)}`,
    notice.etr !== null && `${mail.etr}: ${time(notice.etr)}`,
    notice.reason !== null && `${mail.why}: ${oneLine(notice.reason)}`,
  ]
  return lines.filter((line) => line !== false)
}

function stateBox(notice: Notice, [first, ...rest]: string[]): Markup {
  const more: Markup[] = rest.map((line) => html`<span dir="auto">${line}</span>`)
  return html`<p class="state${notice.phase === 'resolved' ? ' resolved' : ''}"><strong>${first}</strong>${more}</p>`
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
