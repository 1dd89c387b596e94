import { shorten } from '../../lib/text.ts'

/** How much a message may say, so that it stays small enough. */
export interface Room {
  /** Is there room for all? */
  whole: boolean
  /** Translations beside the texts? */
  translations: boolean
  /** Of so many bytes at most, as JSON, is a list of platforms. */
  platforms: number
  /** Of so many characters at most is a text. */
  text: number
}

/** Receivers may refuse more bytes (Standard Webhooks). */
const MOST_BYTES = 20_000
const WHOLE: Room = { whole: true, translations: true, platforms: MOST_BYTES, text: MOST_BYTES }
const FEW_PLATFORMS = 6_000

/**
 * The most of a message that stays under 20 kB: whole; or else without translations, with no more platforms than fit in
 * 6 kB, and with as much of its texts as there is room for.
 */
export function fitting(write: (room: Room) => string): string {
  const fits = (room: Room) => Buffer.byteLength(write(room)) < MOST_BYTES
  const rooms: Room[] = [WHOLE, { ...WHOLE, whole: false, translations: false }]
  const whole = rooms.find(fits)
  if (whole) return write(whole)
  const few = { whole: false, translations: false, platforms: FEW_PLATFORMS }
  let [least, most] = [0, MOST_BYTES]
  while (least < most) {
    const text = Math.ceil((least + most) / 2)
    if (fits({ ...few, text })) least = text
    else most = text - 1
  }
  return write({ ...few, text: least })
}

/** At most so many characters of a text, never a part of one; then where the rest is. */
export function cut(text: string, most: number, url: string): string {
  const shown = shorten(text, Math.max(1, most))
  return shown === text ? text : `${shown}\n\n${url}`
}

/** The first of a list that have room. */
export function firstOf<T>(items: readonly T[], bytes: number): T[] {
  let left = bytes
  return items.filter((item) => {
    left -= Buffer.byteLength(JSON.stringify(item)) + 1
    return left >= 0
  })
}
