import { html } from 'hono/html'
import { rootIn } from '../../../src/i18n/address.ts'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import { compact } from '../../../src/i18n/time.ts'
import { original, type Readers } from '../../../src/i18n/wording.ts'
import { isOver } from '../../domain/maintenance/maintenance.ts'
import { type MaintenanceNotice, newEndOf, tellsThePlan, wordingOf } from '../../domain/maintenance/notice.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { translationFor } from '../../domain/wording.ts'
import { maintenanceUrl } from '../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../lib/text.ts'
import type { DeliveryJob } from '../channel.ts'
import { perReader } from '../per-reader.ts'
import { describedIn, textFor, wordsFor } from '../wording.ts'
import { inBothZones, windowInBothZones, type Zones } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { type Fact, factLines, factTable, namedFew } from './facts.ts'
import { fitting, labelled, type Told, toldMarkup } from './fitting.ts'
import { button, heading, type Markup, stateBox, written } from './page.ts'
import { type BoxTone, S } from './style.ts'
import { type NoticeContent, subscriberEmail } from './subscriber-email.ts'

/** The e-mail of one maintenance notice: what the support plan asks of every notice. */
export function composeMaintenance(
  job: DeliveryJob,
  notice: MaintenanceNotice,
  site: MailSite,
  links: Links,
): EmailContent {
  const words = dictionary(localeOf(job.receiver.locale)).mail
  const because = (scope: Scope) => reason(scope, notice, site.siteName, words)
  return subscriberEmail(contentFor(notice, job.receiver, site), because, job, site, links)
}

const contentFor = perReader(write, (notice: MaintenanceNotice) => notice.zone)

function write(notice: MaintenanceNotice, tag: string, zones: Zones, site: MailSite): NoticeContent {
  const locale = localeOf(tag)
  const all = dictionary(locale)
  const { title, titleLine, body, ...said } = wordsFor(notice, tag, site.languages)
  const words = all.mail.maintenance
  const start = compact(notice.startsAt, notice.at, zones.reader, locale)
  const state = stateLines(notice, zones, { locale, languages: site.languages }, all)
  const url = maintenanceUrl(rootIn(site.publicUrl, { ...site, locale }), notice.maintenanceId)
  const texts = textsOf(notice, locale, site.languages)
  const facts = factsOf(notice, all)
  const sources = [body, ...texts.map(({ text }) => text)]
  return fitting(sources, url, all.mail, ([told, ...described]) => ({
    subject: words.subject(
      start,
      words.short[wordingOf(notice.news, notice.endsAt, notice.previous?.endsAt)],
      shorten(title, 150),
    ),
    preview: oneLine(state.join(' · ')),
    language: said.label ? locale : said.language,
    html: cleanText(
      written(html`${heading(title)}
${stateBox(state, toneOf(notice))}
${told && body ? toldMarkup(told, said) : ''}
${factTable(facts)}
${texts.map((text, index) => paragraph(text, described[index] as Told))}
${button(site, url, words.page)}`),
    ),
    text: [
      titleLine,
      state.join('\n'),
      labelled(told?.text ?? '', said, all.mail),
      factLines(facts, all.mail),
      ...texts.map((one, index) => all.mail.below(one.heading, labelled(described[index]?.text ?? '', one, all.mail))),
      all.mail.below(words.page, url),
    ]
      .filter(Boolean)
      .join('\n\n'),
  }))
}

/** Blue until it is over, as on the page; nothing that was called off is well. */
function toneOf({ state }: MaintenanceNotice): BoxTone {
  if (state === 'cancelled') return 'soft'
  return state === 'completed' ? 'green' : 'blue'
}

function paragraph(text: ReturnType<typeof textsOf>[number], told: Told): Markup {
  return html`<h2 style="${S.h2}">${text.heading}</h2>${toldMarkup(told, text)}
`
}

/** What happened, and the times it is about: also sent late they are right. */
export function stateLines(
  notice: MaintenanceNotice,
  zones: Zones,
  readers: Readers,
  { mail, maintenance }: Dictionary,
) {
  const { locale } = readers
  const { news, previous, startsAt, endsAt, endedAt = null } = notice
  const words = mail.maintenance
  const verifying = news === 'updated' && notice.state === 'verifying' ? ` · ${maintenance.state.verifying}` : ''
  const tellsPlan = !previous && (tellsThePlan(notice) || endedAt !== null)
  const planned = (tellsPlan && notice.planned) || notice
  const when = previous ? words.newTime : tellsPlan ? words.wasPlanned : words.when
  const newEnd = maintenance.newEnd[newEndOf(endsAt, planned.endsAt)]
  const lines = [
    `${words.news[wordingOf(news, endsAt, previous?.endsAt)]}${verifying}`,
    previous !== null && words.previously(windowInBothZones(previous, zones, locale)),
    endedAt !== null && words.tookPlace(windowInBothZones({ startsAt, endsAt: endedAt }, zones, locale)),
    (endedAt !== endsAt || endedAt !== planned.endsAt) && when(windowInBothZones(planned, zones, locale)),
    planned.endsAt !== endsAt && mail.fact(newEnd, inBothZones(endsAt, notice.at, zones, locale)),
    news === 'overrun' && words.untilOver,
    notice.afterwards && maintenance.afterwards,
    notice.shortNotice !== null &&
      maintenance.shortNoticeBecause[notice.shortNotice.class](original(readers, oneLine(notice.shortNotice.reason))),
  ]
  return lines.filter((line) => line !== false)
}

export function factsOf(
  { platforms, impact, state }: MaintenanceNotice,
  { mail, maintenance, words }: Dictionary,
  most?: number,
): Fact[] {
  const { named, more } = namedFew(platforms, most)
  const rest = more > 0 ? [mail.morePlatforms(more)] : []
  const names = words.list([...named.map(({ name }) => name), ...rest])
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
export function textsOf(notice: MaintenanceNotice, locale: Locale, languages: readonly Locale[]) {
  const { description, reason: why, state } = notice
  const { maintenance } = dictionary(locale)
  const over = state === 'completed' || state === 'cancelled' ? state : null
  const texts = [
    {
      heading: over ? maintenance.whatWas[over] : maintenance.what,
      ...textFor(description, locale, languages, describedIn(notice, locale)),
    },
    {
      heading: over ? maintenance.whyWas[over] : maintenance.why,
      ...textFor(why, locale, languages, translationFor(notice.texts ?? {}, locale)?.reason),
    },
  ]
  return texts.filter(({ text }) => text.trim() !== '')
}

function reason(because: Scope, { platforms }: MaintenanceNotice, siteName: string, words: Dictionary['mail']) {
  if (because.type !== 'platform') return words.because.all(siteName)
  const platform = platforms.find(({ id }) => id === because.id)
  return platform ? words.because.platform(oneLine(platform.name)) : words.because.formerPlatform
}
