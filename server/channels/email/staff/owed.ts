import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { type Dictionary, dictionary, localeOf } from '../../../../src/i18n/index.ts'
import { moment } from '../../../../src/i18n/time.ts'
import type { RungNotice } from '../../../domain/ladder/notice.ts'
import type { Window } from '../../../domain/time/window.ts'
import { deskUrl, incidentUrl, maintenanceUrl, owedToken, owedUrl } from '../../../lib/links.ts'
import { cleanText, isVisible, oneLine, shorten } from '../../../lib/text.ts'
import type { DeliveryJob } from '../../channel.ts'
import { inBothZones, windowInBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { type Fact, factLines, factTable } from '../facts.ts'
import { beginning, type Told } from '../fitting.ts'
import { button, heading, type Markup, otherButton, page, stateBox } from '../page.ts'
import { S } from '../style.ts'
import { becauseOf, beforeOf, factsOf, isLate, notToldOf, standOf, stateOf, subjectOf, whyOf } from './owed-lines.ts'

/** How much of the last public text is told, in bytes as they are sent: about two hundred words. */
const TEXT = 3_500

/** Somewhere to go, and what it is called. */
interface Link {
  url: string
  label: string
}

/** What the mail says, in the order in which it is read: what has to be done before what explains it. */
interface Parts {
  subject: string
  title: string
  isLate: boolean
  state: readonly string[]
  todo: readonly string[]
  desk: Link
  answer: Link
  acknowledge: Link
  facts: readonly Fact[]
  /** The last public text, and the heading above it. */
  said: (Told & { heading: string }) | null
  before: readonly string[]
  notTold: readonly string[]
  publicPage: Link
  reasons: readonly string[]
}

/** What somebody gets who owes the public a word, or answers for those who do. */
export function composeOwed(job: DeliveryJob, notice: RungNotice, site: MailSite): EmailContent {
  const locale = localeOf(job.receiver.locale)
  const t = dictionary(locale)
  const parts = partsOf(job, notice, site, t)
  const { subject, state, todo, reasons } = parts
  const preview = [...state.slice(1), ...todo.slice(0, 1)].join(' ')
  const [content, footer] = [asHtml(parts, site, t), paragraphs(reasons)]
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview, language: locale, site, content, footer })),
    text: asText(parts, t),
  }
}

function partsOf(job: DeliveryJob, notice: RungNotice, site: MailSite, t: Dictionary): Parts {
  const { mail, staffMail } = t
  const { receiver, eventId } = job
  const late = isLate(job, notice)
  // A time without its day is of the day on which the mail goes out.
  const now = Math.max(job.claimedAt, notice.at)
  const locale = localeOf(receiver.locale)
  const zones = zonesFor(receiver.timeZone, site.zone)
  const time = (at: number) => inBothZones(at, now, zones, locale)
  const windowOf = (window: Window) => windowInBothZones(window, zones, locale)
  const words = staffMail.owed.kinds[notice.kind]
  const ours = owedUrl(site.publicUrl, owedToken(site.linkSecret, receiver.id, eventId))
  const isUnsent = notice.kind === 'notice' && late
  const readiness = isUnsent ? [staffMail.owed.readiness(`${site.publicUrl}/readyz`)] : []
  const publicPage = publicPageOf(notice, rootIn(site.publicUrl, { ...site, locale }), mail)
  // A subject is short: one time is enough.
  const due = moment(notice.dueAt, now, zones.reader, locale)
  return {
    subject: subjectOf(notice, late, due, t),
    title: shorten(oneLine(notice.object.title), 150),
    isLate: late,
    state: [
      stateOf(notice, late, time(notice.dueAt), t),
      ...standOf(notice, Math.max(job.claimedAt, notice.at), time, t),
    ],
    todo: [late ? words.todoLate : words.todoSoon, ...readiness, ...whyOf(notice, time, t)],
    desk: { url: deskUrl(site.publicUrl, notice.kind, notice.object), label: staffMail.owed.atDesk },
    answer: { url: `${ours}#answer`, label: words.answer },
    acknowledge: { url: ours, label: staffMail.owed.acknowledge },
    facts: factsOf(notice, windowOf, t),
    said: saidOf(notice, publicPage, time, t, windowOf),
    before: beforeOf(notice, time, t),
    notTold: notToldOf(notice, t),
    publicPage,
    reasons: [becauseOf(notice, receiver.address, site.siteName, t), staffMail.owed.yours],
  }
}

function publicPageOf({ object }: RungNotice, root: string, mail: Dictionary['mail']): Link {
  return object.type === 'incident'
    ? { url: incidentUrl(root, object.id), label: mail.page }
    : { url: maintenanceUrl(root, object.id), label: mail.maintenance.page }
}

function saidOf(
  { saidLast }: RungNotice,
  { url }: Link,
  time: (at: number) => string,
  { mail, staffMail, maintenance }: Dictionary,
  windowOf: (window: Window) => string,
): Parts['said'] {
  if (saidLast === null) return null
  // Where nobody wrote a text, what the page says in its place, and the times that it was said of.
  const body = saidLast.body ?? `${maintenance.said[saidLast.news]}\n\n${windowOf(saidLast.window)}`
  if (!isVisible(body)) return null
  return { ...beginning(body, TEXT, url, mail), heading: staffMail.owed.lastText(time(saidLast.at)) }
}

function asHtml(parts: Parts, site: MailSite, { staffMail: { owed } }: Dictionary): Markup {
  const { title, state, todo, desk, answer, acknowledge, facts, said, before, notTold, publicPage } = parts
  return html`${heading(title)}
${stateBox(state, parts.isLate ? 'red' : 'amber')}
${paragraphs(todo)}
${button(site, desk.url, desk.label)}
${otherButton(site, acknowledge.url, acknowledge.label)}
<p style="${S.p}"><a href="${answer.url}">${answer.label}</a></p>
${factTable(facts)}
${said ? html`<h2 style="${S.h2}">${said.heading}</h2><div class="told" style="${S.told}" dir="auto">${said.html}</div>` : ''}
${listed(owed.before, before)}
${listed(owed.notToldTitle, notTold)}
<p style="${S.p}"><a href="${publicPage.url}">${publicPage.label}</a></p>`
}

function asText(parts: Parts, { mail, staffMail }: Dictionary): string {
  const { title, state, todo, desk, answer, acknowledge, facts, said, before, notTold, publicPage, reasons } = parts
  const link = ({ label, url }: Link) => mail.below(label, url)
  return [
    title,
    state.join('\n'),
    ...todo,
    link(desk),
    link(acknowledge),
    link(answer),
    factLines(facts, mail),
    said !== null && mail.below(said.heading, said.text),
    before.length > 0 && mail.below(staffMail.owed.before, before.map(mail.item).join('\n')),
    notTold.length > 0 && mail.below(staffMail.owed.notToldTitle, notTold.map(mail.item).join('\n')),
    link(publicPage),
    '-- ',
    ...reasons,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function listed(title: string, lines: readonly string[]): Markup | string {
  const items = lines.map((line) => html`<li dir="auto">${line}</li>`)
  return items.length === 0 ? '' : html`<h2 style="${S.h2}">${title}</h2><div style="${S.told}"><ul>${items}</ul></div>`
}

function paragraphs(lines: readonly string[]): Markup {
  const all: Markup[] = lines.map((line) => html`<p style="${S.p}" dir="auto">${line}</p>`)
  return html`${all}`
}
