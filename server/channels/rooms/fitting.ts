import type { Line, Run } from '../../lib/markdown.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import type { Card } from './card.ts'

/** So many UTF-16 units are kept of what is on one line. */
const MOST = { title: 150, line: 300, name: 60, value: 700 }
/** More of a text no room takes. */
const MOST_TEXT = 16_000
/** Less of a line says nothing. */
const LEAST = 20

/** A card whose texts were cut says so. */
export type FittedCard = Card & { isCut: boolean }

/**
 * Writes as much of a card as fits: first less of its texts, between characters as people see them; where that is not
 * enough, less of what stands beside them. All of it is on the page that the card links to.
 */
export function fitting<T>(card: Card, write: (card: FittedCard) => T, fits: (written: T) => boolean): T {
  const whole = tidied(card)
  const bare = { ...whole, todo: null, facts: { heading: null, rows: [] }, state: whole.state.slice(0, 1) }
  for (const some of [whole, { ...whole, state: whole.state.slice(0, 3), todo: null }, bare]) {
    const all = write(cut(some, MOST_TEXT))
    if (fits(all)) return all
    let [least, most] = [0, MOST_TEXT]
    while (most - least > 10) {
      const middle = Math.floor((least + most) / 2)
      if (fits(write(cut(some, middle)))) least = middle
      else most = middle
    }
    const written = write(cut(some, least))
    if (fits(written)) return written
  }
  return write({ ...bare, texts: [], isCut: true })
}

function tidied(card: Card): Card {
  const { rows, heading } = card.facts
  return {
    ...card,
    title: within(oneLine(card.title), MOST.title),
    summary: within(oneLine(card.summary), MOST.line),
    state: card.state.map((line) => within(oneLine(line), MOST.line)),
    todo: card.todo && within(oneLine(card.todo), MOST.line),
    facts: {
      heading,
      rows: rows.map(([label, value]) => [within(oneLine(label), MOST.name), within(oneLine(value), MOST.value)]),
    },
  }
}

/** As `shorten`, but counted in UTF-16 units: what people see as one character may have any number of them. */
export function within(text: string, units: number): string {
  let most = units
  let kept = shorten(text, most)
  while (kept.length > units) {
    most = Math.floor(most / 2)
    kept = shorten(text, most)
  }
  return kept
}

function cut(card: Card, room: number): FittedCard {
  let left = room
  let isCut = false
  const texts = card.texts.map(({ heading, lines }) => {
    const kept: Line<Run>[] = []
    for (const line of lines) {
      const length = line.marks.length + line.parts.reduce((sum, { text }) => sum + text.length, 1)
      if (length <= left) kept.push(line)
      else isCut = true
      if (length > left && left >= LEAST) kept.push({ ...line, parts: beginning(line.parts, left) })
      left = length <= left ? left - length : 0
    }
    return { heading, lines: kept }
  })
  return { ...card, texts: texts.filter(({ lines }) => lines.length > 0), isCut }
}

function beginning(parts: readonly Run[], room: number): Run[] {
  const kept: Run[] = []
  let left = room
  for (const run of parts) {
    if (run.text.length > left) return left > 0 ? [...kept, { ...run, text: within(run.text, left) }] : kept
    kept.push(run)
    left -= run.text.length
  }
  return kept
}

const LONGEST_LINK = 1000

/** The address of a link as URLs are written, if it is one that a message has room for. */
export function usable(url: string): string | null {
  const href = URL.canParse(url) ? new URL(url).href : ''
  return href === '' || href.length > LONGEST_LINK ? null : href
}
