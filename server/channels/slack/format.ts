import type { Card } from '../rooms/card.ts'
import { type FittedCard, fitting, within } from '../rooms/fitting.ts'
import { paragraphs, type TextFormat } from '../rooms/text-format.ts'

/** In characters, as they are sent. Slack takes fifty blocks, and cuts a message of more than 13,200 characters. */
const MOST = { header: 150, section: 3000, blocks: 50, all: 13_000 }

/** A break that nobody sees, in what would be read as markup. */
const BREAK = '\u200B'
/** No sign can be escaped but these three: the others are replaced by what looks like them. */
const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const ALIKE: Record<string, string> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' }

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => ESCAPED[sign] ?? sign)

/** mrkdwn: an underscore within a word means nothing, `:fire:` would be a picture. */
const MRKDWN: TextFormat = {
  text: (text) =>
    escaped(text)
      .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign) => ALIKE[sign] ?? sign)
      .replace(/:(?=[a-z+'-]|[\w+'-]+:|$)/g, `:${BREAK}`),
  start: (written) => (written.startsWith('&gt;') ? `${BREAK}${written}` : written),
  code: (text) => (text.trim() === '' ? text : `\`${escaped(text).replaceAll('`', 'ˋ')}\``),
  bold: (written) => `*${written}*`,
  link: (written, url) => `<${escaped(url.replaceAll('|', '%7C'))}|${written}>`,
  // Slack knows lists only by how they look.
  marks: (marks) => escaped(marks).replaceAll('- ', '• '),
}

/** The message of a card as Slack takes it: Block Kit, and one line for notifications. */
export function slackMessage(card: Card): string {
  return JSON.stringify(fitting(card, blocksOf, fits))
}

function blocksOf(card: FittedCard) {
  const section = (lines: string[]) => ({
    type: 'section',
    // Names of rooms and addresses in foreign text stay text.
    text: { type: 'mrkdwn', text: lines.join('\n').trim(), verbatim: true },
  })
  return {
    text: MRKDWN.text(card.summary),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: headerOf(card.title), emoji: false } },
      ...paragraphs(card, MRKDWN)
        .map(section)
        .filter(({ text }) => text.text !== ''),
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** Escaped it may be longer. */
function headerOf(title: string, most: number = MOST.header): string {
  const header = escaped(within(title, most))
  return header.length <= MOST.header ? header : headerOf(title, Math.floor(most / 2))
}

function fits({ blocks }: ReturnType<typeof blocksOf>): boolean {
  const lengths = blocks.map(({ text }) => text.text.length)
  const all = lengths.reduce((sum, length) => sum + length, 0)
  return blocks.length <= MOST.blocks && Math.max(...lengths) <= MOST.section && all <= MOST.all
}
