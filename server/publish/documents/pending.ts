import { reopenableUntil } from '../../domain/incident/reopening.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { LONGEST_LEAD, NOTICE_GRACE } from '../../domain/maintenance/notice-plan.ts'
import { promisedByRule } from '../../domain/maintenance/promises.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { dayOf } from '../facts/days.ts'
import { horizonOf } from '../facts/maintenance.ts'
import { monthOf } from '../facts/months.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { monthsOfWindow } from '../views/maintenance.ts'
import { PICTURE_KEPT } from '../views/picture.ts'
import { deskChangesOn } from '../views/support.ts'
import { type Moment, momentsOf, type Pending } from './moments.ts'

/** A case that was closed longer ago than this can no longer be reopened; a week may be an hour longer. */
const REOPENABLE = 8 * DAY

/** Every moment after `before` up to the snapshot's time, and what comes after it within a day. */
export async function momentsAround(snapshot: PublishSnapshot, before: Instant): Promise<Moment[]> {
  const { now, plan, site } = snapshot
  const [open, running, ahead, owing, closed] = await Promise.all([
    snapshot.open(),
    snapshot.running(),
    snapshot.ahead(),
    snapshot.owingPostmortem(),
    snapshot.closedBetween(before - REOPENABLE, now),
  ])
  return momentsOf({
    dueSoon: plan.dueSoon,
    zone: site.zone,
    promises: open.flatMap(({ row, impacts }) => {
      const platforms = [...new Set(impacts.map(({ platform_id }) => platform_id))]
      const stated = [row.etr, row.hold_until].filter((at) => at !== null)
      return row.next_update_due_at === null
        ? []
        : [{ incident: row.id, dueAt: row.next_update_due_at, stated, platforms }]
    }),
    reports: owing.map(({ id, dueAt, platforms }) => ({ incident: id, dueAt, platforms })),
    reopenable: closed.map(({ closedAt, ...one }) => ({ ...one, until: reopenableUntil(closedAt, plan.zone) })),
    shared: (await snapshot.resolvedWithin(before - PICTURE_KEPT - 1, now - PICTURE_KEPT + DAY)).map(
      ({ id, resolvedAt }) => ({ incident: id, until: resolvedAt + PICTURE_KEPT }),
    ),
    running: running.map((m) => ({ ...m, months: monthsOfWindow(m, site.zone) })),
    calledOff: await snapshot.calledOffBetween(before, now + DAY),
    notices: [...(await snapshot.noticesBetween(before - NOTICE_GRACE - 1, now + DAY)), ...plannedNotices(ahead, now)],
    // Those of earlier days go with their midnight.
    hours: deskChangesOn(dayOf(now, site.zone), plan),
    midnights: midnights(
      snapshot,
      before,
      open.map(({ row }) => row.id),
      ahead,
    ),
  })
}

/** Of windows that nobody has touched yet; the clock puts them on record when they are due. */
function plannedNotices(ahead: readonly Maintenance[], now: Instant): Pending['notices'] {
  const near = ahead.filter(({ state, startsAt }) => state === 'planned' && startsAt < now + LONGEST_LEAD + DAY)
  return near.flatMap((m) => promisedByRule(m).map((notice) => ({ ...notice, maintenanceId: m.id })))
}

/** The one that began this day, and the next. */
function midnights(
  { now, site }: PublishSnapshot,
  before: Instant,
  open: readonly string[],
  ahead: readonly Maintenance[],
): Pending['midnights'] {
  const today = dayOf(now, site.zone)
  const month = monthOf(now, site.zone)
  const newMonth = monthOf(before, site.zone) !== month
  const seen = horizonOf(before, site.zone) - DAY
  const inSight = ahead.filter(({ startsAt }) => startsAt >= seen).map(({ id }) => id)
  return [
    { at: today.from, months: [...new Set([monthOf(before, site.zone), month])], newMonth, open, inSight },
    { at: today.until, months: [monthOf(today.until, site.zone)], newMonth: true, open: [], inSight: [] },
  ]
}
