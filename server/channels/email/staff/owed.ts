import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { RungNotice } from '../../../domain/ladder/notice.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, page, stateBox } from '../page.ts'

/** What somebody gets who owes the public a word, or answers for those who do. */
export function composeOwed(notice: RungNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(receiver.locale)
  const { mail } = dictionary(locale)
  const { owed } = mail
  const { object, dueAt, at } = notice
  const title = oneLine(object.title)
  const due = inBothZones(dueAt, at, zonesFor(receiver.timeZone, site.zone), locale)
  const when = at > dueAt ? owed.overdueSince(due) : owed.dueBy(due)
  const subject = owed.subject(owed.what[notice.kind], when, shorten(title, 100))
  const url = (object.type === 'incident' ? incidentUrl : maintenanceUrl)(site.publicUrl, object.id)
  const me = notice.recipients.find(({ email }) => email === receiver.address)
  const because = owed.because(me?.role ?? '')
  const state = `${owed.what[notice.kind]}: ${when}`
  const content = html`${heading(title)}
${stateBox([state], false)}
${button(url, mail.page)}`
  return {
    subject,
    language: locale,
    html: cleanText(
      page({ title: subject, preview: state, language: locale, site, content, footer: html`<p>${because}</p>` }),
    ),
    text: [title, state, mail.below(mail.page, url), because].join('\n\n'),
  }
}
