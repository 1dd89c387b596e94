import { z } from 'zod'
import { LOCALES, localeOf } from '../../../src/i18n/index.ts'
import { PLACEHOLDERS, placeholdersIn, unknownPlaceholdersIn } from '../../domain/template/placeholders.ts'
import { spelledZone } from '../../domain/time/renamed-zones.ts'
import { isPlaceZone, isZone } from '../../domain/time/zone.ts'
import { unshowable } from '../markdown.ts'
import { cleanText, isVisible, oneLine, unseenIn } from '../text.ts'

// Input fields. Whatever has a length has a maximum here, which is checked before anything else looks at the value; what
// passes a field for text can be shown, mailed and put into a feed as it is.

const UNSEEN = 'must have something that readers see'

/** A single line of 1 to `max` characters, cleaned, that shows something. */
export function line(max: number) {
  return bounded(max, oneLine).refine(isVisible, { error: UNSEEN, abort: true })
}

/** A single line as above, of a file: what would have to be cleaned out of it was not meant as a line. */
export function writtenLine(max: number) {
  return bounded(max, oneLine, (raw) => !/[\p{Cc}\u2028\u2029]/u.test(raw)).refine(isVisible, {
    error: UNSEEN,
    abort: true,
  })
}

/** A line by which people tell things apart: no character in it shows nothing. */
export function plainName(max: number) {
  return line(max).superRefine((name, ctx) => {
    const unseen = unseenIn(name)
    if (unseen.length === 0) return
    const message = `must not have characters that nobody sees: ${unseen.slice(0, 5).join(', ')}`
    ctx.addIssue({ code: 'custom', message })
  })
}

/** A text of 1 to `max` characters that may have several lines, cleaned, and shows something. */
export function text(max: number) {
  const clean = (raw: string) => cleanText(raw).replace(/^\n+/, '').trimEnd()
  return bounded(max, clean).refine(isVisible, { error: UNSEEN, abort: true })
}

const WHY = {
  nothing: UNSEEN,
  'no word': 'must say something: it has neither a letter nor a number',
  'too much': 'becomes too large as a page: use fewer or smaller tables, nested quotes and links',
}

/**
 * A text for the public of 1 to `max` characters in Markdown, cleaned, that shows something and does not become much
 * more. A placeholder of a template that nothing was put in for is refused.
 */
export function markdown(max: number) {
  return source(max).superRefine(refuseForgotten)
}

function source(max: number) {
  return text(max).superRefine((markdown, ctx) => {
    const why = unshowable(markdown)
    if (why) ctx.addIssue({ code: 'custom', message: WHY[why] })
  })
}

/** A line for the public, in which no placeholder of a template was forgotten. */
export function publicLine(max: number) {
  return line(max).superRefine(refuseForgotten)
}

function refuseForgotten(said: string, ctx: z.RefinementCtx): void {
  const forgotten = placeholdersIn(said).map((name) => `{${name}}`)
  if (forgotten.length === 0) return
  const message = `still has ${forgotten.join(', ')} of a template: write what belongs there, or take it out`
  ctx.addIssue({ code: 'custom', message })
}

/** The Markdown of a template, with the placeholders that there are and no others. */
export function templateText(max: number) {
  return source(max).superRefine(refuseUnknown)
}

/** A line of a template, with the placeholders that there are and no others. */
export function templateLine(max: number) {
  return line(max).superRefine(refuseUnknown)
}

function refuseUnknown(said: string, ctx: z.RefinementCtx): void {
  const unknown = unknownPlaceholdersIn(said).slice(0, 5)
  if (unknown.length === 0) return
  const known = PLACEHOLDERS.map((name) => `{${name}}`).join(', ')
  const message = `has ${unknown.map((name) => `{${name}}`).join(', ')}, for which nothing is ever put in: there are ${known}`
  ctx.addIssue({ code: 'custom', message })
}

function bounded(max: number, clean: (raw: string) => string, isTaken: (raw: string) => boolean = () => true) {
  const error = tooLong(max)
  return (
    z
      .string()
      // Line ends and white space that go when it is cleaned may be in excess.
      .max(2 * max, { error, abort: true })
      .refine(isTaken, { error: 'must be one line, without line ends or other control characters', abort: true })
      .overwrite(clean)
      .min(1, { error: 'must not be empty', abort: true })
      .max(max, { error, abort: true })
  )
}

/** A text of at most `max` characters that is a name or a number of some kind; nothing else is checked if it is longer. */
export function short(max: number) {
  return z.string().max(max, { error: tooLong(max), abort: true })
}

/** Says how much has to go. */
function tooLong(max: number) {
  return ({ input }: { input?: unknown }) =>
    `must have at most ${max} characters: ${String(input).length - max} too many`
}

/** A list of `min` to `max` entries. None is looked at if there are more: their faults would be as many. */
export function list<T extends z.ZodType>(entry: T, max: number, min = 0) {
  const many = entriesOf('at most', max)
  return z.preprocess(
    (value, ctx) => (Array.isArray(value) && value.length > max ? tooMany(ctx, many) : value),
    min > 0 ? z.array(entry).min(min, entriesOf('at least', min)).max(max, many) : z.array(entry).max(max, many),
  )
}

/** An object with at most `max` keys of the caller's choice. None is looked at if there are more. */
export function record<K extends z.ZodType<string, string>, V extends z.ZodType>(key: K, value: V, max: number) {
  const many = entriesOf('at most', max)
  return z
    .preprocess(
      (given, ctx) => {
        if (typeof given !== 'object' || given === null) return given
        if (Object.keys(given).length > max) return tooMany(ctx, many)
        refusePrototype(given, key, ctx)
        return given
      },
      z.record(key, value),
    )
    .meta({ maxProperties: max })
}

/** zod passes over this one key in silence, so that what is given under it would be lost. */
function refusePrototype(given: object, key: z.ZodType<string, string>, ctx: z.RefinementCtx): void {
  if (!Object.hasOwn(given, PROTOTYPE)) return
  const why = key
    .safeParse(PROTOTYPE)
    .error?.issues.map(({ message }) => message)
    .join('; ')
  ctx.addIssue({ code: 'custom', path: [PROTOTYPE], message: why ?? 'must have another name' })
}
const PROTOTYPE = '__proto__'

function entriesOf(bound: string, count: number): string {
  return `must have ${bound} ${count} ${count === 1 ? 'entry' : 'entries'}`
}

function tooMany(ctx: z.RefinementCtx, message: string): never {
  ctx.addIssue({ code: 'custom', message })
  return z.NEVER
}

const EARLIEST = Date.UTC(2000)
const LATEST = Date.UTC(2100)
const RFC_3339 = 'must be an RFC 3339 instant such as 2026-11-22T21:00:00Z'

/** RFC 3339 with any offset, between 2000 and 2100; becomes an `Instant`. */
export const instant = z.preprocess(
  inUsualForm,
  z.iso
    .datetime({ offset: true, error: RFC_3339 })
    .max(40, RFC_3339)
    .transform((value) => Date.parse(value))
    .refine((at) => at >= EARLIEST && at < LATEST, 'must be between the years 2000 and 2100'),
)

/** RFC 3339 allows lower case, and a leap second at the end of a month, which counts as the second before it. */
function inUsualForm(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > 40) return value
  const upper = value.toUpperCase()
  const before = upper.replace(/:60(?=(\.\d+)?(Z|[+-]\d\d:\d\d)$)(\.\d+)?/, ':59')
  const next = new Date(Date.parse(before) + 1000)
  const isLeap = next.getUTCDate() === 1 && next.getTime() % 86_400_000 === 0
  return before !== upper && isLeap ? before : upper
}

/** A platform's or programme's id, permanently part of its URLs. */
export const slug = short(60).regex(
  /^[a-z0-9]+(-[a-z0-9]+)*$/,
  'must be lower-case letters, digits and single hyphens, such as "sip-trunking"',
)

export const incidentId = short(40).regex(/^[a-z0-9]{12}$/, 'must be an incident id: 12 letters and digits')

const ZONE = 'must be an IANA time zone such as America/Denver'

/** The zone that a reader's times are told in: any that there is. */
export const timeZone = short(60).refine(isZone, ZONE).overwrite(spelledZone)

/** The zone that something happens in. */
export const placeZone = short(60).refine(isPlaceZone, ZONE).overwrite(spelledZone)

/** What browsers say where they know of no zone: ICU's name for none, or an offset. */
const NO_ZONE = /^(Etc\/Unknown|[+-][\d:]*|)$/

const orNone = (name: string) => (isZone(name) ? name : undefined)

/** A reader's zone from a program that may have asked a browser: where that knows none, there is none. */
export const zoneIfKnown = short(60)
  .refine((name) => NO_ZONE.test(name) || isZone(name), ZONE)
  .transform(orNone)
  .optional()

/** A reader's zone as a browser reports it, whose list may be newer than ours: what is not known here is none. */
export const reportedZone = short(60).transform(orNone).optional()

/** Whether there are messages in the language of a tag. */
export const isSpoken = (tag: string) => LOCALES.some((known) => known === tag.toLowerCase().split('-')[0])

/** A language tag; other languages than those of messages become English. */
export const locale = short(40)
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'must be a language tag such as "en" or "pt-BR"')
  .overwrite(localeOf)
