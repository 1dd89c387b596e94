import { rootIn } from '../../../src/i18n/address.ts'
import { dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import { compact, moment } from '../../../src/i18n/time.ts'
import { isOver } from '../../domain/maintenance/maintenance.ts'
import { type MaintenanceNotice, tellsThePlan, wordingOf } from '../../domain/maintenance/notice.ts'
import type { Window } from '../../domain/time/window.ts'
import { DAY, HOUR, type Instant } from '../../domain/vocabulary.ts'
import { maintenanceUrl } from '../../lib/links.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import { perReader } from '../per-reader.ts'
import { describedIn, textFor, wordsFor } from '../wording.ts'
import { windowIn, type Zones } from '../zones.ts'
import { compose, type Notification, type PushSite, titled } from './notification.ts'

const NAMED = 2
const AT_LEAST = 4 * HOUR
/** Push services keep nothing longer. */
const AT_MOST = 28 * DAY

/** A notice of a window is worth showing until it ends, and for four hours in any case. */
export function maintenanceTimeToLive({ at, endsAt }: { at: Instant; endsAt: Instant }): number {
  return Math.min(AT_MOST, Math.max(AT_LEAST, endsAt - at))
}

/** The notification of one maintenance notice, in the reader's time. */
export const maintenanceNotification = perReader(write, (notice: MaintenanceNotice) => notice.zone)

function write(notice: MaintenanceNotice, tag: string, { reader }: Zones, site: PushSite): Notification {
  const locale = localeOf(tag)
  const { push, maintenance } = dictionary(locale)
  const { title, body, language } = wordsFor(notice, tag, site.languages)
  const described = textFor(notice.description, locale, site.languages, describedIn(notice, tag))
  // What was to be expected is no news any more.
  const otherwise = isOver(notice) || notice.news === 'overrun' ? maintenance.said[notice.news] : described.text
  return compose({
    title: titled(push.maintenanceTitle, title),
    lead: push.parts([
      maintenance.news[wordingOf(notice.news, notice.endsAt, notice.previous?.endsAt)],
      whenText(notice, reader, locale),
      ...(notice.afterwards ? [push.toldAfterwards] : []),
      ...platformsText(notice, locale),
    ]),
    text: body || otherwise,
    navigate: maintenanceUrl(rootIn(site.publicUrl, { ...site, locale }), notice.maintenanceId),
    language,
    locale,
    urgency: 'normal',
    topic: `maintenance:${notice.maintenanceId}`,
  })
}

/** Two platforms at most by name. */
function platformsText({ platforms }: MaintenanceNotice, locale: Locale): string[] {
  const { home, words } = dictionary(locale)
  if (platforms.length === 0) return []
  const named = platforms.slice(0, NAMED).map(({ name }) => shorten(oneLine(name), 30))
  const more = platforms.length - named.length
  return [words.list(more > 0 ? [...named, home.moreNames(more)] : named)]
}

/** The window as it is, or took place; the one that was planned, or is new, is said to be, and when it was before. */
function whenText(notice: MaintenanceNotice, zone: string, locale: Locale): string {
  const { push } = dictionary(locale)
  const { startsAt, endsAt, endedAt = endsAt, previous } = notice
  const planned = notice.planned ?? notice
  const when = windowIn({ startsAt, endsAt: endedAt }, zone, locale)
  if (notice.endedAt !== undefined && endedAt !== planned.endsAt)
    return push.endedOtherwise(when, moment(planned.endsAt, endedAt, zone, locale))
  if (tellsThePlan(notice)) return push.wasPlanned(windowIn(planned, zone, locale))
  return previous === null ? when : push.newTime(when, whenBefore(previous, notice, zone, locale))
}

/** In short: when it began, or else until when it was. */
function whenBefore(before: Window, { startsAt, endsAt }: Window, zone: string, locale: Locale): string {
  if (before.startsAt !== startsAt) return compact(before.startsAt, startsAt, zone, locale)
  return dictionary(locale).push.until(moment(before.endsAt, endsAt, zone, locale))
}
