import { type CalendarScope, calendarPath, makeCalendar } from '../calendars/calendars.ts'
import { type FeedFormat, type FeedScope, feedPaths, makeFeed } from '../feeds/feeds.ts'
import type { Family, Make, Subject, TagPattern } from './family.ts'

/** How a line of the registry is written. */

type Path = string | ((id: string) => string)

export function atOnce(subject: Subject, path: Path, tags: readonly TagPattern[], make: Make): Family {
  return { subject, path: typeof path === 'string' ? () => path : path, tags, tier: 'at once', make, spoken: false }
}

export function soon(subject: Subject, path: Path, tags: readonly TagPattern[], make: Make): Family {
  return { subject, path: typeof path === 'string' ? () => path : path, tags, tier: 'soon', make, spoken: false }
}

/** In each language of the site. */
export function spoken(families: readonly Family[]): Family[] {
  return families.map((family) => ({ ...family, spoken: true }))
}

/** A feed in all of its formats. */
export function feeds(subject: Subject, scopeOf: (id: string) => FeedScope, tags: readonly TagPattern[]): Family[] {
  const formats = Object.keys(feedPaths(scopeOf(''))) as FeedFormat[]
  return formats.map((format) =>
    soon(
      subject,
      (id) => feedPaths(scopeOf(id))[format] as string,
      tags,
      ({ snapshot }, id) => makeFeed(snapshot, scopeOf(id), format),
    ),
  )
}

export function calendar(
  subject: Subject,
  scopeOf: (id: string) => CalendarScope,
  tags: readonly TagPattern[],
): Family {
  return soon(
    subject,
    (id) => calendarPath(scopeOf(id)),
    tags,
    ({ snapshot }, id) => makeCalendar(snapshot, scopeOf(id)),
  )
}
