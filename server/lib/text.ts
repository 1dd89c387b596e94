/** Cleans texts for places that cannot hold every character: headers, notifications, XML, plain text. */

/** Control characters except tab and line ends, the two non-characters, and direction overrides. */
const UNPRINTABLE = /[[\p{Cc}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]--[\t\n\r]]/gv

/** No script has more marks on one letter; where there are, they cover what is above and below, or push it aside. */
const PILED = /(\p{M}{8})\p{M}+/gu

/**
 * The text without control characters, lone surrogates, direction overrides and marks that are piled up; line ends become
 * `\n`.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, '')
    .replace(PILED, '$1')
}

/** The text on one line, white space collapsed: safe as a header's value. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** White space, and what no font draws: soft hyphens, joiners, fillers, marks of direction, the empty Braille cell. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800\uFFF9-\uFFFB]/gu

/** Would readers see anything of the text? */
export function isVisible(text: string): boolean {
  return text.replace(UNSEEN, '') !== ''
}

/** What is drawn as one picture, with the joiners, selectors and tags within it. */
const EMOJI =
  /\p{Extended_Pictographic}(?:\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|[\u{E0020}-\u{E007F}])*|[\d#*]\uFE0F\u20E3/gu

/** The characters of the text that readers see nothing of, white space aside: `U+200B`. What emoji are made of is seen. */
export function unseenIn(text: string): string[] {
  const unseen = text.replace(EMOJI, '').match(UNSEEN) ?? []
  const named = unseen
    .filter((character) => /\S/.test(character))
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
  return [...new Set(named)]
}

/** Do two names read alike? Letter case, forms of a character (NFKC) and what readers do not see tell none apart. */
export function readAlike(a: string, b: string): boolean {
  return asRead(a) === asRead(b)
}

/** The same for names that read alike. */
export function asRead(name: string): string {
  const seen = name.normalize('NFKC').replace(UNSEEN, (character) => (/\s/.test(character) ? ' ' : ''))
  // To upper case first: "ß" reads like "SS".
  return oneLine(seen).toUpperCase().toLowerCase().normalize('NFKC')
}

/** Can every database keep the text as it is? None keeps half a surrogate pair, and PostgreSQL no U+0000. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** The text without this character at its end. A regular expression would begin anew at each of them. */
export function withoutLast(text: string, character: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === character) end--
  return text.slice(0, end)
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** At most `max` characters (grapheme clusters); a longer text ends in "…". */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const kept: string[] = []
  const cut = () => `${kept.slice(0, -1).join('').trimEnd()}…`
  // A grapheme cluster may have any number of code points, so at most eight of each are read; the last may be a part of one.
  for (const { segment } of characters.segment(text.slice(0, max * 8))) {
    if (kept.length === max) return cut()
    kept.push(segment)
  }
  return kept.join('').length === text.length ? text : cut()
}

/** What texts are found by, however they are written: in lower case, without accents and spaces in excess. */
export function searchable(...texts: readonly (string | null)[]): string {
  const all = texts.filter((text) => text !== null).join(' ')
  return all.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}
