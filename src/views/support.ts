import type { NoticePlan } from '../../server/domain/maintenance/notice-plan.ts'
import type { MaintenanceImpact } from '../../server/domain/maintenance/programme.ts'
import type { RuleParts } from '../../server/domain/maintenance/recurrence.ts'
import type { ChangePlan } from '../../server/domain/plan/changes.ts'
import type { PriorityPolicy, Span } from '../../server/domain/plan/plan.ts'
import type { EscalationPath, SupportChannel, SupportPerson, SupportPlace } from '../../server/domain/plan/support.ts'
import type { WeeklyHours } from '../../server/domain/time/office-hours.ts'
import type { WallHours } from '../../server/domain/time/window.ts'
import type { Instant, Priority } from '../../server/domain/vocabulary.ts'

/** Whether a desk is open when the page was made, and when that next changes. */
export interface DeskView {
  hours: WeeklyHours
  /** Does that hold on holidays as well? Null where there are none. */
  onHolidays: 'open' | 'closed' | null
  open: boolean
  /** The next openings and closings, in order. */
  changes: Instant[]
}

/** Somebody who may be there at hours of their own. */
export type PersonView = SupportPerson & { desk: DeskView | null }
type PathView = Omit<EscalationPath, 'people'> & { people: PersonView[] }
export type PlaceView = SupportPlace & { desk: DeskView | null }

/** When a programme takes place, and whom it tells when. `description` is HTML. */
export interface ProgrammeView extends WallHours {
  title: string
  titleLang?: string | undefined
  /** HTML */
  description: string
  descriptionLang?: string | undefined
  rule: RuleParts
  notices: Omit<NoticePlan, 'before'> & { before: readonly number[] }
  impact: MaintenanceImpact
  /** How many it concerns. */
  platforms: number
}

export interface SupportView {
  kind: 'support'
  /** Is any way to reach support configured? */
  isReachable: boolean
  channels: (SupportChannel & { desk: DeskView })[]
  places: PlaceView[]
  contacts: PersonView[]
  escalation: PathView[]
  priorities: Readonly<Record<Priority, PriorityPolicy>>
  changes: ChangePlan
  noAnswer: Span
  /** Within which a report on the cause of a P1G is promised; null where none is. */
  postmortem: Span | null
  /** The first instants of the next holidays. */
  holidays: Instant[]
  programmes: ProgrammeView[]
  /** Outside these hours unscheduled work is done, if possible. */
  waking: WallHours
}
