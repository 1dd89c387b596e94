import { html, raw } from 'hono/html'
import { PALETTE } from '../../../src/identity/palette.ts'
import { drawn, MARK, SHAPES } from '../../../src/identity/shapes.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import { cleanText, oneLine, shorten } from '../../lib/text.ts'
import { widthOf } from '../embed/measure.ts'

/** What is shown where somebody passes a page on. Only what stays true: such a picture is kept for weeks. */

export const PICTURE = { width: 1200, height: 630 }

export interface Told {
  site: string
  /** The shape and colour; null: neither works nor fails. */
  state: PlatformState | null
  says: string
  title: string
  /** Lines below. */
  facts: readonly string[]
}

const LEFT = 80
const ROOM = PICTURE.width - 2 * LEFT
/** Beside the mark on the site's own. */
const BESIDE = 700

/** A picture of an incident, as SVG. */
export function incidentPicture({ site, state, says, title, facts }: Told): string {
  const ground = state === null ? PALETTE.ink.light : SHAPES[state].solid
  const shape = state === null ? '' : sized(LEFT, 172, 84, drawn(SHAPES[state], '#fff', ground))
  // One that cannot be written here is not told by half: what is affected says more.
  const lines = wrapped(drawable(title) || drawable(facts[0] ?? ''), 66, 3)
  return page(
    ground,
    site,
    html`${raw(shape)}${line(drawable(says), state === null ? LEFT : LEFT + 108, 230, 44)}${lines.map((each, index) => line(each, LEFT, 340 + 76 * index, 66))}${facts.map((fact, index) => line(drawable(fact), LEFT, 590 - 44 * (facts.length - 1 - index), 28, 0.88))}`,
  )
}

/** The picture of every other page. */
export function sitePicture(site: string, says: string, ground: string): string {
  const names = wrapped(drawable(site), 76, 3, BESIDE)
  const lines = wrapped(drawable(says), 38, 3, BESIDE)
  const top = 330 - 44 * names.length
  return page(
    ground,
    '',
    html`${raw(`<g fill="#fff">${sized(PICTURE.width - 460, 150, 480, MARK)}</g>`)}${names.map((each, index) => line(each, LEFT, top + 88 * index, 76, 1, BESIDE))}${lines.map((each, index) => line(each, LEFT, top + 88 * names.length + 50 * index, 38, 0.88, BESIDE))}`,
  )
}

function page(ground: string, site: string, content: unknown): string {
  const head = site === '' ? '' : `<g fill="#fff">${sized(LEFT - 8, 56, 68, MARK)}</g>`
  return `${html`<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}" font-family="Overpass" font-weight="700" fill="#fff"><rect width="100%" height="100%" fill="${ground}"/>${raw(head)}${site === '' ? '' : line(drawable(site), LEFT + 70, 104, 36)}${content}</svg>`}`
}

function line(text: string, x: number, y: number, size: number, opacity = 1, room = PICTURE.width - LEFT - x) {
  return html`<text x="${x}" y="${y}" font-size="${size}" fill-opacity="${opacity}">${fitting(text, size, room)}</text>`
}

function sized(x: number, y: number, size: number, content: string): string {
  return `<svg x="${x}" y="${y}" width="${size}" height="${size}" viewBox="0 0 24 24">${content}</svg>`
}

/** The face is narrower than what badges are measured by. */
const widthIn = (text: string, size: number) => widthOf(text, size) * 0.86

function fitting(text: string, size: number, room: number): string {
  let length = [...text].length
  let cut = text
  while (widthIn(cut, size) > room && length > 1) cut = shorten(text, --length)
  return cut
}

/** Words in lines; what is left over is cut. */
function wrapped(text: string, size: number, most: number, room = ROOM): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current === '' || widthIn(longer, size) <= room || lines.length === most - 1) current = longer
    else {
      lines.push(current)
      current = word
    }
  }
  return [...lines, current].filter((each) => each !== '')
}

/**
 * The text as the face can draw it: without the accents it lacks, and without pictures. Empty where it lacks a letter, since
 * a text with letters left out says something else.
 */
export function drawable(text: string): string {
  const plain = shorten(oneLine(cleanText(text)), 300).normalize('NFC')
  const known = [...plain.replaceAll(' · ', ' – ')].map((letter) =>
    DRAWN.test(letter) ? letter : letter.normalize('NFD'),
  )
  const kept = [...known.join('')].filter((letter) => DRAWN.test(letter)).join('')
  const signs = (of: string) => of.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  return signs(kept) < signs(plain) ? '' : kept.replace(/ {2,}/g, ' ').trim()
}

/** Latin letters as the languages of Europe and Vietnamese have them, Cyrillic ones, and their typography. */
export const DRAWN =
  /[ -~\u00A0-\u017F\u0218-\u021B\u0400-\u045F\u0490\u0491\u1EA0-\u1EF9\u2013\u2014\u2018-\u201A\u201C-\u201E\u2026\u20AC\u2116\u2122]/
