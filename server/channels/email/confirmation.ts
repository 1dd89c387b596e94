import { html } from 'hono/html'
import { type Dictionary, dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import { cleanText, oneLine } from '../../lib/text.ts'
import type { EmailContent } from './email.ts'
import { button, heading, type Markup, page } from './page.ts'
import { S } from './style.ts'

/** At most so many platforms are named. */
const NAMED = 10

/**
 * The mail that asks whether the address wants updates. It goes to people who may never have heard of us, so it holds
 * nothing a stranger could choose the words of: names of platforms and titles of incidents are the provider's.
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
  const items: Markup[] = follows.map((name) => html`<li dir="auto">${name}</li>`)
  const content = html`${heading(subject)}
<p style="${S.p}">${confirm.ask(site.siteName)}</p>
<ul>${items}</ul>
<p style="${S.p}">${confirm.instruction}</p>
${button(link, confirm.button)}
<p>${confirm.validity} ${confirm.ignore}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(
      page({ title: subject, preview: confirm.instruction, language: locale, site, content, footer: '' }),
    ),
    text: [
      confirm.ask(site.siteName),
      follows.map(item).join('\n'),
      `${confirm.instruction}\n${link}`,
      `${confirm.validity} ${confirm.ignore}`,
      `${site.siteName}\n${site.publicUrl}/`,
    ].join('\n\n'),
  }
}

function namesOf({ follows }: ConfirmationRequest, words: Dictionary['mail']['confirm']): string[] {
  const names = follows.map(({ type, id, name }) => {
    if (type === 'all') return words.everything
    if (type === 'platform') return oneLine(name ?? id)
    return name === null ? words.someIncident : words.incident(oneLine(name))
  })
  return names.length > NAMED ? [...names.slice(0, NAMED), words.more(names.length - NAMED)] : names
}
