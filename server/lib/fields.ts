import { z } from 'zod'
import { isZone } from '../domain/time/zone.ts'
import { cleanText, oneLine } from './text.ts'

// Input fields for text. What passes them can be shown, mailed and put into a feed as it is.

/** A single line of 1 to `max` characters, cleaned. */
export function line(max: number) {
  return bounded(max, oneLine)
}

/** A text of 1 to `max` characters that may have several lines, cleaned. */
export function text(max: number) {
  return bounded(max, (raw) => cleanText(raw).replace(/^\n+|\s+$/g, ''))
}

function bounded(max: number, clean: (raw: string) => string) {
  return z.string().overwrite(clean).min(1, 'must not be empty').max(max, `must have at most ${max} characters`)
}

const EARLIEST = Date.UTC(2000)
const LATEST = Date.UTC(2100)

/** RFC 3339 with any offset, between 2000 and 2100; becomes an `Instant`. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 instant such as 2026-11-22T21:00:00Z' })
  .transform((value) => Date.parse(value))
  .refine((at) => at >= EARLIEST && at < LATEST, 'must be between the years 2000 and 2100')

/** A platform's or programme's id, permanently part of its URLs. */
export const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens, such as "sip-trunking"')

export const timeZone = z.string().max(60).refine(isZone, 'must be an IANA time zone such as America/Denver')

/** The languages of messages. */
const LOCALES = ['en'] as const

/** A language tag; other languages than those of messages become English. */
export const locale = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'must be a language tag such as "en" or "pt-BR"')
  .overwrite((tag) => LOCALES.find((known) => known === tag.slice(0, 2).toLowerCase()) ?? 'en')
