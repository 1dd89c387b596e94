import { type MaintenanceUpdateRow, plannedWindow } from '../../../db/maintenance/updates.ts'
import { bodyFor, fieldFor } from '../../../src/i18n/wording.ts'
import type {
  MaintenanceMonthView,
  MaintenanceSummary,
  MaintenancesView,
  MaintenanceUpdateView,
  MaintenanceView,
  NoticeView,
  PlannedView,
  Site,
} from '../../../src/views.ts'
import {
  actualWindow,
  isOver,
  type Maintenance,
  overruns,
  toldAfterwards,
} from '../../domain/maintenance/maintenance.ts'
import {
  isNoticeWord,
  lengthOf,
  type NoticePromise,
  noticeStanding,
  owedAt,
} from '../../domain/maintenance/notice-plan.ts'
import { isInForce } from '../../domain/maintenance/programme.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { maintenancePath, programmeCalendarPath, programmeDataPath } from '../facts/addresses.ts'
import { startOf } from '../facts/days.ts'
import { htmlOf } from '../facts/html.ts'
import { descriptionFor, type MaintenanceWithUpdates } from '../facts/maintenance.ts'
import { monthOf, monthsBetween, monthsOf } from '../facts/months.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { asHtml, platformRef, titled } from './summary.ts'

/** A window as lists show it. */
function maintenanceSummary(
  m: Maintenance,
  { byId }: Platforms,
  { now, site }: Pick<PublishSnapshot, 'now' | 'site'>,
): MaintenanceSummary {
  return {
    id: m.id,
    url: maintenancePath(m.id),
    ...titled(fieldFor(site, m, 'title')),
    state: m.state,
    impact: m.impact,
    overruns: overruns(m, now),
    ...actualWindow(m),
    zone: m.zone,
    platforms: m.platforms.flatMap((id) => byId.get(id) ?? []).map(platformRef),
  }
}

/** The page of one window, or null where there is none. */
export async function maintenanceView(snapshot: PublishSnapshot, id: string): Promise<MaintenanceView | null> {
  const found = await snapshot.maintenance(id)
  if (!found) return null
  const { maintenance, notices, updates } = found
  const { programme } = maintenance
  return {
    kind: 'maintenance',
    maintenance: maintenanceSummary(maintenance, await snapshot.platforms(), snapshot),
    ...textsOf(found, snapshot.site),
    ...plannedView(found),
    programme: programme && {
      ...titled(fieldFor(snapshot.site, programme, 'title')),
      calendar: programmeCalendarPath(programme.id),
    },
    beganAt: maintenance.beganAt,
    endedAt: maintenance.endedAt,
    told: maintenance.announcedAt !== null,
    afterwards: toldAfterwards(maintenance),
    shortNotice: maintenance.shortNotice,
    notices: notices.map((notice) => noticeView(notice, snapshot.now)),
    updates: updates.map((update) => updateView(update, snapshot.site)),
  }
}

function plannedView({ maintenance: { startsAt, endsAt }, updates }: MaintenanceWithUpdates): PlannedView {
  const planned = plannedWindow({ startsAt, endsAt }, updates)
  return { planned, newEnd: planned.endsAt === endsAt ? null : endsAt }
}

function noticeView(notice: NoticePromise, now: Instant): NoticeView {
  const { key, toldAt } = notice
  const owed = owedAt(notice)
  const when = isNoticeWord(key) ? key : (lengthOf(key) ?? 0)
  const dueAt = Number.isFinite(owed) ? owed : notice.dueAt
  return { when, dueAt, toldAt, standing: noticeStanding(notice, now) }
}

/** What is done, and why. */
function textsOf(window: MaintenanceWithUpdates, site: Site) {
  const description = descriptionFor(site, window)
  const reason = fieldFor(site, window.maintenance, 'reason')
  return {
    description: htmlOf(description.text),
    descriptionLang: description.language ?? undefined,
    reason: htmlOf(reason.text),
    reasonLang: reason.language ?? undefined,
  }
}

function updateView(row: MaintenanceUpdateRow, site: Site): MaintenanceUpdateView {
  const { previous_starts_at: startsAt, previous_ends_at: endsAt } = row
  return {
    id: row.id,
    news: row.news,
    state: row.state,
    ...(row.body === null ? { body: null } : asHtml(bodyFor(site, { ...row, body: row.body }))),
    at: row.created_at,
    window: { startsAt: row.starts_at, endsAt: row.ends_at },
    previous: startsAt === null || endsAt === null ? null : { startsAt, endsAt },
  }
}

/** What runs, what comes, what was. */
export async function maintenancesView(snapshot: PublishSnapshot): Promise<MaintenancesView> {
  const { zone } = snapshot.site
  const month = monthOf(snapshot.now, zone)
  const [platforms, running, ahead, windows, past, programmes] = await Promise.all([
    snapshot.platforms(),
    snapshot.running(),
    snapshot.ahead(),
    snapshot.maintenancesIn(month),
    snapshot.pastMaintenances(),
    snapshot.programmes(),
  ])
  const show = (m: Maintenance) => maintenanceSummary(m, platforms, snapshot)
  const byMonth = Map.groupBy(ahead, (m) => monthOf(m.startsAt, zone))
  return {
    kind: 'maintenances',
    running: running.map(show),
    months: [...byMonth].map(([name, members]) => ({ month: name, windows: members.map(show) })),
    month,
    windows: windows.map(show),
    past: past.filter((m) => m.startsAt <= snapshot.now).map(show),
    programmes: programmes.filter(isInForce).map((programme) => ({
      title: fieldFor(snapshot.site, programme, 'title').text,
      calendar: programmeCalendarPath(programme.id),
      data: programmeDataPath(programme.id),
    })),
  }
}

/** A month of maintenance ("2026-11"), or null for one that has no page. */
export async function maintenanceMonthView(
  snapshot: PublishSnapshot,
  month: string,
): Promise<MaintenanceMonthView | null> {
  const months = await maintenanceMonths(snapshot)
  const place = months.indexOf(month)
  if (place < 0) return null
  const [platforms, windows] = await Promise.all([snapshot.platforms(), snapshot.maintenancesIn(month)])
  return {
    kind: 'maintenance-month',
    month,
    windows: windows.map((m) => maintenanceSummary(m, platforms, snapshot)),
    earlier: months[place - 1] ?? null,
    later: months[place + 1] ?? null,
  }
}

/** Every month that has a page, in order: from the first window on record to the horizon. */
export async function maintenanceMonths(snapshot: PublishSnapshot): Promise<string[]> {
  const { zone } = snapshot.site
  const first = Math.min((await snapshot.firstMaintenance()) ?? snapshot.now, snapshot.now)
  return monthsBetween(monthOf(first, zone), monthOf(snapshot.horizon, zone))
}

/** How many days ahead a page about something else mentions windows. */
const SOON = { days: 21 }
const MENTIONED = 4

/**
 * Running, then the next few: on a platform's page (`about`) whatever concerns it, elsewhere what reaches customers
 * within three weeks.
 */
export async function maintenanceAtHand(snapshot: PublishSnapshot, about?: string): Promise<MaintenanceSummary[]> {
  const [platforms, running, ahead] = await Promise.all([snapshot.platforms(), snapshot.running(), snapshot.ahead()])
  const soon = startOf(snapshot.now, SOON, snapshot.site.zone)
  const concerns = (m: Maintenance) =>
    about === undefined ? reaches(m) && m.startsAt < soon : m.platforms.includes(about)
  const next = ahead.filter((m) => !isOver(m) && concerns(m)).slice(0, MENTIONED)
  return [...running.filter(concerns), ...next].map((m) => maintenanceSummary(m, platforms, snapshot))
}

/** Would a customer notice it, or was one told of it? */
function reaches({ impact, notices, announcedAt }: Maintenance): boolean {
  return impact !== 'none' || announcedAt !== null || notices.before.length > 0
}

/** Windows that began, lay at least partly in a month and reached customers, newest first; also as they were planned. */
export async function pastIn(snapshot: PublishSnapshot, month: string): Promise<(MaintenanceSummary & PlannedView)[]> {
  const [platforms, windows] = await Promise.all([snapshot.platforms(), snapshot.maintenancesIn(month)])
  const began = await snapshot.withUpdates(windows.filter((m) => m.beganAt !== null && reaches(m)))
  return began
    .map((one) => ({ ...maintenanceSummary(one.maintenance, platforms, snapshot), ...plannedView(one) }))
    .reverse()
}

/** The months of the history that a window belongs to, oldest first; none before it has begun. */
export function monthsOfWindow({ beganAt, startsAt, endsAt }: Maintenance, zone: string): string[] {
  // One that ends with a month does not touch the next.
  return beganAt === null ? [] : monthsOf({ from: startsAt, until: endsAt - 1 }, zone)
}
