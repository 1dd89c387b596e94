import type { Window } from '../time/window.ts'
import type { Instant, MaintenanceState } from '../vocabulary.ts'
import { NOTICE_GRACE, type NoticePlan } from './notice-plan.ts'
import type { Ender, MaintenanceImpact, Occurrence, Programme } from './programme.ts'
import { translationsOf, type WindowTranslations } from './translations.ts'
import { UNSCHEDULED_NOTICES, UNSCHEDULED_TEXT } from './unscheduled.ts'

export { MAINTENANCE_STATES, type MaintenanceState } from '../vocabulary.ts'

/** The steps of a window. `remind`, `note`, `follow_up`, `move`, `extend` and `overrun` keep its state. */
export const MAINTENANCE_STEPS = [
  'announce',
  'remind',
  'move',
  'start',
  'note',
  'extend',
  'overrun',
  'verify',
  'resume',
  'complete',
  'follow_up',
  'cancel',
] as const
export type MaintenanceStep = (typeof MAINTENANCE_STEPS)[number]

/** The lifecycle: the steps possible in each state, and the state after each. What is not listed is refused. */
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
  in_progress: {
    note: 'in_progress',
    extend: 'in_progress',
    overrun: 'in_progress',
    verify: 'verifying',
    complete: 'completed',
  },
  verifying: {
    note: 'verifying',
    extend: 'verifying',
    overrun: 'verifying',
    resume: 'in_progress',
    complete: 'completed',
  },
  completed: { follow_up: 'completed' },
  cancelled: {},
}

/** Why a window was announced later than promised. */
export const SHORT_NOTICE_CLASSES = ['emergency', 'urgent'] as const
export interface ShortNotice {
  class: (typeof SHORT_NOTICE_CLASSES)[number]
  reason: string
}

/** A window's own values; null means the programme's. */
interface Particulars {
  title: string | null
  description: string | null
  reason: string | null
  translations: WindowTranslations
  platforms: readonly string[] | null
  impact: MaintenanceImpact | null
  endsBy: Ender | null
  notices: NoticePlan | null
}

/** A window on record. Until it is announced, it follows its programme in everything without an own value. */
export interface StoredMaintenance extends Window {
  id: string
  programmeId: string | null
  /** The ISO date of the occurrence in the programme's rule; null for a single window. */
  originalDate: string | null
  state: MaintenanceState
  own: Particulars
  /** Has somebody described the work? */
  detailed: boolean
  /** IANA zone in which its times are given: its programme's, or of a single window the provider's. */
  zone: string
  shortNotice: ShortNotice | null
  /** When subscribers were first notified. */
  announcedAt: Instant | null
  beganAt: Instant | null
  endedAt: Instant | null
  /** When its time was set by hand; it then no longer follows a changed rule. */
  movedAt: Instant | null
  /** Increases with every change: the calendar's SEQUENCE. */
  revision: number
  /** When it last changed: the calendar's DTSTAMP. */
  updatedAt: Instant
}

/** A window with everything that is shown and sent. */
export interface Maintenance extends StoredMaintenance {
  title: string
  description: string
  reason: string
  /** Those texts in other languages. */
  translations: WindowTranslations
  platforms: readonly string[]
  impact: MaintenanceImpact
  endsBy: Ender
  notices: NoticePlan
  programme: Pick<Programme, 'id' | 'title' | 'translations' | 'detailsExpected'> | null
}

export const NOTHING_PARTICULAR: Particulars = {
  title: null,
  description: null,
  reason: null,
  translations: {},
  platforms: null,
  impact: null,
  endsBy: null,
  notices: null,
}

/** A window on record, completed from its programme. */
export function resolve(stored: StoredMaintenance, programme: Programme | null): Maintenance {
  const { own } = stored
  const impact = own.impact ?? programme?.impact ?? 'under_maintenance'
  return {
    ...stored,
    // Nobody chooses a zone for one window: it is told in that of its programme, also where the programme has moved on.
    zone: programme?.zone ?? stored.zone,
    title: own.title ?? programme?.title ?? UNSCHEDULED_TEXT.title,
    description: own.description ?? programme?.description ?? UNSCHEDULED_TEXT.description,
    reason: own.reason ?? programme?.reason ?? UNSCHEDULED_TEXT.reason,
    translations: translationsOf(own, programme?.translations ?? {}),
    platforms: own.platforms ?? programme?.platforms ?? [],
    impact,
    endsBy: own.endsBy ?? programme?.endsBy ?? (impact === 'none' ? 'clock' : 'hand'),
    notices: own.notices ?? programme?.notices ?? UNSCHEDULED_NOTICES,
    programme: programme && {
      ...{ id: programme.id, title: programme.title, translations: programme.translations },
      detailsExpected: programme.detailsExpected,
    },
  }
}

/** A window that is not on record, as its programme plans it. */
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

/** The window with all values as its own: once announced, a change of its programme no longer changes it. */
export function settled(maintenance: Maintenance): Maintenance {
  const { title, description, reason, translations, platforms, impact, endsBy, notices } = maintenance
  return { ...maintenance, own: { title, description, reason, translations, platforms, impact, endsBy, notices } }
}

export function isOver({ state }: Pick<Maintenance, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled'
}

export function isRunning({ state }: Pick<Maintenance, 'state'>): boolean {
  return state === 'in_progress' || state === 'verifying'
}

/** Is it staff who end it? Once they verify it, they also complete it. */
export function endsByHand({ state, endsBy }: Pick<Maintenance, 'state' | 'endsBy'>): boolean {
  return endsBy === 'hand' || state === 'verifying'
}

type Ending = Pick<Maintenance, 'state' | 'endsAt' | 'endsBy'>

/** Does it last longer than announced? */
export function overruns(m: Ending, now: Instant): boolean {
  return isRunning(m) && now > overrunsAfter(m)
}

/** A few minutes are allowed for the clock to end it; followers of what staff end are told at its very end. */
export function overrunsAfter(m: Ending): Instant {
  return endsByHand(m) ? m.endsAt : m.endsAt + NOTICE_GRACE
}

/** The window after its followers were told of it: whatever told them, it is announced. */
export function heardOf(m: Maintenance, now: Instant): Maintenance {
  const state = m.state === 'planned' ? 'announced' : m.state
  return { ...m, state, announcedAt: m.announcedAt ?? now }
}

/** When it took place: as planned until it is over. */
export function actualWindow({ startsAt, endsAt, beganAt, endedAt }: StoredMaintenance): Window {
  return endedAt === null ? { startsAt, endsAt } : { startsAt: beganAt ?? startsAt, endsAt: endedAt }
}

/** Did it end at another time than planned, before it began (`planned`) or while it ran? */
export function endedOtherwise({ endsAt, endedAt }: Pick<Maintenance, 'endsAt' | 'endedAt'>, planned: Window): boolean {
  return endedAt !== null && (endedAt !== endsAt || endedAt !== planned.endsAt)
}

/** Was it first announced after it had begun? The notice then says so. */
export function toldAfterwards({ announcedAt, beganAt }: Pick<Maintenance, 'announcedAt' | 'beganAt'>): boolean {
  return announcedAt !== null && beganAt !== null && announcedAt > beganAt + NOTICE_GRACE
}
