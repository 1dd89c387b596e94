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
 * out without them if need be, and stay on the list until the window begins. The end is due when subscribers were told
 * that the window ends. A notice is the clock's work, and the desk's once it should have gone out. `ruleMadeAt`: when its
 * programme came to be; no notice due before then was promised, nor details for it.
 */
export function owedTo(
  m: Maintenance,
  notices: readonly NoticePromise[],
  now: Instant,
  dueSoon: number,
  ruleMadeAt: Instant = Number.NEGATIVE_INFINITY,
): Owed[] {
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
  const firstNotice = Math.min(
    ...promised(m)
      .filter((p) => isLead(p) && p.dueAt >= ruleMadeAt)
      .map((p) => p.dueAt),
  )
  const wantsDetails = !m.detailed && m.programme?.detailsExpected === true && now >= firstNotice - DETAILS_AHEAD
  if (!wantsDetails || !Number.isFinite(firstNotice)) return unsent
  const detailsId = noticeId(id, { key: 'details', dueAt: firstNotice })
  return [...unsent, item('details', detailsId, firstNotice - DETAILS_AHEAD, firstNotice, DETAILS_AHEAD)]
}
