import { html, raw } from 'hono/html'
import type { Dictionary } from '../../../src/i18n/index.ts'
import { type Block, toBlocks, toHtml, toSummary, toText } from '../../lib/markdown.ts'
import { type Markup, written } from './page.ts'
import { S, styled } from './style.ts'

/** A mail stays below this as it is sent, in bytes: Gmail cuts one after 102 kB, the link to unsubscribe with it. */
const MOST = 98_000

/** What stands around the content: headers, style sheet, support, the reason for the mail, its links. */
const FRAME = 20_000

/** A paragraph that alone is too long is told by its beginning, in characters. */
const BEGINNING = 1_200

/** A text as a mail tells it. */
export interface Told {
  html: Markup
  text: string
}

/** The language of a text, and what says it where it is not the reader's. */
interface Labelled {
  language: string
  label: string | null
}

/** What of a mail depends on how much is told. */
interface Content extends Block {
  subject: string
  preview: string
}

/**
 * Writes a mail with texts in Markdown, each as far as there is room for all of them beside everything else; what is
 * left out is on the page at `url`.
 */
export function fitting<C extends Content>(
  sources: readonly string[],
  url: string,
  words: Dictionary['mail'],
  write: (told: readonly Told[]) => C,
): C {
  const bare = write(sources.map(() => ({ html: raw(''), text: '' })))
  let room = MOST - FRAME - sizeOf(bare) - sentSize(bare.preview) - 2 * sentSize(bare.subject)
  const told = sources.map((source, index) => {
    // What a short text leaves is there for those after it.
    const one = beginning(source, room / (sources.length - index), url, words)
    room -= one.size
    return one
  })
  return write(told)
}

/** What was written, in its language, below what says which one that is. */
export function toldMarkup({ html: told }: Told, { language, label }: Labelled): Markup {
  return html`${label === null ? '' : html`<p style="${S.p}"><small>${label}</small></p>`}<div class="told" style="${S.told}" dir="auto" lang="${language}">${told}</div>`
}

/** The same in mail without markup. */
export function labelled(text: string, { label }: Labelled, words: Dictionary['mail']): string {
  return label === null || text === '' ? text : words.below(label, text)
}

/** A text in Markdown as far as there is room for it, in bytes as it is sent; the rest is on the page at `url`. */
export function beginning(
  source: string,
  room: number,
  url: string,
  words: Dictionary['mail'],
): Told & { size: number } {
  const whole = { html: toHtml(source), text: toText(source) }
  if (sizeOf(whole) <= room) return { html: raw(styled(whole.html)), text: whole.text, size: sizeOf(whole) }
  const kept: Block[] = []
  let size = 0
  for (const block of toBlocks(source)) {
    size += sizeOf(block)
    if (size > room) break
    kept.push(block)
  }
  if (kept.length === 0) kept.push(summary(source, room))
  const goesOn = written(html`<p><a href="${url}">${words.goesOn}</a></p>`)
  const blocks = [...kept, { html: goesOn, text: words.below(words.goesOn, url) }]
  return {
    html: raw(styled(blocks.map((block) => block.html).join(''))),
    text: blocks.map(({ text }) => text).join('\n\n'),
    size: Math.min(room, size),
  }
}

function summary(source: string, room: number, length = BEGINNING): Block {
  const text = toSummary(source, length)
  const block = { html: written(html`<p>${text}</p>`), text }
  // A character may have any number of bytes.
  return sizeOf(block) <= room || length < 2 ? block : summary(source, room, Math.floor(length / 2))
}

function sizeOf({ html: markup, text }: Block): number {
  return sentSize(styled(markup)) + sentSize(text)
}

/**
 * An upper bound of what a text takes in a mail, in bytes: programs send it as quoted-printable, with three bytes for
 * each that is not ASCII and for "=", or as base64, and both with line ends.
 */
export function sentSize(text: string): number {
  const bytes = Buffer.byteLength(text)
  let [ascii, signs] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 128) ascii++
    if (code === 61) signs++
  }
  const quoted = (ascii + 2 * signs + 3 * (bytes - ascii)) * 1.05
  return Math.ceil(Math.max(quoted, bytes * 1.38))
}
