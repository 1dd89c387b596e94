import { html, raw } from 'hono/html'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { DeliveryJob } from '../channel.ts'
import { zonesFor } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { page } from './page.ts'
import { S } from './style.ts'
import { supportBlock } from './support.ts'

/** What one notice says to every reader of one language and zone. `html` is what stands inside the page. */
export interface NoticeContent extends EmailContent {
  /** Shown beside the subject in a list of mails. */
  preview: string
}

/** The e-mail to one subscriber: the content, how to reach support, why they get it, and how to get less. */
export function subscriberEmail(
  content: NoticeContent,
  because: string,
  { receiver, at }: DeliveryJob,
  site: MailSite,
  links: Links,
): EmailContent {
  const locale = localeOf(receiver.locale)
  const words = dictionary(locale).mail
  const support = supportBlock(site, at, zonesFor(receiver.timeZone, site.zone).reader, locale)
  const reply = site.emailReplyTo === undefined ? '' : ` ${words.reply}`
  return {
    subject: content.subject,
    language: content.language,
    text: [
      content.text,
      ...(support.text === '' ? [] : [support.text]),
      '-- ',
      `${because}${reply}`,
      `${words.fact(words.manage, links.manage)}\n${words.fact(words.unsubscribe, links.unsubscribe)}`,
      words.fact(site.siteName, `${site.publicUrl}/`),
    ].join('\n\n'),
    html: page({
      title: content.subject,
      preview: content.preview,
      language: locale,
      site,
      content: raw(content.html),
      footer: html`${support.html}
<p style="${S.p}">${because}${reply}</p>
<p style="${S.p}"><a href="${links.manage}">${words.manage}</a> · <a href="${links.unsubscribe}">${words.unsubscribe}</a></p>`,
    }),
  }
}
