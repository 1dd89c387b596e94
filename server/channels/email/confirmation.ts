import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import type { EmailContent } from './email.ts'
import { button, type Markup, page } from './page.ts'

/** At most so many platforms are named. */
const NAMED = 10

/**
 * The mail that asks whether the address wants updates. It goes to people who may never have heard of us, so it holds
 * nothing a stranger could choose the words of: platforms are named, incidents are not.
 */
export function composeConfirmation(
  request: ConfirmationRequest,
  site: { siteName: string; publicUrl: string },
  link: string,
): EmailContent {
  const locale = localeOf(request.locale)
  const { confirm, item } = dictionary(locale).mail
  const subject = confirm.subject(site.siteName)
  const follows = namesOf(request, confirm)
  const items: Markup[] = follows.map((name) => html`<li>${name}</li>`)
  const content = html`<h1>${subject}</h1>
<p>${confirm.ask(site.siteName)}</p>
<ul>${items}</ul>
<p>${confirm.instruction}</p>
${button(link, confirm.button)}
<p class="quiet">${confirm.validity} ${confirm.ignore}</p>`
  return {
    subject,
    language: locale,
    html: page({ title: subject, preview: confirm.instruction, language: locale, site, content, footer: '' }),
    text: [
      confirm.ask(site.siteName),
      follows.map(item).join('\n'),
      `${confirm.instruction}\n${link}`,
      `${confirm.validity} ${confirm.ignore}`,
      `${site.siteName}\n${site.publicUrl}/`,
    ].join('\n\n'),
  }
}

function namesOf(
  { follows }: ConfirmationRequest,
  words: { everything: string; incident: string; more: (n: number) => string },
) {
  const names = follows.map((follow) => {
    if (follow.type === 'platform') return follow.name ?? follow.id
    return follow.type === 'all' ? words.everything : words.incident
  })
  return names.length > NAMED ? [...names.slice(0, NAMED), words.more(names.length - NAMED)] : names
}
