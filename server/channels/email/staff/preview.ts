import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { EmailContent } from '../email.ts'
import { stateBox, written } from '../page.ts'

/** An e-mail that subscribers would get, marked in its subject and on top of its text as one that nobody got. */
export function markedPreview(content: EmailContent, locale: string): EmailContent {
  const { preview } = dictionary(localeOf(locale)).staffMail
  const note = written(html`${stateBox([preview.note], 'soft')}`)
  return {
    ...content,
    subject: preview.subject(content.subject),
    text: `${preview.note}\n\n${content.text}`,
    // Texts are escaped, so that the first element of that name is the frame's own.
    html: content.html.replace(/<td class="inside"[^<>]*>/, (start) => `${start}\n${note}`),
  }
}
