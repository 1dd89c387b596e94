import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { EndNotice } from '../../../domain/maintenance/notice.ts'
import { maintenanceUrl } from '../../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, page, stateBox } from '../page.ts'
import { S } from '../style.ts'

/** What the desk gets before and at the planned end of a window that it has to end. */
export function composeEnd(notice: EndNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(receiver.locale)
  const { mail } = dictionary(locale)
  const words = notice.at < notice.endsAt ? mail.ending.soon : mail.ending.due
  const title = oneLine(notice.title)
  const state = words.state(inBothZones(notice.endsAt, notice.at, zonesFor(receiver.timeZone, notice.zone), locale))
  const url = maintenanceUrl(site.publicUrl, notice.maintenanceId)
  const subject = words.subject(shorten(title, 150))
  const content = html`${heading(title)}
${stateBox([state], false)}
<p style="${S.p}">${words.todo}</p>
${button(url, mail.maintenance.page)}`
  const footer = html`<p>${mail.debt.because}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: state, language: locale, site, content, footer })),
    text: [title, state, words.todo, mail.below(mail.maintenance.page, url), mail.debt.because].join('\n\n'),
  }
}
