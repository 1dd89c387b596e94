import type { LedgerEntry } from '../../../server/domain/promise/ledger.ts'
import type { Summary } from '../../../server/domain/promise/summary.ts'
import type { Dictionary } from '../../i18n/index.ts'

/** A column of the tables of promises: its heading, and what stands in it, which is one quantity in every row. */
interface Column {
  label: string
  of: (figures: Summary) => string
}

/** What became of a promise, in words: "in time", "12 min late". */
export function fateOf(
  { promises }: Dictionary,
  { state, lateness }: Pick<LedgerEntry, 'state' | 'lateness'>,
  duration: (ms: number) => string,
): string {
  return state === 'late' ? promises.lateBy(duration(lateness)) : promises.state[state]
}

/** What is told of the promises of a month, of them all, and of an incident. `duration` prints milliseconds. */
export function promiseColumns(
  { promises, words }: Dictionary,
  duration: (ms: number) => string,
): Record<'ofMonth' | 'ofIncident', Column[]> {
  const spell = (ms: number | null) => (ms === null || ms === 0 ? promises.nothing : duration(ms))
  const common: Column[] = [
    { label: promises.due, of: ({ due }) => words.number(due) },
    { label: promises.kept, of: ({ kept }) => words.number(kept) },
    { label: promises.lateColumn, of: ({ late, overdue }) => words.number(late + overdue) },
    { label: promises.worst, of: ({ worstLateness }) => spell(worstLateness) },
    { label: promises.gap, of: ({ worstGap }) => spell(worstGap) },
  ]
  const inTime: Column = {
    label: promises.firstInTime,
    of: ({ firstResponse: { kept, due } }) => (due === 0 ? promises.noneDue : promises.firstOf(kept, due)),
  }
  const slowest: Column = {
    label: promises.firstSlowest,
    of: ({ firstResponse }) => (firstResponse.slowest === null ? promises.nothing : duration(firstResponse.slowest)),
  }
  // An incident has one first response.
  return { ofMonth: [...common, inTime, slowest], ofIncident: [...common, slowest] }
}

/** Those with the most broken promises first; among others the order stays. */
export function missesFirst<T extends { figures: Summary }>(incidents: readonly T[]): T[] {
  const missed = ({ figures: { late, overdue } }: T) => late + overdue
  return incidents.toSorted((a, b) => missed(b) - missed(a))
}
