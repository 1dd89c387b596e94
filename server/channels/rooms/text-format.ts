import type { Line, Run } from '../../lib/markdown.ts'
import { type FittedCard, usable } from './fitting.ts'

/** How a service writes text that is no card: what it would take for markup of its own is foreign text to us. */
export interface TextFormat {
  /** The text itself, inert. */
  text(text: string): string
  /** What begins a line, inert there as well. */
  start(written: string): string
  code(text: string): string
  bold(written: string): string
  link(written: string, url: string): string
  /** The marks of a list or a quote. */
  marks(marks: string): string
}

/** A line of what staff wrote. */
export function writeLine({ marks, parts }: Line<Run>, format: TextFormat): string {
  const pieces = parts.map((run, at) => {
    const text = run.isCode ? format.code(run.text) : format.text(run.text)
    const url = run.href === undefined ? null : usable(run.href)
    if (url !== null) return format.link(text, url)
    return run.isBold && standsAlone(run.text, parts[at - 1]?.text, parts[at + 1]?.text) ? format.bold(text) : text
  })
  const line = pieces.join('')
  // The marks alone would underline what stands before them.
  if (line.trim() === '') return ''
  return `${format.marks(marks)}${format.start(line)}`.trimEnd()
}

const WORD = /[\p{L}\p{N}]/u

/** Would marks for bold at both ends be read as such? Not inside of words, or beside other signs. */
function standsAlone(text: string, before = '', after = ''): boolean {
  const [first = '', last = ''] = [text.match(/^./su)?.[0], text.match(/.$/su)?.[0]]
  return WORD.test(first) && WORD.test(last) && !WORD.test(before.slice(-1)) && !WORD.test(after.slice(0, 1))
}

/** A coloured sign before the state, for services that know no colours. */
export const SIGNS = { bad: '🔴', warning: '🟠', good: '🟢', news: '🔵' } as const

/** What stands below the title, part by part. */
export function paragraphs(card: FittedCard, format: TextFormat): string[][] {
  const { text, bold, link } = format
  const line = (written: string) => format.start(text(written))
  const [first = '', ...others] = card.state
  const rows = card.facts.rows.map(
    ([label, value]) => `${format.marks('- ')}${card.fact(bold(text(label)), text(value))}`,
  )
  return [
    [`${SIGNS[card.tone]} ${bold(text(first))}`, ...others.map(line)],
    ...card.texts.map(({ heading, lines }) => [
      ...(heading === null ? [] : [bold(text(heading))]),
      ...lines.map((one) => writeLine(one, format)),
    ]),
    ...(card.todo === null ? [] : [[line(card.todo)]]),
    ...(rows.length === 0 ? [] : [[...(card.facts.heading === null ? [] : [bold(text(card.facts.heading))]), ...rows]]),
    [link(text(card.isCut ? card.goesOn : card.link.text), new URL(card.link.url).href)],
  ]
}
