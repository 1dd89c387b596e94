import type { MaintenanceState } from '../../../server/domain/maintenance/maintenance.ts'
import type { MaintenanceWording } from '../../../server/domain/maintenance/notice.ts'
import type { Ender, MaintenanceImpact } from '../../../server/domain/maintenance/programme.ts'
import type { Window } from '../../../server/domain/time/window.ts'
import type { Instant, PlatformState } from '../../../server/domain/vocabulary.ts'
import type { MaintenanceSummary, MaintenanceUpdateView, MaintenanceView, NoticeView } from '../maintenance.ts'
import type { ComposedDraft } from './draft.ts'
import type { ConsoleFrame } from './frame.ts'
import type { ConcernedCustomers } from './preview.ts'

/** A form as it was typed, by the names of its fields. */
export type FormValues = Readonly<Record<string, readonly string[]>>

/** What the desk does about a window that is there: one form for each. */
export type WindowWay =
  | 'complete'
  | 'start'
  | 'details'
  | 'announce'
  | 'note'
  | 'verify'
  | 'resume'
  | 'extend'
  | 'move'
  | 'cancel'

/** A form about a window. */
export interface DeskForm {
  /** Which draft it is of, so that it is kept while it is written, and two taps send it once; `base`: the revision of the window. */
  draft: ComposedDraft
  values: FormValues
  /** Times in it that happen twice in the night when the clocks are put back. */
  twice: Readonly<Record<string, { first: Instant; second: Instant }>>
  /** What it collides with, where it may be done all the same: whoever does so accepts these and no others. */
  collisions: readonly string[]
  preview: DeskPreview | null
}

/** What would follow if a form were sent now. */
export interface DeskPreview {
  state: MaintenanceState
  window: Window & { zone: string }
  /** How many are told, by channel; 0: nobody. */
  reach: { total: number; channels: { title: string; count: number }[]; organisations: ConcernedCustomers | null }
  /** Notices still to be sent: by themselves, or `byHand`, when the desk completes the window. */
  notices: { when: NoticeView['when']; dueAt: Instant; byHand: boolean }[]
  /** Would it be announced in general words, without what is done, or why? */
  lacksDetails: boolean
  /** Is it told now, as soon as it is planned or moved? */
  atOnce: boolean
  /** Notices ahead whose time had passed before, and that are told now instead. */
  inPlaceOf: NoticeView['when'][]
  platforms: { name: string; from: PlatformState; to: PlatformState }[]
  collisions: string[]
  mail: { subject: string; text: string } | null
  push: { title: string; body: string } | null
  /** Addresses of what is shown in frames. */
  frames: { page: string | null; mail: string | null }
  /** Where "send to me" sent it. */
  sentTo: string | null
}

/** Where a window leads at the desk, and what is to be done about it next. */
export interface DeskWindow {
  /** Its address is that of its page at the desk. */
  window: MaintenanceSummary
  /** When details are due. */
  detailsDueAt: Instant | null
}

export interface DeskMaintenancesView extends ConsoleFrame<'maintenances'> {
  running: DeskWindow[]
  /** Begins within a day. */
  soon: DeskWindow[]
  lacking: DeskWindow[]
  /** What comes later, by programme, in the order of their next windows; null: outside every programme. */
  programmes: { title: string | null; windows: MaintenanceSummary[] }[]
}

/** What of a platform can be tapped. */
export interface PlatformChoices {
  groups: { name: string; platforms: { id: string; name: string }[] }[]
}

export interface DeskPlanView extends ConsoleFrame<'maintenance-plan'>, PlatformChoices {
  form: DeskForm
  /** `detailsBefore`: how long before a start details are due; null: none are expected. */
  programmes: { id: string; title: string; detailsBefore: number | null }[]
}

/** What is due next of a window: a notice by itself, details, its start, its end by hand (`overdue`: once it is past) or by itself. */
export interface NextOfWindow {
  kind: 'details' | 'notice' | 'start' | 'end' | 'overdue' | 'ends_itself' | 'nothing'
  at: Instant | null
  /** Of a notice. */
  when: NoticeView['when'] | null
}

export interface DeskMaintenanceView extends ConsoleFrame<'maintenance'>, PlatformChoices {
  maintenance: MaintenanceSummary
  /** HTML. */
  description: string
  reason: string
  endsBy: Ender
  impact: MaintenanceImpact
  programme: { title: string } | null
  told: boolean
  afterwards: boolean
  shortNotice: MaintenanceView['shortNotice']
  notices: NoticeView[]
  updates: MaintenanceUpdateView[]
  detailsDueAt: Instant | null
  next: NextOfWindow
  /** Was something done about it a moment ago? What the last word on it was; `saved` without one. */
  done: MaintenanceWording | 'saved' | null
  /** What it collides with now. */
  collisions: string[]
  ways: WindowWay[]
  /** Of these, what cannot be done any more, and somebody has written for. */
  gone: WindowWay[]
  /** The one whose form is open. */
  open: WindowWay | null
  forms: Readonly<Partial<Record<WindowWay, DeskForm>>>
}
