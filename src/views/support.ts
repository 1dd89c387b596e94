import type { PriorityPolicy, Span } from '../../server/domain/plan/plan.ts'
import type { SupportChannel, SupportPerson, SupportPlace } from '../../server/domain/plan/support.ts'
import type { WeeklyHours } from '../../server/domain/time/office-hours.ts'
import type { Instant, Priority } from '../../server/domain/vocabulary.ts'

/** Whether a desk is open when the page was made, and when that next changes. */
export interface DeskView {
  hours: WeeklyHours
  open: boolean
  /** The next openings and closings, in order. */
  changes: Instant[]
}

export interface SupportView {
  kind: 'support'
  channels: (SupportChannel & { desk: DeskView })[]
  places: (SupportPlace & { desk: DeskView | null })[]
  contacts: readonly SupportPerson[]
  escalation: readonly SupportPerson[]
  priorities: Readonly<Record<Priority, PriorityPolicy>>
  noAnswer: Span
  /** Within which a report on the cause of a P1G is promised; null where none is. */
  postmortem: Span | null
  /** `description` is HTML. */
  programmes: { title: string; description: string }[]
}
