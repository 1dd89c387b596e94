import type { Summary } from '../../../server/domain/promise/summary.ts'
import type { Dictionary } from '../../i18n/index.ts'

/** A column of the tables of promises: its heading, and what stands in it. */
interface Column {
  label: string
  of: (figures: Summary) => string
}

/** What is told of the promises of a month or of an incident. `duration` prints milliseconds. */
export function promiseColumns({ promises, words }: Dictionary, duration: (ms: number) => string): Column[] {
  const spell = (ms: number | null) => (ms === null || ms === 0 ? '–' : duration(ms))
  /** "12 min" of one, "3 of 4 in time" of many. */
  const first = ({ firstResponse: { due, kept, slowest } }: Summary) =>
    due === 0 || slowest === null ? '–' : due === 1 ? duration(slowest) : promises.firstOf(kept, due)
  return [
    { label: promises.due, of: ({ due }) => words.number(due) },
    { label: promises.kept, of: ({ kept }) => words.number(kept) },
    { label: promises.lateColumn, of: ({ late, overdue }) => words.number(late + overdue) },
    { label: promises.worst, of: ({ worstLateness }) => spell(worstLateness) },
    { label: promises.gap, of: ({ worstGap }) => spell(worstGap) },
    { label: promises.firstColumn, of: first },
  ]
}
