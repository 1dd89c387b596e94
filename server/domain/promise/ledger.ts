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
}

export interface PromisingUpdate {
  id: string
  at: Instant
  /** The priority when it was posted. */
  priority: Priority
  /** When it promised the next update; null if the case was over. */
  dueAt: Instant | null
  basis: PromiseBasis | null
}

export const PROMISE_KINDS = ['first_response', 'next_update'] as const
export type PromiseKind = (typeof PROMISE_KINDS)[number]

/** `kept`: in time · `late`: kept after its due time · `open`: not due yet · `overdue`: past due and not kept. */
export const PROMISE_STATES = ['kept', 'late', 'open', 'overdue'] as const
export type PromiseState = (typeof PROMISE_STATES)[number]

/** One promise and what became of it. */
export interface LedgerEntry {
  /** For a first response the incident's id, for a next update the id of the update that promised it. */
  id: string
  incidentId: string
  title: string
  /** The priority that set the due time: when it was made, or the later one that moved it forward. */
  priority: Priority
  kind: PromiseKind
  basis: PromiseBasis | null
  madeAt: Instant
  dueAt: Instant
  /** When the next public update was posted; null while there is none. */
  keptAt: Instant | null
  state: PromiseState
  /** Milliseconds after the due time until it was kept or until now; 0 if in time. */
  lateness: number
  /** Milliseconds from when it was made until it was kept or until now. */
  waited: number
}

/** Every promise that an incident made, oldest first. Only a public update keeps one; resolving is an update too. */
export function ledgerOf({ updates, ...incident }: Timeline, now: Instant): LedgerEntry[] {
  const promises = updates.flatMap((update, index) => {
    if (update.dueAt === null) return []
    const { id, priority, basis, at: madeAt, dueAt } = update
    const times = { madeAt, dueAt, keptAt: updates[index + 1]?.at ?? null }
    return [{ id, priority, kind: 'next_update' as const, basis, ...times, ...outcome(times, now) }]
  })
  const { incidentId, title } = incident
  return [...firstResponse(incident, updates[0], now), ...promises].map((entry) => ({ ...entry, incidentId, title }))
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

function firstResponse(
  { incidentId, openedAt, responseDueAt, responseUnder }: Omit<Timeline, 'updates'>,
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

/** The figures of some promises. `due` = `kept` + `late` + `overdue`; open ones are not included. */
export interface Summary {
  due: number
  kept: number
  late: number
  overdue: number
  open: number
  /** The worst lateness in milliseconds. */
  worstLateness: number
  /** The longest gap between two public updates while the next was due, in milliseconds; null without updates. */
  worstGap: number | null
  /** `slowest` in milliseconds from the opening of the case; null without any. */
  firstResponse: { due: number; kept: number; late: number; slowest: number | null }
}

/** The figures of the promises of an incident, a month or a whole ledger. */
export function summarise(entries: readonly LedgerEntry[]): Summary {
  const count = (state: PromiseState) => entries.filter((entry) => entry.state === state).length
  const [kept, late, overdue, open] = [count('kept'), count('late'), count('overdue'), count('open')]
  const responses = entries.filter((entry) => entry.kind === 'first_response')
  const updates = entries.filter((entry) => entry.kind === 'next_update')
  const inTime = responses.filter((entry) => entry.state === 'kept').length
  return {
    due: kept + late + overdue,
    kept,
    late,
    overdue,
    open,
    worstLateness: longest(entries.map((entry) => entry.lateness)) ?? 0,
    worstGap: longest(updates.map((entry) => entry.waited)),
    firstResponse: {
      due: responses.length,
      kept: inTime,
      late: responses.length - inTime,
      slowest: longest(responses.map((entry) => entry.waited)),
    },
  }
}

/** Summaries per calendar month ("2026-11") of the due times in the provider's zone, newest first. */
export function summariseByMonth(entries: readonly LedgerEntry[], zone: string): { month: string; summary: Summary }[] {
  const monthOf = months(zone)
  const byMonth = Map.groupBy(entries, (entry) => monthOf(entry.dueAt))
  return [...byMonth]
    .map(([month, due]) => ({ month, summary: summarise(due) }))
    .sort((a, b) => b.month.localeCompare(a.month))
}

/** Summaries per incident, in the order in which the incidents first appear. */
export function summariseByIncident(entries: readonly LedgerEntry[]): { incidentId: string; summary: Summary }[] {
  const incidents = Map.groupBy(entries, (entry) => entry.incidentId)
  return [...incidents].map(([incidentId, made]) => ({ incidentId, summary: summarise(made) }))
}

/** Returns the month of an instant. Entries come in order of time, so the last month is mostly the next one's too. */
function months(zone: string): (at: Instant) => string {
  let [month, from, until] = ['', 0, 0]
  return (at) => {
    if (at >= from && at < until) return month
    const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
    const first = date.with({ day: 1 })
    month = date.toPlainYearMonth().toString()
    from = first.toZonedDateTime(zone).epochMilliseconds
    until = first.add({ months: 1 }).toZonedDateTime(zone).epochMilliseconds
    return month
  }
}

function longest(spans: readonly number[]): number | null {
  return spans.length === 0 ? null : spans.reduce((most, span) => Math.max(most, span))
}
