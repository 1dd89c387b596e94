import { html, raw } from 'hono/html'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { Receiver } from '../channel.ts'
import type { Composed } from './confirmation.ts'
import type { MailSite } from './letter.ts'
import { type Markup, page } from './page.ts'

export interface Links {
  manage: string
  unsubscribe: string
}

/** What one piece of news says to every reader of one language and zone. */
export interface Content {
  subject: string
  preview: string
  html: string
  text: string
  language: string
}

/** The mail to one subscriber: the content, why they get it, and how to get less. */
export function bulletin(
  content: Content,
  because: string,
  receiver: Receiver,
  site: MailSite,
  links: Links,
): Composed {
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
      `${words.manage}: ${links.manage}\n${words.unsubscribe}: ${links.unsubscribe}`,
      `${site.siteName}: ${site.publicUrl}/`,
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

/** The box on top: what a reader looks for first. */
export function stateBox([first, ...rest]: readonly string[], over: boolean): Markup {
  const more: Markup[] = rest.map((line) => html`<span dir="auto">${line}</span>`)
  return html`<p class="state${over ? ' resolved' : ''}"><strong>${first}</strong>${more}</p>`
}
