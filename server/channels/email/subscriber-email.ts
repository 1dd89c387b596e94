import { html, raw } from 'hono/html'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { Receiver } from '../channel.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { type Markup, page } from './page.ts'

/** What one notice says to every reader of one language and zone. `html` is what stands inside the page. */
export interface NoticeContent extends EmailContent {
  /** Shown beside the subject in a list of mails. */
  preview: string
}

/** The e-mail to one subscriber: the content, why they get it, and how to get less. */
export function subscriberEmail(
  content: NoticeContent,
  because: string,
  receiver: Receiver,
  site: MailSite,
  links: Links,
): EmailContent {
  const locale = localeOf(receiver.locale)
  const words = dictionary(locale).mail
  const reply = site.emailReplyTo === undefined ? '' : ` ${words.reply}`
  return {
    subject: content.subject,
    language: content.language,
    text: [
      content.text,
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
      footer: html`<p>${because}${reply}</p>
<p><a href="${links.manage}">${words.manage}</a> · <a href="${links.unsubscribe}">${words.unsubscribe}</a></p>`,
    }),
  }
}

/** The box at the top: what a reader looks for first. */
export function stateBox([first, ...rest]: readonly string[], over: boolean): Markup {
  const more: Markup[] = rest.map((line) => html`<span dir="auto">${line}</span>`)
  return html`<p class="state${over ? ' resolved' : ''}"><strong>${first}</strong>${more}</p>`
}
