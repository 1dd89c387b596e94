import MarkdownIt, { type Token } from 'markdown-it'
import { cleanText, isVisible, oneLine, shorten } from './text.ts'

/** Markdown as staff write it. No HTML, no images; bare URLs become links; single line ends are kept. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 20 }).disable('image')
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })

/** What servers and mail programs take; a definition may be named thousands of times. */
const LONGEST_URL = 2_000

/** Only links to the web or to a mailbox. Checked after decoding, so that `javascript&colon;` is refused too. */
markdown.validateLink = (url) => url.length <= LONGEST_URL && /^(https?:\/\/|mailto:)/i.test(url.trim())

const { rules } = markdown.renderer
rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'noopener nofollow')
  return self.renderToken(tokens, index, options)
}
// Headings in a text would break the outline of the page around it, but in a document of its own.
rules.heading_open = (tokens, index, _options, env) => (env?.ranks ? `<${rankOf(tokens, index)}>` : '<p><strong>')
rules.heading_close = (tokens, index, _options, env) =>
  env?.ranks ? `</${rankOf(tokens, index)}>\n` : '</strong></p>\n'
// Alignment would be a style attribute, which the pages' policy forbids.
rules.td_open = () => '<td>'
rules.th_open = () => '<th>'

/** Safe HTML: text is escaped; there are no styles, scripts or images, and only safe links. */
export function toHtml(source: string): string {
  return markdown.render(cleanText(source))
}

/** The same for a document below a heading of the second rank: its own highest are of the third, others of the fourth. */
export function toDocument(source: string): string {
  return markdown.render(cleanText(source), { ranks: true })
}

function rankOf(tokens: Token[], index: number): 'h3' | 'h4' {
  const highest = tokens.reduce((most, { type, tag }) => (type === 'heading_open' && tag < most ? tag : most), 'h9')
  return tokens[index]?.tag === highest ? 'h3' : 'h4'
}

const MOST_RENDERED = 128 * 1024
const MOST_CELLS = 10_000
const MOST_BRACKETS = 5_000

/** A letter, a number or a picture: dots alone are what stands in an example. */
const SAYING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/**
 * What keeps a text from being shown: nothing of it would be seen (a link's definition alone), it says nothing ("…" keeps
 * no promise), or it becomes more than 128 k characters of HTML or plain text. Tables, references and nested quotes can
 * grow to thousands of times what was written, and each page, feed and mail would carry it.
 */
export function unshowable(source: string): 'nothing' | 'no word' | 'too much' | null {
  // Filling up tables, and looking for the end of each bracket, would take longest: those are only counted.
  if (cellsOf(source) > MOST_CELLS || source.split('[').length > MOST_BRACKETS) return 'too much'
  const env = {}
  const tokens = markdown.parse(cleanText(source), env)
  if (markdown.renderer.render(tokens, markdown.options, env).length > MOST_RENDERED) return 'too much'
  if (writeBlocks(tokens).length > MOST_RENDERED) return 'too much'
  const words = wordsOf(tokens).join('')
  if (!isVisible(words)) return 'nothing'
  return SAYING.test(words) ? null : 'no word'
}

/** At most so many cells have the tables of a text: short rows are filled up to the width that the second row states. */
function cellsOf(source: string): number {
  const lines = source.split('\n')
  const widths = lines.filter((line) => /^[\s>|:-]*$/.test(line)).map((line) => line.split('|').length)
  const widest = widths.reduce((most, width) => Math.max(most, width), 1)
  return widest === 1 ? 0 : lines.length * widest
}

/** The same as plain text: lists and quotes keep their marks, links show their address. */
export function toText(source: string): string {
  return writeBlocks(markdown.parse(cleanText(source), {})).trim()
}

/** A block of a text, with what stands inside of it: a paragraph, a list, a table. */
export interface Block {
  html: string
  text: string
}

/** The blocks of a text in order. Joined they are what `toHtml` and `toText` make of it. */
export function toBlocks(source: string): Block[] {
  const env = {}
  const blocks: Token[][] = [[]]
  for (const token of markdown.parse(cleanText(source), env)) {
    blocks.at(-1)?.push(token)
    if (token.level === 0 && token.nesting <= 0) blocks.push([])
  }
  const whole = blocks.filter((tokens) => tokens.length > 0)
  return whole.map((tokens) => ({
    html: markdown.renderer.render(tokens, markdown.options, env),
    text: writeBlocks(tokens).trim(),
  }))
}

/** The same text on one line of at most `max` characters. */
export function toSummary(source: string, max = 120): string {
  return shorten(oneLine(wordsOf(markdown.parse(cleanText(source), {})).join(' ')), max)
}

/** What is written in blocks, without marks and addresses. */
function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.map((token) => (token.type === 'inline' ? writeInline(token, false) : token.content))
}

/** An open list or quote: the prefix of its next line, and of every further one. */
interface Level {
  first: string
  rest: string
}

function writeBlocks(tokens: readonly Token[]): string {
  const write = (token: Token) => writeInline(token, true).split('\n')
  const lines = linesOf(tokens, (token) => write(token).map((line) => [line]), String)
  return `${lines.map(({ marks, parts }) => `${marks}${parts.join('')}`.trimEnd()).join('\n')}\n`.replace(
    /\n{3,}/g,
    '\n\n',
  )
}

/** What stands on a line, after the marks of the lists and quotes around it; nothing at all between blocks. */
export interface Line<T> {
  marks: string
  parts: readonly T[]
}

/** A piece of a line in which all letters look alike. */
export interface Run {
  text: string
  isBold?: boolean
  isCode?: boolean
  href?: string
}

/** The lines of a text with what is bold, code or a link: for formats of their own. */
export function toLines(source: string): Line<Run>[] {
  return linesOf<Run>(markdown.parse(cleanText(source), {}), runsOf, (text) => ({ text }))
}

function runsOf(token: Token): Run[][] {
  const lines: Run[][] = [[]]
  const hrefs: string[] = []
  let bold = 0
  for (const child of token.children ?? []) {
    const { type, content: text } = child
    if (type === 'softbreak' || type === 'hardbreak') lines.push([])
    else if (type === 'strong_open') bold++
    else if (type === 'strong_close') bold--
    else if (type === 'link_open') hrefs.push(child.attrGet('href')?.toString() ?? '')
    else if (type === 'link_close') hrefs.pop()
    else if (text !== '')
      add(lines.at(-1) ?? [], { text, isBold: bold > 0, isCode: type === 'code_inline', href: hrefs.at(-1) })
  }
  return lines
}

/** What looks like what stands before it goes on with it. */
function add(line: Run[], run: Run): void {
  const last = line.at(-1)
  const alike = last && last.isBold === run.isBold && last.isCode === run.isCode && last.href === run.href
  if (alike) last.text += run.text
  else line.push(run)
}

/** Lays tokens out in lines: `inline` returns the parts of each of its lines, `plain` is a part that is written as it is. */
function linesOf<T>(tokens: readonly Token[], inline: (token: Token) => T[][], plain: (text: string) => T): Line<T>[] {
  const levels: Level[] = []
  const lists: (number | null)[] = []
  const lines: Line<T>[] = []
  let row: T[][] | null = null
  const write = (written: readonly T[][]) => {
    for (const parts of written) {
      lines.push({ marks: levels.map((level) => level.first).join(''), parts })
      for (const level of levels) level.first = level.rest
    }
  }
  for (const token of tokens) {
    if (token.type === 'blockquote_open') levels.push({ first: '> ', rest: '> ' })
    else if (token.type === 'bullet_list_open') lists.push(null)
    else if (token.type === 'ordered_list_open') lists.push(Number(token.attrGet('start') ?? 1))
    else if (token.type === 'list_item_open') levels.push(itemLevel(lists))
    else if (token.type === 'blockquote_close' || token.type === 'list_item_close') levels.pop()
    else if (/^(bullet|ordered)_list_close$/.test(token.type)) lists.pop()
    else if (token.type === 'tr_open') row = []
    else if (token.type === 'tr_close')
      write([(row ?? []).flatMap((cell, at) => (at > 0 ? [plain(' | '), ...cell] : cell))])
    else if (token.type === 'inline' && row) row.push(inline(token).flat())
    else if (token.type === 'inline') write(inline(token))
    else if (token.type === 'fence' || token.type === 'code_block') write(codeLines(token).map((line) => [plain(line)]))
    else if (token.type === 'hr') write([[plain('---')]])
    if (token.type === 'table_close') row = null
    if (endsBlock(token)) lines.push({ marks: '', parts: [] })
  }
  return lines
}

const codeLines = ({ content }: Token) => content.trimEnd().split('\n')

function itemLevel(lists: (number | null)[]): Level {
  const number = lists.at(-1) ?? null
  if (number === null) return { first: '- ', rest: '  ' }
  lists[lists.length - 1] = number + 1
  return { first: `${number}. `, rest: ' '.repeat(`${number}. `.length) }
}

/** Paragraphs of a tight list are hidden: no empty line follows them. */
function endsBlock(token: Token): boolean {
  if (token.hidden) return false
  return /^(paragraph|heading|table|fence|code_block|hr|blockquote|bullet_list|ordered_list)(_close)?$/.test(token.type)
}

function writeInline(token: Token, addresses: boolean): string {
  let out = ''
  const links: { href: string; from: number }[] = []
  for (const child of token.children ?? []) {
    if (child.type === 'softbreak' || child.type === 'hardbreak') out += '\n'
    else if (child.type === 'link_open') links.push({ href: child.attrGet('href')?.toString() ?? '', from: out.length })
    else if (child.type === 'link_close') {
      const link = links.pop()
      const shown = link ? out.slice(link.from) : ''
      if (addresses && link && !link.href.endsWith(shown)) out += ` (${link.href})`
      // All that is left of an image without a description: its mark, and a link that shows nothing.
      if (!addresses && link && !isVisible(shown) && out[link.from - 1] === '!') out = out.slice(0, link.from - 1)
    } else out += child.content
  }
  return out
}
