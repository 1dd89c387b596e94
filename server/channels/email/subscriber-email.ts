import { html, raw } from 'hono/html'
import { rootIn } from '../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import type { DeliveryJob } from '../channel.ts'
import { zonesFor } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { footerOf } from './footer.ts'
import { page } from './page.ts'
import { S } from './style.ts'
import { supportBlock } from './support.ts'

/** What one notice says to every reader of one language and zone. `html` is what stands inside the page. */
export interface NoticeContent extends EmailContent {
  /** Shown beside the subject in a list of mails. */
  preview: string
}

/** The e-mail to one reader: the content, how to reach support, why they get it (`reason`: as a follower), and how to get less. */
export function subscriberEmail(
  content: NoticeContent,
  reason: (scope: Scope) => string,
  { because, receiver, message, at }: DeliveryJob,
  site: MailSite,
  links: Links,
): EmailContent {
  const locale = localeOf(receiver.locale)
  const words = dictionary(locale).mail
  const support = supportBlock(site, at, zonesFor(receiver.timeZone, site.zone).reader, locale)
  const footer = footerOf({ because, receiver, message }, reason, site, links)
  return {
    subject: content.subject,
    language: content.language,
    text: [
      content.text,
      ...(support.text === '' ? [] : [support.text]),
      '-- ',
      ...footer.why,
      footer.links.map(([label, url]) => words.fact(label, url)).join('\n'),
      words.fact(site.siteName, `${rootIn(site.publicUrl, { ...site, locale })}/`),
    ].join('\n\n'),
    html: page({
      title: content.subject,
      preview: content.preview,
      language: locale,
      site,
      content: raw(content.html),
      footer: html`${support.html}
${footer.why.map((text) => html`<p style="${S.p}">${text}</p>`)}
<p style="${S.p}">${footer.links.map(([label, url], index) => html`${index > 0 ? ' · ' : ''}<a href="${url}">${label}</a>`)}</p>`,
    }),
  }
}
