import type { Owed, OwedKind } from '../ladder/owed.ts'
import { standing } from '../promise/promise.ts'
import { DAY, type Instant } from '../vocabulary.ts'
import { endsByHand, isRunning, type Maintenance } from './maintenance.ts'
import { isLead, NOTICE_GRACE, type NoticePromise, noticeId, noticeStanding, owedAt } from './notice-plan.ts'
import { promised } from './promises.ts'

/** Missing details are on the worklist this long before the first notice goes out. */
const DETAILS_AHEAD = 3 * DAY

/**
 * What the desk owes a window at `now`; an empty list most of the time. Details are due with the first notice, which goes
 * out without them if need be, and stay on the list until the window begins. Where its time had passed before the window
 * was promised it, or before it was moved, they are due with the next one, or when the window begins.
 * The end is due when subscribers were told that the window ends. A notice is the clock's work, and the desk's once it
 * should have gone out.
 */
export function owedTo(m: Maintenance, notices: readonly NoticePromise[], now: Instant, dueSoon: number): Owed[] {
  const { id, title, platforms } = m
  const item = (kind: OwedKind, owedId: string, madeAt: Instant, dueAt: Instant, soon = dueSoon): Owed => ({
    ...{ id: owedId, kind, object: { type: 'maintenance', id, title }, priority: null, platforms, madeAt, dueAt },
    standing: standing(dueAt, now, soon),
  })
  const unsent = notices
    .filter((notice) => notice.toldAt === null && noticeStanding(notice, now) === 'late')
    .filter(({ key }) => key !== 'end' || !endsByHand(m))
    .map((notice) => {
      const dueAt = owedAt(notice)
      return item('notice', noticeId(id, notice), dueAt + NOTICE_GRACE, dueAt)
    })
  if (isRunning(m)) {
    const end = { key: 'end', dueAt: m.endsAt }
    return endsByHand(m) ? [...unsent, item('end', noticeId(id, end), m.beganAt ?? m.startsAt, m.endsAt)] : unsent
  }
  if (m.state !== 'planned' && m.state !== 'announced') return unsent
  const leads = promised(m).filter(isLead)
  if (leads.length === 0 || m.detailed || m.programme?.detailsExpected !== true) return unsent
  const isPromised = (p: NoticePromise) => notices.some(({ key, dueAt }) => key === p.key && dueAt === p.dueAt)
  const since = m.movedAt ?? Number.NEGATIVE_INFINITY
  const dues = leads.filter(isPromised).map((p) => p.dueAt)
  const dueAt = Math.min(m.startsAt, ...dues.filter((at) => at >= since))
  if (now < dueAt - DETAILS_AHEAD) return unsent
  const detailsId = noticeId(id, { key: 'details', dueAt })
  return [...unsent, item('details', detailsId, dueAt - DETAILS_AHEAD, dueAt, DETAILS_AHEAD)]
}
