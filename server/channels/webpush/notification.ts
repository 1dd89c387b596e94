import { createHash } from 'node:crypto'
import { rootIn } from '../../../src/i18n/address.ts'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import { HOUR } from '../../domain/vocabulary.ts'
import { incidentUrl } from '../../lib/links.ts'
import { toSummary } from '../../lib/markdown.ts'
import { shorten } from '../../lib/text.ts'
import { isMarked, masterLines, meaning, nextUpdate, shortAdvice } from '../case-lines.ts'
import { perReader } from '../per-reader.ts'
import { headline, wordsFor } from '../wording.ts'
import { inBothZones, type Zones } from '../zones.ts'

export interface PushSite {
  publicUrl: string
  zone: string
  languages: readonly Locale[]
}

type Push = Dictionary['push']

/** One message for a push service, before it is encrypted for its browser. */
export interface Notification {
  payload: string
  /** Where 413 was the answer: the title alone. */
  minimal: string
  urgency: 'high' | 'normal'
  /** A newer message of the same topic replaces this one, at the service and on the screen. */
  topic: string
}

const MOST_BYTES = 2000
/** Systems show about as many characters. */
const SHOWN = { title: 65, body: 180 }
/** Less of a text says nothing. */
const LEAST_TEXT = 30

/** How long a push service keeps trying, and we too: an update of a P1 is stale after four hours. */
export function timeToLive(notice: Notice): number {
  return isUrgent(notice) ? 4 * HOUR : 12 * HOUR
}

function isUrgent({ master, priority: own }: Notice): boolean {
  // A duplicate goes on in its master.
  const priority = master?.priority ?? own
  return priority === 'P1G' || priority === 'P1'
}

/** The notification of one update, as Declarative Web Push (RFC 8030 payload with `"web_push":8030`). */
export const notificationFor = perReader(write)

function write(notice: Notice, tag: string, zones: Zones, site: PushSite): Notification {
  const locale = localeOf(tag)
  const wording = wordsFor(notice, tag, site.languages)
  const all = dictionary(locale)
  const time = (at: number) => inBothZones(at, notice.at, { ...zones, provider: zones.reader }, locale)
  const advice = shortAdvice(notice, time, all)
  return compose({
    title: titled((title) => all.push.title(title, isMarked(notice)), wording.title),
    lead: withReport(leadOf(notice, time, locale, all), notice, time, advice, all),
    text: wording.body,
    advice,
    navigate: incidentUrl(rootIn(site.publicUrl, { ...site, locale }), notice.master?.id ?? notice.incidentId),
    language: wording.language,
    locale,
    urgency: isUrgent(notice) ? 'high' : 'normal',
    topic: notice.incidentId,
  })
}

/** What a notification says, before it is cut to what fits. */
interface Draft {
  title: string
  lead: string
  /** Markdown. */
  text: string
  /** What the reader can do, below the text. */
  advice?: string
  navigate: string
  language: string
  locale: Locale
  urgency: Notification['urgency']
  topic: string
}

/** A title with its own words cut, so that the whole of it is seen. */
export function titled(write: (title: string) => string, title: string): string {
  return write(shorten(title, SHOWN.title - write('').length))
}

/** Cuts the text to what is seen, and to what push services take. */
export function compose({
  title,
  lead,
  text,
  advice = '',
  navigate,
  language,
  locale,
  urgency,
  ...draft
}: Draft): Notification {
  const topic = createHash('sha256').update(draft.topic).digest('base64url').slice(0, 32)
  const base = { title, navigate, lang: language, dir: 'auto', tag: topic }
  const { push } = dictionary(locale)
  const seal = (body: string) => JSON.stringify({ web_push: 8030, notification: { ...base, body } })
  const room = SHOWN.body - lead.length - advice.length - 2
  const whole = [room < LEAST_TEXT ? 0 : room, Math.min(room, 60), 0].map((most) => {
    const body = push.body(lead, most > 0 ? toSummary(text, most) : '')
    return seal(push.body(body, advice))
  })
  return {
    payload: whole.find((payload) => Buffer.byteLength(payload) <= MOST_BYTES) ?? seal(''),
    minimal: JSON.stringify({ web_push: 8030, notification: { title: shorten(title, 40), lang: base.lang, navigate } }),
    urgency,
    topic,
  }
}

function leadOf(notice: Notice, time: (at: number) => string, locale: Locale, t: Dictionary): string {
  const { dueAt, at } = notice
  const lead = t.push.parts([headline(notice, locale), ...stated(notice, time, t.push)])
  const due = dueAt === null || dueAt > at ? null : nextUpdate(dueAt, at, time, t)
  return [lead, due, ...masterLines(notice, time, t), meaning(notice, t)].filter(Boolean).join('\n')
}

/** The report on the cause that is promised, or put off, is named where it can be seen beside what the reader can do. */
function withReport(
  lead: string,
  { reportDueAt, reportWasDueAt }: Notice,
  time: (at: number) => string,
  advice: string,
  t: Dictionary,
) {
  if (reportDueAt === undefined && reportWasDueAt === undefined) return lead
  const report = reportDueAt === undefined ? t.push.reportPutOff : t.promise.reportBy(time(reportDueAt))
  const whole = t.push.body(lead, report)
  return t.push.body(whole, advice).length > SHOWN.body ? lead : whole
}

/** What was stated beside the phase: since when it is over, and what is to come. */
function stated(
  { at, about, resolvedAt, dueAt, holdUntil, etr }: Notice,
  time: (at: number) => string,
  t: Push,
): string[] {
  const held = holdUntil !== undefined && holdUntil > at
  const both = held && holdUntil === dueAt
  const parts = [
    resolvedAt !== undefined && (!about || about === 'withdrawn') && t.overSince(time(resolvedAt)),
    dueAt !== null && dueAt > at && (both ? t.holdAndUpdate : t.nextBy)(time(dueAt)),
    holdUntil !== undefined && !both && (held ? t.holdUntil : t.wasOnHold)(time(holdUntil)),
    etr !== null && (etr > at ? t.etr : t.etrPassed)(time(etr)),
  ]
  return parts.filter((part) => part !== false)
}
