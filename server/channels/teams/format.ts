import type { Line, Run } from '../../lib/markdown.ts'
import type { Card, Tone } from '../rooms/card.ts'
import { type FittedCard, fitting, usable } from '../rooms/fitting.ts'

/** Bytes of a message: Teams takes about 28,000, and what Workflows adds counts. */
const MOST = 19_000

/** Beside the words of the state, never in their place. */
const COLOURS = { bad: 'attention', warning: 'warning', good: 'good', news: 'accent' } as const satisfies Record<
  Tone,
  string
>

interface Style {
  size?: 'large'
  weight?: 'bolder'
  color?: string
  fontType?: 'monospace'
  selectAction?: { type: 'Action.OpenUrl'; url: string }
}

/**
 * The message of a card as the flow of Workflows takes it: an Adaptive Card. Its texts are runs and no text blocks, in
 * which Teams would read Markdown: what staff wrote is laid out by us and nothing in it is markup.
 */
export function teamsMessage(card: Card): string {
  return fitting(card, messageOf, (body) => Buffer.byteLength(body) < MOST)
}

function messageOf(card: FittedCard): string {
  const { facts, link, todo } = card
  const url = usable(link.url)
  const headed = (heading: string | null) => (heading === null ? [] : [line([run(heading, BOLD)], 'medium')])
  const body = [
    line([run(card.title, { ...BOLD, size: 'large' })]),
    ...card.state.map((text, at) =>
      at === 0 ? line([run(text, { ...BOLD, color: COLOURS[card.tone] })], 'small') : line([run(text)]),
    ),
    ...card.texts.flatMap(({ heading, lines }) => [...headed(heading), ...linesOf(lines, heading === null)]),
    ...(card.isCut && url !== null ? [line([linked(card.goesOn, url)], 'small')] : []),
    ...(todo === null ? [] : [line([run(todo)], 'medium')]),
    ...headed(facts.heading),
    ...facts.rows.map(([label, value]) => line([run(card.fact(label, value))])),
  ]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    ...(url !== null && { actions: [{ type: 'Action.OpenUrl', title: inert(link.text), url }] }),
  }
  const contentType = 'application/vnd.microsoft.card.adaptive'
  return JSON.stringify({ type: 'message', attachments: [{ contentType, contentUrl: null, content }] })
}

const BOLD = { weight: 'bolder' } as const

/** A text of ours or of staff; what Teams would look up or fill in (`<at>`, `{{DATE()}}`, `${…}`, `@{…}`) is broken up. */
function inert(text: string): string {
  return text.replace(/[{$@](?=\{)|<(?=\/?at)/gi, '$&\u200B')
}

function run(text: string, style: Style = {}) {
  return { type: 'TextRun', text: inert(text), ...style }
}

function linked(text: string, url: string) {
  return run(text, { color: 'accent', selectAction: { type: 'Action.OpenUrl', url } })
}

function line(inlines: object[], spacing: 'none' | 'small' | 'medium' = 'none') {
  return { type: 'RichTextBlock', spacing, inlines }
}

function linesOf(lines: readonly Line<Run>[], isFirst: boolean) {
  let gap = isFirst
  return lines.flatMap(({ marks, parts }) => {
    const wasGap = gap
    gap = parts.length === 0
    if (gap) return []
    const mark = marks === '' ? [] : [run(marks.replaceAll('- ', '• '))]
    return [line([...mark, ...parts.map(styled)], wasGap ? 'medium' : 'none')]
  })
}

function styled({ text, isBold, isCode, href }: Run) {
  const url = href === undefined ? null : usable(href)
  if (url !== null) return linked(text, url)
  return run(text, { ...(isBold && BOLD), ...(isCode && { fontType: 'monospace' }) })
}
