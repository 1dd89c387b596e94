import { DAY, type Instant } from '../vocabulary.ts'
import type { Maintenance } from './maintenance.ts'
import { drop, isLead, type NoticePromise, tell } from './notice-plan.ts'

/** What the clock does with a window: what becomes of it and of its promises, and whether people are told. */
export interface ClockStep {
  deed: 'announce' | 'remind' | 'start' | 'complete'
  told: boolean
  ledger: NoticePromise[]
}

/** After down time, "it is over" is still worth a message for a day. */
const END_NEWS_LASTS = DAY

/**
 * What is due for a window at `now`, or null. Ask again after each step: a window may have to start and end at once
 * after down time. Several notices ahead that fell due together are told by one message; none is told once the window
 * has begun, the start only while it runs.
 */
export function clockStep(m: Maintenance, ledger: readonly NoticePromise[], now: Instant): ClockStep | null {
  if (m.state === 'planned' || m.state === 'announced') {
    return now < m.startsAt ? noticeAhead(m, ledger, now) : start(m, ledger, now)
  }
  // Once it is verified by hand, it ends by hand.
  return m.state === 'in_progress' && m.endsBy === 'clock' && now >= m.endsAt ? complete(m, ledger, now) : null
}

function noticeAhead(m: Maintenance, ledger: readonly NoticePromise[], now: Instant): ClockStep | null {
  const due = (p: NoticePromise) => p.outcome === 'pending' && isLead(p) && p.dueAt <= now
  if (!ledger.some(due)) return null
  return { deed: m.state === 'planned' ? 'announce' : 'remind', told: true, ledger: tell(ledger, now, due) }
}

function start(m: Maintenance, ledger: readonly NoticePromise[], now: Instant): ClockStep {
  const rest = drop(ledger, 'missed', isLead)
  const isStart = (p: NoticePromise) => p.key === 'start'
  if (now >= m.endsAt) return { deed: 'start', told: false, ledger: drop(rest, 'missed', isStart) }
  return { deed: 'start', told: isPending(rest, isStart), ledger: tell(rest, now, isStart) }
}

function complete(m: Maintenance, ledger: readonly NoticePromise[], now: Instant): ClockStep {
  const isEnd = (p: NoticePromise) => p.key === 'end'
  if (now >= m.endsAt + END_NEWS_LASTS) return { deed: 'complete', told: false, ledger: drop(ledger, 'missed', isEnd) }
  return { deed: 'complete', told: isPending(ledger, isEnd), ledger: tell(ledger, now, isEnd) }
}

function isPending(ledger: readonly NoticePromise[], which: (promise: NoticePromise) => boolean): boolean {
  return ledger.some((promise) => promise.outcome === 'pending' && which(promise))
}

/** The window after a step of the clock. It begins and ends when it was to, however late the clock looks. */
export function afterStep(m: Maintenance, { deed }: ClockStep): Maintenance {
  if (deed === 'start') return { ...m, state: 'in_progress', beganAt: m.startsAt }
  if (deed === 'complete') return { ...m, state: 'completed', endedAt: m.endsAt }
  return { ...m, state: 'announced' }
}
