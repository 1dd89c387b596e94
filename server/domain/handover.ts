import type { OwedObject } from './ladder/owed.ts'
import type { WorklistItem } from './ladder/told.ts'
import type { Instant, Phase, Priority } from './vocabulary.ts'

/** What a shift leaves to the next one, as it was when that was written down. */
export interface HandedOver {
  /** The worklist: what is owed and promised, by when. */
  owed: (Pick<WorklistItem, 'kind' | 'priority' | 'dueAt' | 'standing' | 'acknowledgedBy' | 'putOffUntil'> & {
    object: OwedObject
  })[]
  /** Open incidents, the most urgent first. */
  open: { id: string; title: string; priority: Priority; phase: Phase; dueAt: Instant | null }[]
  /** Windows that run or come soon. */
  windows: { id: string; title: string; startsAt: Instant; endsAt: Instant }[]
  /** Texts that wait for a second person, or were returned. */
  waiting: {
    id: string
    title: string
    author: string
    state: 'kept' | 'waiting' | 'returned'
    goesAt: Instant | null
  }[]
}
