import { type Maintenance, overrunsAfter } from '../../domain/maintenance/maintenance.ts'
import { NOTICE_GRACE, type NoticePromise } from '../../domain/maintenance/notice-plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { monthOf } from '../facts/months.ts'
import type { Tag } from './tags.ts'

/** The first instant at which something is different, though nothing happened, and what that is. */
export interface Moment {
  at: Instant
  tags: readonly Tag[]
}

/** What the time alone changes, read around a certain time. */
export interface Pending {
  dueSoon: number
  /** In which a month begins and ends. */
  zone: string
  /** Open incidents with a promise, and the platforms that they touch. `stated`: an estimate, the end of a hold. */
  promises: readonly {
    incident: string
    dueAt: Instant
    stated: readonly Instant[]
    platforms: readonly string[]
  }[]
  /** Reports on the cause that are owed. */
  reports: readonly { incident: string; dueAt: Instant; platforms: readonly string[] }[]
  /** Closed cases that can be reopened until then. */
  reopenable: readonly { incident: string; until: Instant; platforms: readonly string[] }[]
  /** Incidents that have a picture until then. */
  shared: readonly { incident: string; until: Instant }[]
  running: readonly (Pick<Maintenance, 'id' | 'state' | 'endsAt' | 'endsBy' | 'platforms'> & {
    months: readonly string[]
  })[]
  /** Windows that are called off and have not started yet: then they move from what comes to what was. */
  calledOff: readonly Pick<Maintenance, 'startsAt'>[]
  notices: readonly (NoticePromise & { maintenanceId: string })[]
  /** When desks open or close. */
  hours: readonly Instant[]
  midnights: readonly {
    at: Instant
    months: readonly string[]
    newMonth: boolean
    open: readonly string[]
    inSight: readonly string[]
  }[]
}

/** Every moment that is pending, in no particular order. */
export function momentsOf(pending: Pending): Moment[] {
  return [
    ...pending.promises.flatMap((promise) => promiseMoments(promise, pending)),
    ...pending.reports.map((report) => withReport(deadlineMoment(report), report.dueAt, pending)),
    ...pending.reopenable.map(({ until, ...closed }) => deadlineMoment({ ...closed, dueAt: until })),
    ...pending.shared.map(({ incident, until }): Moment => ({ at: until + 1, tags: [`shared:${incident}`] })),
    ...pending.running.map(overrunMoment),
    ...pending.calledOff.map(({ startsAt }): Moment => ({ at: startsAt, tags: ['maintenance'] })),
    ...pending.notices.flatMap((notice) => noticeMoments(notice, pending)),
    ...pending.hours.map((at): Moment => ({ at, tags: ['hours'] })),
    ...pending.midnights.map((midnight) => midnightMoment(midnight, pending)),
  ]
}

type Around = Pick<Pending, 'dueSoon' | 'zone'>

function promiseMoments(
  { incident, dueAt, stated, platforms }: Pending['promises'][number],
  { dueSoon, zone }: Around,
): Moment[] {
  const standing: Tag[] = ['standing', `standing-of:${incident}`, ...platforms.map((id): Tag => `standing-on:${id}`)]
  return [
    { at: dueAt - dueSoon, tags: standing },
    { at: dueAt + 1, tags: [...standing, ...broken(incident, platforms), reportOn(dueAt, zone)] },
    // What was stated for a time that has passed is told otherwise wherever a broken promise is.
    ...stated.map((at) => ({ at: at + 1, tags: [...standing, ...broken(incident, platforms)] })),
  ]
}

/** The due instant itself is still on time. */
function deadlineMoment({ incident, dueAt, platforms }: Pending['reports'][number]): Moment {
  return { at: dueAt + 1, tags: [`standing-of:${incident}`, ...broken(incident, platforms)] }
}

/** It changes the report on the month in which it fell due, too. */
function withReport({ at, tags }: Moment, dueAt: Instant, { zone }: Around): Moment {
  return { at, tags: [...tags, reportOn(dueAt, zone)] }
}

/** The report on the month in which something falls due. */
function reportOn(at: Instant, zone: string): Tag {
  return `report:${monthOf(at, zone)}`
}

function broken(incident: string, platforms: readonly string[]): Tag[] {
  return ['overdue', `overdue-of:${incident}`, ...platforms.map((id): Tag => `overdue-on:${id}`)]
}

function overrunMoment({ id, platforms, months, ...ending }: Pending['running'][number]): Moment {
  const on = platforms.map((platform): Tag => `windows-on:${platform}`)
  const listed = months.flatMap((month): Tag[] => [`history:${month}`, `report:${month}`])
  return { at: overrunsAfter(ending) + 1, tags: ['overrun', `window:${id}`, 'history', ...listed, ...on] }
}

/** It counts as due, and if it was not told some minutes later, as late. One that was told early is no longer early. */
function noticeMoments({ maintenanceId, dueAt, outcome }: Pending['notices'][number], { zone }: Around): Moment[] {
  if (outcome === 'withdrawn') return []
  const tags: Tag[] = ['promises', `window:${maintenanceId}`, reportOn(dueAt, zone)]
  const due = { at: dueAt + 1, tags }
  return outcome === 'pending' ? [due, { at: dueAt + NOTICE_GRACE + 1, tags }] : [due]
}

/** Lists of days move on, the history of a month (`months`) has one more, windows come into sight at the end of the calendar, and "14:00" needs its day. */
function midnightMoment(
  { at, months, newMonth, open, inSight }: Pending['midnights'][number],
  { zone }: Around,
): Moment {
  const incidents = open.map((id): Tag => `standing-of:${id}`)
  const windows = inSight.map((id): Tag => `window:${id}`)
  return {
    at,
    tags: [
      'day',
      'history',
      reportOn(at, zone),
      ...months.map((month): Tag => `history:${month}`),
      ...(newMonth ? (['months'] as const) : []),
      ...incidents,
      ...windows,
    ],
  }
}

/** What changed after `before`, up to and with `now`. */
export function timeTags(moments: readonly Moment[], before: Instant, now: Instant): Set<Tag> {
  return new Set(moments.filter(({ at }) => before < at && at <= now).flatMap(({ tags }) => tags))
}

/** When time alone will next change something. */
export function nextMoment(moments: readonly Moment[], now: Instant): Instant {
  return moments.reduce((next, { at }) => (at > now && at < next ? at : next), Number.POSITIVE_INFINITY)
}
