import { DAY, type Instant } from '../vocabulary.ts'
import { endsByHand, isRunning, type Maintenance } from './maintenance.ts'
import { drop, isAhead, type NoticePromise, tell } from './notice-plan.ts'

/** A step of the clock: the window's notices after it, and whether subscribers are notified. */
export interface ClockStep {
  kind: 'announce' | 'remind' | 'start' | 'overrun' | 'complete'
  told: boolean
  notices: NoticePromise[]
}

/** After down time, the end of a window is still sent for a day. */
const END_NEWS_LASTS = DAY

/**
 * The step that is due for a window at `now`, or null. Ask again after each step: after down time a window may have to
 * start and end at once. Several notices ahead that fell due together are sent as one; none is sent once the window has
 * begun, and the start only while it runs. `overrunTold`: its followers know that it takes longer than its present end.
 */
export function clockStep(
  m: Maintenance,
  notices: readonly NoticePromise[],
  now: Instant,
  overrunTold: boolean,
): ClockStep | null {
  if (m.state === 'planned' || m.state === 'announced') {
    return now < m.startsAt ? noticeAhead(m, notices, now) : start(m, notices, now)
  }
  if (!isRunning(m) || now < m.endsAt) return null
  if (!endsByHand(m)) return complete(m, notices, now, overrunTold)
  return m.announcedAt === null || overrunTold ? null : { kind: 'overrun', told: true, notices: [...notices] }
}

function noticeAhead(m: Maintenance, notices: readonly NoticePromise[], now: Instant): ClockStep | null {
  const due = (p: NoticePromise) => p.outcome === 'pending' && isAhead(p) && p.dueAt <= now
  if (!notices.some(due)) return null
  return { kind: m.state === 'planned' ? 'announce' : 'remind', told: true, notices: tell(notices, now, due) }
}

function start(m: Maintenance, notices: readonly NoticePromise[], now: Instant): ClockStep {
  const rest = drop(notices, 'missed', isAhead)
  const isStart = (p: NoticePromise) => p.key === 'start'
  if (now >= m.endsAt) return { kind: 'start', told: false, notices: drop(rest, 'missed', isStart) }
  return { kind: 'start', told: isPending(rest, isStart), notices: tell(rest, now, isStart) }
}

function complete(m: Maintenance, notices: readonly NoticePromise[], now: Instant, awaited: boolean): ClockStep {
  const isEnd = (p: NoticePromise) => p.key === 'end'
  if (now >= m.endsAt + END_NEWS_LASTS)
    return { kind: 'complete', told: false, notices: drop(notices, 'missed', isEnd) }
  return { kind: 'complete', told: awaited || isPending(notices, isEnd), notices: tell(notices, now, isEnd) }
}

function isPending(notices: readonly NoticePromise[], which: (promise: NoticePromise) => boolean): boolean {
  return notices.some((promise) => promise.outcome === 'pending' && which(promise))
}

/** The window after a step. It begins and ends at its planned times, however late the clock runs. */
export function afterStep(m: Maintenance, { kind }: ClockStep): Maintenance {
  if (kind === 'start') return { ...m, state: 'in_progress', beganAt: m.startsAt }
  if (kind === 'complete') return { ...m, state: 'completed', endedAt: m.endsAt }
  return kind === 'overrun' ? m : { ...m, state: 'announced' }
}
