import type { Instant, Priority } from '../vocabulary.ts'
import type { PromiseBasis } from './promise.ts'

/** The parts of an incident's public timeline that promises depend on. */
export interface Timeline {
  incidentId: string
  title: string
  openedAt: Instant
  /** When the first public update was due; null if it was not recorded. */
  responseDueAt: Instant | null
  /** The priority that set this time; null: that of the first update. */
  responseUnder: Priority | null
  /** In the order in which they were posted. */
  updates: readonly PromisingUpdate[]
  /** When the report on its cause was published; null while there is none. */
  reportedAt: Instant | null
}

export interface PromisingUpdate {
  id: string
  at: Instant
  /** The priority when it was posted. */
  priority: Priority
  /** When it promised the next update; null if the case was over. */
  dueAt: Instant | null
  basis: PromiseBasis | null
  /** By when it promised a report on the cause; null if it promised none. */
  reportDueAt: Instant | null
}

export const PROMISE_KINDS = ['first_response', 'next_update', 'report'] as const
export type PromiseKind = (typeof PROMISE_KINDS)[number]

/** `kept`: in time · `late`: kept after its due time · `open`: not due yet · `overdue`: past due and not kept. */
export const PROMISE_STATES = ['kept', 'late', 'open', 'overdue'] as const
export type PromiseState = (typeof PROMISE_STATES)[number]

/** One promise and what became of it. */
export interface LedgerEntry {
  /** For a first response the incident's id, otherwise the id of the update that promised it. */
  id: string
  incidentId: string
  title: string
  /** The priority that set the due time: when it was made, or the later one that moved it forward. */
  priority: Priority
  kind: PromiseKind
  basis: PromiseBasis | null
  madeAt: Instant
  dueAt: Instant
  /** When the next public update was posted, or the report published; null while there is none. */
  keptAt: Instant | null
  state: PromiseState
  /** Milliseconds after the due time until it was kept or until now; 0 if in time. */
  lateness: number
  /** Milliseconds from when it was made until it was kept or until now. */
  waited: number
}

/**
 * Every promise that an incident made, oldest first. Only a public update keeps one; resolving is an update too. A report
 * keeps the promise of a report.
 */
export function ledgerOf({ updates, reportedAt, ...incident }: Timeline, now: Instant): LedgerEntry[] {
  const promises = updates.flatMap((update, index) => {
    if (update.dueAt === null) return []
    const { id, priority, basis, at: madeAt, dueAt } = update
    const times = { madeAt, dueAt, keptAt: updates[index + 1]?.at ?? null }
    return [{ id, priority, kind: 'next_update' as const, basis, ...times, ...outcome(times, now) }]
  })
  const { incidentId, title } = incident
  const made = [...firstResponse(incident, updates[0], now), ...promises, ...reports(updates, reportedAt, now)]
  return made.map((entry) => ({ ...entry, incidentId, title }))
}

/**
 * The promises of a report. Whatever is said after one reopens the case, and withdraws it unless it is met or broken by
 * then. A report that was there before leaves nothing to promise.
 */
function reports(updates: readonly PromisingUpdate[], reportedAt: Instant | null, now: Instant) {
  return updates.flatMap(({ id, priority, at: madeAt, reportDueAt: dueAt }, index) => {
    const met = reportedAt ?? Number.POSITIVE_INFINITY
    const reopened = updates[index + 1]?.at ?? Number.POSITIVE_INFINITY
    if (dueAt === null || met < madeAt || reopened < Math.min(met, dueAt + 1)) return []
    const times = { madeAt, dueAt, keptAt: reportedAt }
    return [{ id, priority, kind: 'report' as const, basis: null, ...times, ...outcome(times, now) }]
  })
}

/** The promises of some timelines that were due in `from` ≤ t < `to`, by due time. */
export function ledgerBetween(
  timelines: readonly Timeline[],
  { from, to }: { from: Instant; to: Instant },
  now: Instant,
): LedgerEntry[] {
  return timelines
    .flatMap((timeline) => ledgerOf(timeline, now))
    .filter(({ dueAt }) => dueAt >= from && dueAt < to)
    .sort((a, b) => a.dueAt - b.dueAt || a.madeAt - b.madeAt || a.id.localeCompare(b.id))
}

/** A promise of which something else became. */
export interface LedgerChange {
  kind: PromiseKind
  from: LedgerEntry
  to: LedgerEntry
}

/** What the ledger says otherwise of the promises of an incident than it did before, in its order. */
export function ledgerChanges(before: readonly LedgerEntry[], after: readonly LedgerEntry[]): LedgerChange[] {
  return after.flatMap((to) => {
    const from = before.find(({ id, kind }) => id === to.id && kind === to.kind)
    const isOther = from && FATE.some((name) => from[name] !== to[name])
    return isOther ? [{ kind: to.kind, from, to }] : []
  })
}

const FATE = ['dueAt', 'state', 'lateness', 'waited'] as const

function firstResponse(
  { incidentId, openedAt, responseDueAt, responseUnder }: Omit<Timeline, 'updates' | 'reportedAt'>,
  first: PromisingUpdate | undefined,
  now: Instant,
) {
  if (responseDueAt === null || !first) return []
  const times = { madeAt: openedAt, dueAt: responseDueAt, keptAt: first.at }
  const promise = {
    id: incidentId,
    priority: responseUnder ?? first.priority,
    kind: 'first_response' as const,
    basis: null,
  }
  return [{ ...promise, ...times, ...outcome(times, now) }]
}

function outcome(
  { madeAt, dueAt, keptAt }: Pick<LedgerEntry, 'madeAt' | 'dueAt' | 'keptAt'>,
  now: Instant,
): Pick<LedgerEntry, 'state' | 'lateness' | 'waited'> {
  const until = keptAt ?? now
  const inTime: PromiseState = keptAt === null ? 'open' : 'kept'
  const missed: PromiseState = keptAt === null ? 'overdue' : 'late'
  return {
    state: until <= dueAt ? inTime : missed,
    lateness: Math.max(0, until - dueAt),
    waited: Math.max(0, until - madeAt),
  }
}
