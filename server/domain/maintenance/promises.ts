import type { Instant } from '../vocabulary.ts'
import type { Maintenance } from './maintenance.ts'
import type { MaintenanceNews } from './notice.ts'
import {
  AT_ONCE,
  drop,
  isAhead,
  isLate,
  isLead,
  leadDue,
  NOTICE_GRACE,
  type NoticePlan,
  type NoticePromise,
  promisesOf,
  putOffAt,
  tell,
} from './notice-plan.ts'

/** The notices promised for a window by its plan. */
export function promised(maintenance: Pick<Maintenance, 'startsAt' | 'endsAt' | 'notices' | 'zone'>): NoticePromise[] {
  return promisesOf(maintenance, maintenance.notices, maintenance.zone)
}

/**
 * The notices promised for a window that is put on record at `now`. Work outside every programme is told at once, and so
 * is a window of a programme with less notice than that promises; nothing was promised for the time before, neither a
 * notice ahead nor, of work told afterwards, its start (support plan, "unscheduled maintenance"). What a rule yields is
 * scheduled by nobody: it is told at once only where notice is short.
 */
export function promisedSince(m: Maintenance, now: Instant): NoticePromise[] {
  const owed = promised(m).filter((p) => (isLead(p) ? p.dueAt >= now : p.dueAt + NOTICE_GRACE >= now))
  const isAtOnce = (m.notices.atOnce && m.originalDate === null) || isShortNotice(m.startsAt, m.notices, m.zone, now)
  if (!isAtOnce || now >= m.startsAt) return owed
  return [{ key: AT_ONCE, dueAt: now, toldAt: null, outcome: 'pending' }, ...owed]
}

/** The notices of a window that a rule yields and that is not on record: promised since its programme is what it is. */
export function promisedByRule(m: Maintenance): NoticePromise[] {
  return promisedSince(m, m.updatedAt)
}

/** Does a window with this start come with less notice than its plan promises? */
export function isShortNotice(startsAt: Instant, plan: NoticePlan, zone: string, now: Instant): boolean {
  return plan.before.some((lead) => leadDue(startsAt, lead, zone) < now)
}

/**
 * The notices after a window's times changed and, if `told`, one message said so. That message counts as every notice of
 * the new time that is already due; one whose time had passed before anybody chose the new time was never promised: it
 * is told at once instead.
 */
export function repromised(
  notices: readonly NoticePromise[],
  before: Maintenance,
  after: Maintenance,
  now: Instant,
  told: boolean,
): NoticePromise[] {
  const moved = before.startsAt !== after.startsAt
  const replaced = (p: NoticePromise) => p.key === 'end' || moved
  const same = (a: NoticePromise, b: NoticePromise) => a.key === b.key && a.dueAt === b.dueAt
  const renewed = promised(after)
    .filter(replaced)
    .filter((p) => !told || !isLead(p) || !isLate(p, now) || notices.some((was) => same(was, p)))
    .map((p): NoticePromise => {
      const covered = told && isLead(p) && p.dueAt <= now
      return covered ? { ...p, toldAt: now, outcome: 'told' } : p
    })
  // A notice that was sent for the same time stays sent; one that was withdrawn or missed counts again.
  const standing = withdrawn(notices, now, replaced).filter(
    (p) => p.outcome === 'told' || !renewed.some((r) => same(p, r)),
  )
  const all = [...standing, ...renewed.filter((r) => !standing.some((p) => same(p, r)))]
  const isPast = (p: NoticePromise) => isLead(p) && p.dueAt < now && !all.some((one) => same(p, one))
  if (!told || !moved || !promised(after).some(isPast)) return all
  const atOnce: NoticePromise = { key: AT_ONCE, dueAt: now, toldAt: now, outcome: 'told' }
  // Two moves at the same instant tell at once once.
  return [atOnce, ...all.filter((p) => !same(p, atOnce))]
}

/**
 * The notices after the window was moved or cancelled: those that were overdue were missed. An end at which followers
 * heard in time that it takes longer was kept by that word: the new end is another promise.
 */
export function withdrawn(
  notices: readonly NoticePromise[],
  now: Instant,
  which: (promise: NoticePromise) => boolean = () => true,
): NoticePromise[] {
  const kept = notices.map((p) => (which(p) ? answered(p) : p))
  const missed = drop(kept, 'missed', (p) => which(p) && isLate(p, now))
  return drop(missed, 'withdrawn', which)
}

/** The notice of an end that the word of its taking longer kept. */
function answered(promise: NoticePromise): NoticePromise {
  const toldAt = putOffAt(promise)
  return promise.outcome === 'pending' && toldAt !== null ? { ...promise, outcome: 'told', toldAt } : promise
}

/**
 * The notices after subscribers were told such news by hand: whatever names the window ahead counts as the notices that
 * are due. An earlier word is one more: the reminder of the promised day is sent all the same.
 */
export function spoken(notices: readonly NoticePromise[], news: MaintenanceNews, now: Instant): NoticePromise[] {
  if (news === 'announced' || news === 'changed') {
    return tell(notices, now, (p) => isAhead(p) && p.dueAt <= now + NOTICE_GRACE)
  }
  if (news === 'started') return tell(drop(notices, 'missed', isAhead), now, (p) => p.key === 'start')
  return news === 'completed' ? tell(notices, now, (p) => p.key === 'end') : [...notices]
}
