import type { Window } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import { NOTICE_GRACE, type NoticePlan } from './notice-plan.ts'
import type { Ender, MaintenanceImpact, Occurrence, Programme } from './programme.ts'
import { UNSCHEDULED_NOTICES, UNSCHEDULED_TEXT } from './unscheduled.ts'

export const MAINTENANCE_STATES = [
  'planned',
  'announced',
  'in_progress',
  'verifying',
  'completed',
  'cancelled',
] as const
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number]

/** Everything that can be done with a window. `remind`, `note`, `follow_up`, `move` and `extend` keep its state. */
export const MAINTENANCE_STEPS = [
  'announce',
  'remind',
  'move',
  'start',
  'note',
  'extend',
  'verify',
  'resume',
  'complete',
  'follow_up',
  'cancel',
] as const
export type MaintenanceStep = (typeof MAINTENANCE_STEPS)[number]

/** The lifecycle: what may be done in each state, and the state after it. What is not listed is refused. */
export const MAINTENANCE_TRANSITIONS: Readonly<
  Record<MaintenanceState, Readonly<Partial<Record<MaintenanceStep, MaintenanceState>>>>
> = {
  planned: { announce: 'announced', move: 'planned', start: 'in_progress', cancel: 'cancelled' },
  announced: {
    remind: 'announced',
    move: 'announced',
    note: 'announced',
    start: 'in_progress',
    cancel: 'cancelled',
  },
  in_progress: { note: 'in_progress', extend: 'in_progress', verify: 'verifying', complete: 'completed' },
  verifying: { note: 'verifying', extend: 'verifying', resume: 'in_progress', complete: 'completed' },
  completed: { follow_up: 'completed' },
  cancelled: {},
}

/** Why a window was announced later than promised. */
export const SHORT_NOTICE_CLASSES = ['emergency', 'urgent'] as const
export interface ShortNotice {
  class: (typeof SHORT_NOTICE_CLASSES)[number]
  reason: string
}

/** What is particular about a window; null follows its programme. */
export interface Particulars {
  title: string | null
  description: string | null
  reason: string | null
  platforms: readonly string[] | null
  impact: MaintenanceImpact | null
  endsBy: Ender | null
  notices: NoticePlan | null
}

/** A window on record. Until it is announced it follows its programme in all that is not particular. */
export interface StoredMaintenance extends Window {
  id: string
  programmeId: string | null
  /** ISO date that the programme's rule gave; null for a window outside the rule. */
  originalDate: string | null
  state: MaintenanceState
  own: Particulars
  /** Has somebody said what is done? */
  detailed: boolean
  /** IANA zone its times are told in. */
  zone: string
  shortNotice: ShortNotice | null
  /** When subscribers first heard of it. */
  announcedAt: Instant | null
  beganAt: Instant | null
  endedAt: Instant | null
  /** When its time was set by hand: then it no longer follows a changed rule. */
  movedAt: Instant | null
  /** Rises with every change: the calendar's SEQUENCE. */
  revision: number
  /** When it last changed: the calendar's DTSTAMP. */
  updatedAt: Instant
}

/** A window with everything that is to be shown and told of it. */
export interface Maintenance extends StoredMaintenance {
  title: string
  description: string
  reason: string
  platforms: readonly string[]
  impact: MaintenanceImpact
  endsBy: Ender
  notices: NoticePlan
  programme: { id: string; title: string; detailsExpected: boolean } | null
}

export const NOTHING_PARTICULAR: Particulars = {
  title: null,
  description: null,
  reason: null,
  platforms: null,
  impact: null,
  endsBy: null,
  notices: null,
}

/** A window on record, what it leaves open filled in from its programme. */
export function resolve(stored: StoredMaintenance, programme: Programme | null): Maintenance {
  const { own } = stored
  const impact = own.impact ?? programme?.impact ?? 'under_maintenance'
  return {
    ...stored,
    title: own.title ?? programme?.title ?? 'Maintenance',
    description: own.description ?? programme?.description ?? UNSCHEDULED_TEXT.description,
    reason: own.reason ?? programme?.reason ?? UNSCHEDULED_TEXT.reason,
    platforms: own.platforms ?? programme?.platforms ?? [],
    impact,
    endsBy: own.endsBy ?? programme?.endsBy ?? (impact === 'none' ? 'clock' : 'hand'),
    notices: own.notices ?? programme?.notices ?? UNSCHEDULED_NOTICES,
    programme: programme && { id: programme.id, title: programme.title, detailsExpected: programme.detailsExpected },
  }
}

/** A window that nobody has touched, as its programme plans it. */
export function planned({ id, date, startsAt, endsAt }: Occurrence, programme: Programme): Maintenance {
  const stored: StoredMaintenance = {
    id,
    programmeId: programme.id,
    originalDate: date,
    state: 'planned',
    startsAt,
    endsAt,
    own: NOTHING_PARTICULAR,
    detailed: false,
    zone: programme.zone,
    shortNotice: null,
    announcedAt: null,
    beganAt: null,
    endedAt: null,
    movedAt: null,
    revision: programme.revision,
    updatedAt: programme.updatedAt,
  }
  return resolve(stored, programme)
}

/** Once people were told of a window, a change of its programme changes nothing about it. */
export function settled(maintenance: Maintenance): Maintenance {
  const { title, description, reason, platforms, impact, endsBy, notices } = maintenance
  return { ...maintenance, own: { title, description, reason, platforms, impact, endsBy, notices } }
}

export function isOver({ state }: Pick<Maintenance, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled'
}

export function isRunning({ state }: Pick<Maintenance, 'state'>): boolean {
  return state === 'in_progress' || state === 'verifying'
}

/** Does it last longer than it was told to? A person needs some minutes to type "done". */
export function overruns(m: Pick<Maintenance, 'state' | 'endsAt'>, now: Instant): boolean {
  return isRunning(m) && now > overrunsAfter(m)
}

export function overrunsAfter({ endsAt }: Pick<Maintenance, 'endsAt'>): Instant {
  return endsAt + NOTICE_GRACE
}

/** Was it first told when it had begun already? Such a notice says so. */
export function toldAfterwards({ announcedAt, beganAt }: Pick<Maintenance, 'announcedAt' | 'beganAt'>): boolean {
  return announcedAt !== null && beganAt !== null && announcedAt > beganAt + NOTICE_GRACE
}
