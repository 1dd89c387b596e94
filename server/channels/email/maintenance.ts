import { html, raw } from 'hono/html'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import { isOver } from '../../domain/maintenance/maintenance.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import type { Because } from '../../domain/subscription/audience.ts'
import { maintenanceUrl } from '../../lib/links.ts'
import { toHtml, toText } from '../../lib/markdown.ts'
import { cleanText, oneLine, shorten } from '../../lib/text.ts'
import type { DeliveryJob } from '../channel.ts'
import { perReader } from '../per-reader.ts'
import { wordingFor } from '../wording.ts'
import { windowInBothZones, type Zones } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { type Fact, factLines, factTable } from './facts.ts'
import { button, type Markup, written } from './page.ts'
import { type NoticeContent, stateBox, subscriberEmail } from './subscriber-email.ts'

/** The e-mail of one maintenance notice: what the support plan asks of every notice. */
export function composeMaintenance(
  { because, receiver }: DeliveryJob,
  notice: MaintenanceNotice,
  site: MailSite,
  links: Links,
): EmailContent {
  const words = dictionary(localeOf(receiver.locale)).mail
  return subscriberEmail(
    contentFor(notice, receiver, site),
    reason(because, notice, site.siteName, words),
    receiver,
    site,
    links,
  )
}

const contentFor = perReader(write, (notice: MaintenanceNotice) => notice.zone)

function write(notice: MaintenanceNotice, tag: string, zones: Zones, site: MailSite): NoticeContent {
  const locale = localeOf(tag)
  const all = dictionary(locale)
  const { title, body, language } = wordingFor(notice, tag)
  const first = all.mail.maintenance.subject(shorten(title, 150))
  const state = stateLines(notice, zones, locale, all)
  const texts = textsOf(notice, all)
  const facts = factsOf(notice, all)
  const url = maintenanceUrl(site.publicUrl, notice.maintenanceId)
  const paragraphs: Markup[] = texts.map(
    ([label, text]) => html`<h2>${label}</h2><div class="told" dir="auto">${raw(toHtml(text))}</div>
`,
  )
  return {
    subject: notice.sequence > 1 ? all.mail.again(first) : first,
    preview: oneLine(state.join(' · ')),
    language: language ?? locale,
    html: cleanText(
      written(html`<h1 dir="auto">${title}</h1>
${stateBox(state, isOver(notice))}
${body ? html`<div class="told" dir="auto"${language ? html` lang="${language}"` : ''}>${raw(toHtml(body))}</div>` : ''}
${factTable(facts)}
${paragraphs}
${button(url, all.mail.maintenance.page)}`),
    ),
    text: [
      title,
      state.join('\n'),
      toText(body),
      factLines(facts, all.mail),
      ...texts.map(([label, text]) => all.mail.below(label, toText(text))),
      all.mail.below(all.mail.maintenance.page, url),
    ]
      .filter(Boolean)
      .join('\n\n'),
  }
}

/** What happened, and the times it is about: also sent late they are right. */
function stateLines(notice: MaintenanceNotice, zones: Zones, locale: Locale, { mail, maintenance }: Dictionary) {
  const { news, previous, startsAt, endsAt, endedAt = null } = notice
  const words = mail.maintenance
  const verifying = news === 'updated' && notice.state === 'verifying' ? ` · ${maintenance.state.verifying}` : ''
  const isOff = news === 'cancelled' || news === 'overrun'
  const when = previous ? words.newTime : isOff || endedAt !== null ? words.wasPlanned : words.when
  const lines = [
    `${words.news[news]}${verifying}`,
    previous !== null && words.previously(windowInBothZones(previous, zones, locale)),
    endedAt !== null && words.tookPlace(windowInBothZones({ startsAt, endsAt: endedAt }, zones, locale)),
    endedAt !== endsAt && when(windowInBothZones(notice, zones, locale)),
    news === 'overrun' && words.untilOver,
    notice.afterwards && maintenance.afterwards,
    notice.shortNotice !== null &&
      maintenance.shortNoticeBecause[notice.shortNotice.class](oneLine(notice.shortNotice.reason)),
  ]
  return lines.filter((line) => line !== false)
}

function factsOf({ platforms, impact, state }: MaintenanceNotice, { maintenance, words }: Dictionary): Fact[] {
  const names = words.series(platforms.map(({ name }) => oneLine(name)))
  const facts: (Fact | false)[] = [
    [maintenance.platforms, names || maintenance.noPlatforms],
    !isOver({ state }) && [
      maintenance.impact,
      impact === 'none' ? maintenance.noImpact : maintenance.withImpact(platforms.length),
    ],
  ]
  return facts.filter((fact) => fact !== false)
}

/** Markdown under its headings. */
function textsOf({ description, reason: why, state }: MaintenanceNotice, { maintenance }: Dictionary): Fact[] {
  const texts: Fact[] = [
    [state === 'completed' || state === 'cancelled' ? maintenance.whatWas[state] : maintenance.what, description],
    [maintenance.why, why],
  ]
  return texts.filter(([, text]) => text.trim() !== '')
}

function reason(because: Because, { platforms }: MaintenanceNotice, siteName: string, words: Dictionary['mail']) {
  if (because.type !== 'platform') return words.because.all(siteName)
  const platform = platforms.find(({ id }) => id === because.id)
  return platform ? words.because.platform(oneLine(platform.name)) : words.because.formerPlatform
}
