import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { LeftNotice } from '../../../domain/subscription/leaving.ts'
import { resubscribeToken, resubscribeUrl } from '../../../lib/links.ts'
import { cleanText, oneLine } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { datedInBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, type Markup, page } from '../page.ts'
import { S } from '../style.ts'
import { namesOf } from './confirmation.ts'

/** What an address is told that left: since when, what it got until then, and how that is taken back. */
export function composeLeft(notice: LeftNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(notice.locale)
  const words = dictionary(locale)
  const { left, item } = words.mail
  const siteName = oneLine(site.siteName)
  const subject = left.subject(siteName)
  const zones = zonesFor(notice.timeZone ?? receiver.timeZone, site.zone)
  const time = datedInBothZones(notice.at, zones, locale)
  const lead = notice.via
    ? left.stoppedVia(notice.via.title, oneLine(notice.via.address), siteName, time)
    : left.stopped(siteName, time)
  const names = namesOf(notice, words, (at) => datedInBothZones(at, zones, locale))
  const items: Markup[] = names.map((name) => html`<li dir="auto">${name}</li>`)
  const ignore = notice.namedBy ? left.goesOn(words.words.list(notice.namedBy.map(oneLine))) : left.ignore
  const link = resubscribeUrl(site.publicUrl, resubscribeToken(site.linkSecret, notice.subscriberId, notice.at))
  const content = html`${heading(subject)}
<p style="${S.p}">${lead}</p>
<p style="${S.p}">${left.until}</p>
<ul>${items}</ul>
<p style="${S.p}">${left.undo}</p>
${button(site, link, left.button)}
<p>${left.validity} ${ignore}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: lead, language: locale, site, content, footer: '' })),
    text: [
      lead,
      `${left.until}\n${names.map(item).join('\n')}`,
      `${left.undo}\n${link}`,
      `${left.validity} ${ignore}`,
      `${siteName}\n${rootIn(site.publicUrl, { ...site, locale })}/`,
    ].join('\n\n'),
  }
}
