import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { BreakGlassNotice } from '../../../domain/staff/break-glass.ts'
import { cleanText, oneLine } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, page, stateBox } from '../page.ts'
import { S } from '../style.ts'

/** What those in charge get at once when somebody comes in past the identity provider: whose account, when, and what to do. */
export function composeBreakGlass(notice: BreakGlassNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(receiver.locale)
  const { breakGlass } = dictionary(locale).staffMail
  const [name, siteName] = [oneLine(notice.name), oneLine(site.siteName)]
  const time = inBothZones(notice.at, notice.at, zonesFor(receiver.timeZone, site.zone), locale)
  const [subject, because] = [breakGlass.subject(name, siteName), breakGlass.because(siteName)]
  const [people, audit] = [`${site.publicUrl}/staff/people/`, `${site.publicUrl}/staff/audit/`]
  const [what, browser] = [breakGlass.what(name, time), breakGlass.browser(oneLine(notice.browser))]
  const content = html`${heading(subject)}
${stateBox([what, browser], 'red')}
<p style="${S.p}">${breakGlass.otherwise}</p>
<p style="${S.p}">${breakGlass.fine}</p>
${button(site, people, breakGlass.button)}`
  const footer = html`<p style="${S.p}">${because}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: what, language: locale, site, content, footer })),
    text: [
      `${what}\n${browser}`,
      breakGlass.otherwise,
      breakGlass.fine,
      `${breakGlass.people}\n${people}`,
      `${breakGlass.audit}\n${audit}`,
      '-- ',
      because,
    ].join('\n\n'),
  }
}
