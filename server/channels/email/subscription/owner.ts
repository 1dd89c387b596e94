import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { OwnerNotice } from '../../../domain/subscription/owner.ts'
import { manageToken, manageUrl } from '../../../lib/links.ts'
import { cleanText, oneLine } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { inBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, type Markup, page } from '../page.ts'
import { S } from '../style.ts'

/** What became of an address, to whoever answers for it: it is connected, nothing gets through, or it is off. */
export function composeOwner(notice: OwnerNotice, receiver: Receiver, site: MailSite): EmailContent {
  const locale = localeOf(notice.locale)
  const { owner } = dictionary(locale).mail
  const { what, via, since, why, at } = notice
  const zones = zonesFor(notice.timeZone ?? receiver.timeZone, site.zone)
  const siteName = oneLine(site.siteName)
  const where = owner.where(via.title, oneLine(via.address))
  const subject = owner.subject[what](where, siteName)
  const lead = owner.lead[what](where)
  const root = rootIn(site.publicUrl, { ...site, locale })
  const link =
    what === 'off'
      ? `${root}/subscribe/`
      : manageUrl(
          site.publicUrl,
          manageToken(site.linkSecret, { id: notice.subscriberId, linkGeneration: notice.linkGeneration }),
        )
  const facts = [
    since === undefined ? '' : owner.since(inBothZones(since, at, zones, locale)),
    why === undefined ? '' : owner.why(oneLine(why)),
  ].filter((line) => line !== '')
  const lines: Markup[] = facts.map((line) => html`<p style="${S.p}" dir="auto">${line}</p>`)
  const because = owner.because(where, siteName)
  const content = html`${heading(subject)}
<p style="${S.p}" dir="auto">${lead}</p>
${lines}
<p style="${S.p}">${owner.next[what]}</p>
${button(site, link, owner.button[what])}`
  const footer = html`<p style="${S.p}">${because}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(page({ title: subject, preview: lead, language: locale, site, content, footer })),
    text: [lead, ...facts, `${owner.next[what]}\n${link}`, '-- ', because, `${root}/`].join('\n\n'),
  }
}
