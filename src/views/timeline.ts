import type { Impact, Instant, Priority } from '../../server/domain/vocabulary.ts'
import type { IncidentRef } from './promises.ts'

/** Among the updates of a timeline: it became a P1G, or was one no longer. */
export interface DesignationView {
  how: 'designated' | 'withdrawn'
  /** The priority from then on. */
  priority: Priority
  at: Instant
}

/** Among them, too: it took over what a duplicate did to platforms. */
export interface TakenView {
  at: Instant
  /** The duplicate; null: it has gone on elsewhere since. */
  reportedAs: IncidentRef | null
  changes: ChangeView[]
}

/** What happened to a platform; `from` is null where it was not affected until then. */
export interface ChangeView {
  name: string
  from: Impact | null
  to: Impact
}
