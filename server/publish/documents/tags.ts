/**
 * What documents show, and what changes. A document is made again when an event or the time changes something that it
 * is tagged with. `docs/publishing.md` explains each.
 */

/** Changes of the site as a whole. */
const SITE_TAGS = [
  // What happened.
  'event',
  'incidents',
  'maintenance',
  'promises',
  // Which there are, and what they are called.
  'choices',
  'history',
  'months',
  'platform-list',
  'platform-names',
  // What time alone changes.
  'standing',
  'overdue',
  'overrun',
  'hours',
  'day',
  'minute',
] as const
export type SiteTag = (typeof SITE_TAGS)[number]

/** Changes of one incident, platform, month or window; its id follows: "incident:abc". */
const SUBJECT_TAGS = [
  // What is said of an incident; how its promises stand; that one is broken.
  'incident',
  'standing-of',
  'overdue-of',
  // It has no picture of its own any more.
  'shared',
  // The incidents that an incident names; the platforms that it names; how those fare while it is open.
  'kin-of',
  // What incidents name that concern this platform, as duplicates name their master.
  'kin-on',
  'names-of',
  'states-of',
  // How the platforms fare that open incidents on this platform name.
  'states-on',
  // What concerns a platform; its windows; how promises on it stand; that one is broken.
  'platform',
  'windows-on',
  'standing-on',
  'overdue-on',
  // The incidents of a month: "history:2026-11".
  'history',
  // What the report on a month tells: "report:2026-11".
  'report',
  // A maintenance window.
  'window',
] as const
export type SubjectTag = (typeof SUBJECT_TAGS)[number]

export type Tag = SiteTag | `${SubjectTag}:${string}`

/** Changes that a page only mentions in passing: they never keep a caller of `publish` waiting. */
export const IN_PASSING: ReadonlySet<SiteTag | SubjectTag> = new Set([
  'months',
  'platform-names',
  'kin-of',
  'kin-on',
  'names-of',
])
