import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import { personIn } from '../../../../src/i18n/person.ts'
import type { DesignationNotice } from '../../../domain/incident/notice.ts'
import { incidentUrl } from '../../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../../lib/text.ts'
import { nextUpdate, stateText } from '../../case-lines.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { type Fact, factLines, factTable, listedFacts } from '../facts.ts'
import { button, heading, page, stateBox } from '../page.ts'
import { S } from '../style.ts'

/** What leads get at once when there is a P1G, or none any more: who decided, why, and by when the public is owed an update. */
export function composeDesignation(notice: DesignationNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(receiver.locale)
  const t = dictionary(locale)
  const { mail, staffMail } = t
  const [title, actor] = [oneLine(notice.title), oneLine(personIn(notice.actor, t, 'first'))]
  const how = staffMail.designation.how[notice.how](actor)
  const time = (at: number) => inBothZones(at, notice.at, zonesFor(receiver.timeZone, site.zone), locale)
  const { dueAt, at } = notice
  const isAhead = dueAt !== null && dueAt > at
  const state = dueAt === null || isAhead ? [how] : [how, nextUpdate(dueAt, at, time, t)]
  const facts = [
    notice.reason !== null && ([mail.why, oneLine(notice.reason)] as const),
    notice.resolvedAt !== undefined && ([t.words.phase.resolved, time(notice.resolvedAt)] as const),
    isAhead && ([mail.nextBy, time(dueAt)] as const),
    notice.caseNumber !== null && ([mail.caseNumber, oneLine(notice.caseNumber)] as const),
  ].filter((fact) => fact !== false)
  const platforms = notice.platforms.map((platform): Fact => [oneLine(platform.name), stateText(platform, t)])
  const url = incidentUrl(rootIn(site.publicUrl, { ...site, locale }), notice.incidentId)
  const subject = staffMail.designation.subject[notice.how](shorten(title, 150))
  const content = html`${heading(title)}
${stateBox(state, notice.how === 'withdrawn' ? 'soft' : 'red')}
${facts.length > 0 ? factTable(facts) : ''}
${platforms.length > 0 ? html`<h2 style="${S.h2}">${mail.platforms}</h2>${factTable(platforms)}` : ''}
${button(site, url, mail.page)}`
  const footer = html`<p>${staffMail.designation.because}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: how, language: locale, site, content, footer })),
    text: [
      title,
      state.join('\n'),
      factLines(facts, mail),
      platforms.length > 0 && mail.below(mail.platforms, listedFacts(platforms, mail)),
      mail.below(mail.page, url),
      staffMail.designation.because,
    ]
      .filter(Boolean)
      .join('\n\n'),
  }
}
