import { timelinesBetween } from '../../db/incident/promises.ts'
import { maintenancesOf } from '../../db/maintenance/maintenances.ts'
import { noticesDue } from '../../db/maintenance/notices.ts'
import { listProgrammes } from '../../db/maintenance/programmes.ts'
import type { Reader } from '../../db/schema/index.ts'
import { resolveAll } from '../domain/maintenance/calendar.ts'
import type { Maintenance } from '../domain/maintenance/maintenance.ts'
import { type NoticePromise, noticeId, noticeStanding, owedAt } from '../domain/maintenance/notice-plan.ts'
import { type LedgerEntry, ledgerBetween, type PromiseState } from '../domain/promise/ledger.ts'
import type { Window } from '../domain/time/window.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** A promised notice of a maintenance, in the terms of the ledger. */
export interface NoticeEntry {
  id: string
  maintenance: Maintenance
  /** A duration ahead of the start, `at_once`, `start` or `end`. */
  notice: string
  dueAt: Instant
  keptAt: Instant | null
  state: PromiseState | 'missed' | 'withdrawn'
  /** Milliseconds behind the time from when on it was owed; null for a notice that is no longer to be sent. */
  lateness: number | null
}

/** Everything that was promised for an interval of time, by due time. */
export interface PromiseLedger {
  updates: LedgerEntry[]
  notices: NoticeEntry[]
}

/** The promises due in an interval: of incidents and of maintenance, or of one incident alone. */
export async function readPromiseLedger(
  db: Reader,
  interval: Window,
  now: Instant,
  incidentId?: string,
): Promise<PromiseLedger> {
  const updates = await readIncidentPromises(db, interval, now)
  if (incidentId !== undefined) {
    return { updates: updates.filter((entry) => entry.incidentId === incidentId), notices: [] }
  }
  return { updates, notices: await noticeEntries(db, interval, now) }
}

/** The promises of public incidents due in an interval, by due time. */
export async function readIncidentPromises(
  db: Reader,
  { startsAt: from, endsAt: to }: Window,
  now: Instant,
): Promise<LedgerEntry[]> {
  return ledgerBetween(await timelinesBetween(db, { from, to }), { from, to }, now)
}

async function noticeEntries(db: Reader, { startsAt, endsAt }: Window, now: Instant): Promise<NoticeEntry[]> {
  const notices = await noticesDue(db, startsAt, endsAt)
  const stored = await maintenancesOf(db, [...new Set(notices.map(({ maintenanceId }) => maintenanceId))])
  const windows = new Map(resolveAll(await listProgrammes(db), stored).map((m) => [m.id, m]))
  return notices.flatMap(({ maintenanceId, ...notice }) => {
    const window = windows.get(maintenanceId)
    return window ? [noticeEntry(notice, window, now)] : []
  })
}

function noticeEntry(promise: NoticePromise, maintenance: Maintenance, now: Instant): NoticeEntry {
  const { key: notice, dueAt, toldAt: keptAt } = promise
  const state = stateOf(promise, now)
  const isLate = state === 'late' || state === 'overdue'
  const isOut = state === 'missed' || state === 'withdrawn'
  return {
    id: noticeId(maintenance.id, promise),
    ...{ maintenance, notice, dueAt, keptAt, state },
    lateness: isOut ? null : isLate ? (keptAt ?? now) - owedAt(promise) : 0,
  }
}

/** A notice's standing in the terms of promised updates. */
function stateOf(notice: NoticePromise, now: Instant): NoticeEntry['state'] {
  const stands = noticeStanding(notice, now)
  if (stands === 'ahead' || stands === 'when_over') return 'open'
  return stands === 'late' && notice.toldAt === null ? 'overdue' : stands
}
