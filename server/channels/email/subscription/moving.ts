import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { MovingNotice } from '../../../domain/subscription/moving.ts'
import { manageToken, manageUrl, moveToken, moveUrl } from '../../../lib/links.ts'
import { cleanText, oneLine } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { datedInBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, page } from '../page.ts'
import { S } from '../style.ts'

/** The question to a new address, or the note to it or to the one until now that it was changed. */
export function composeMoving(notice: MovingNotice, receiver: Receiver, site: MailSite): EmailContent {
  const { what, subscriberId, at, from, to } = notice
  const locale = localeOf(notice.locale)
  const { moving } = dictionary(locale).mail
  const siteName = oneLine(site.siteName)
  const words = moving[what]
  const subject = words.subject(siteName)
  const time = datedInBothZones(at, zonesFor(receiver.timeZone, site.zone), locale)
  const lead =
    what === 'ask'
      ? moving.ask.lead(siteName, oneLine(from))
      : moving[what].lead(siteName, oneLine(what === 'moved' ? to : from), time)
  const root = rootIn(site.publicUrl, { ...site, locale })
  const link = {
    ask: () => moveUrl(site.publicUrl, moveToken(site.linkSecret, subscriberId, at)),
    moved: () => `${root}/subscribe/`,
    arrived: () => manageUrl(site.publicUrl, manageToken(site.linkSecret, receiver)),
  }[what]()
  const content = html`${heading(subject)}
<p style="${S.p}">${lead}</p>
<p style="${S.p}">${words.next}</p>
${button(site, link, words.button)}
<p>${words.rest}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: lead, language: locale, site, content, footer: '' })),
    text: [lead, `${words.next}\n${link}`, words.rest, `${siteName}\n${root}/`].join('\n\n'),
  }
}
