import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { OverdueNotice } from '../../../domain/incident/notice.ts'
import { incidentUrl } from '../../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, page, stateBox } from '../page.ts'
import { S } from '../style.ts'

/** What the desk gets when it owes a case something: what, since when, and what can be done. */
export function composeOverdue(notice: OverdueNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(receiver.locale)
  const { mail } = dictionary(locale)
  const words = mail.debt[notice.owes]
  const title = oneLine(notice.title)
  const zones = zonesFor(receiver.timeZone, site.zone)
  const state = words.state(inBothZones(notice.since, notice.at, zones, locale))
  const url = incidentUrl(site.publicUrl, notice.incidentId)
  const subject = words.subject(shorten(title, 150))
  const content = html`${heading(title)}
${stateBox([state], false)}
<p style="${S.p}">${words.todo}</p>
${button(url, mail.page)}`
  const footer = html`<p>${mail.debt.because}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: state, language: locale, site, content, footer })),
    text: [title, state, words.todo, mail.below(mail.page, url), mail.debt.because].join('\n\n'),
  }
}
