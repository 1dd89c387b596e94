import type { Instant } from '../vocabulary.ts'
import type { LedgerEntry, PromiseState } from './ledger.ts'

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
