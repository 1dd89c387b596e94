import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import { personIn } from '../../../../src/i18n/person.ts'
import type { AccountNotice } from '../../../domain/staff/notice.ts'
import { accountToken, setupUrl } from '../../../lib/links.ts'
import { cleanText, oneLine } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, type Markup, page } from '../page.ts'
import { S } from '../style.ts'

/** The link by which somebody sets the password of the own account: who had it sent, and how long it works. */
export function composeAccount(notice: AccountNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(receiver.locale)
  const t = dictionary(locale)
  const { account } = t.staffMail
  const { purpose, by, at, expiresAt } = notice
  const name = oneLine(notice.name)
  const subject = account.subject[purpose](oneLine(site.siteName))
  const lead = by === null ? account.asked[purpose](name) : account.lead[purpose](name, oneLine(personIn(by, t)))
  const link = setupUrl(site.publicUrl, accountToken(site.accountSecret, notice.seed))
  const until = inBothZones(expiresAt, at, zonesFor(receiver.timeZone, site.zone), locale)
  const rest = [
    account.validity(until),
    purpose === 'reset' && account.sessions,
    by === null && account.ignore[purpose],
    account.private,
  ].filter((line) => line !== false)
  const lines: Markup[] = rest.map((line) => html`<p style="${S.p}">${line}</p>`)
  const content = html`${heading(subject)}
<p style="${S.p}" dir="auto">${lead}</p>
<p style="${S.p}">${account.instruction[purpose]}</p>
${button(site, link, account.button[purpose])}
${lines}`
  const because = account.because(oneLine(site.siteName))
  const footer = html`<p style="${S.p}">${because}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(
      page({ title: subject, preview: account.validity(until), language: locale, site, content, footer }),
    ),
    text: [
      lead,
      `${account.instruction[purpose]}\n${link}`,
      ...rest,
      '-- ',
      because,
      `${rootIn(site.publicUrl, { ...site, locale })}/`,
    ].join('\n\n'),
  }
}
