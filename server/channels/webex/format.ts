import type { Card } from '../rooms/card.ts'
import { type FittedCard, fitting } from '../rooms/fitting.ts'
import { paragraphs, type TextFormat } from '../rooms/text-format.ts'

/** Bytes of the whole request: Webex takes 7,439 of Markdown. */
const MOST = 7_439

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const asCode = (sign: string) => `%${sign.charCodeAt(0).toString(16)}`

/** Every sign that Markdown or Webex's mentions (`<@all>`) could be made of is escaped. */
const MARKDOWN: TextFormat = {
  text: (text) =>
    text
      .replace(/[\\`*_[\]{}~#|!]/g, '\\$&')
      .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
      .replace(/\s+/g, ' '),
  start: (written) => written.trimStart().replace(/^(\d{1,9})(?=[.)])|^(?=[-+=])/, '$1\\'),
  code: (text) => MARKDOWN.text(text),
  bold: (written) => `**${written}**`,
  link: (written, url) => `[${written}](${url.replace(/[()<>\\`|]/g, asCode).replaceAll('&', '&amp;')})`,
  marks: (marks) => marks,
}

/** The message of a card as Webex takes it. */
export function webexMessage(card: Card): string {
  return fitting(card, markdownOf, (body) => Buffer.byteLength(body) <= MOST)
}

function markdownOf(card: FittedCard): string {
  const title = MARKDOWN.bold(MARKDOWN.text(card.title.trim()))
  const parts = [[title], ...paragraphs(card, MARKDOWN)]
  // Two spaces end a line where it ends.
  const written = parts.map((lines) =>
    lines
      .join('  \n')
      .replace(/(?: {2}\n){2,}/g, '\n\n')
      .trim(),
  )
  return JSON.stringify({ markdown: written.join('\n\n') })
}
