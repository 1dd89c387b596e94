import type { WeeklyHours } from '../time/office-hours.ts'

/** How customers reach support. */
export interface SupportChannel {
  kind: 'portal' | 'email' | 'chat' | 'phone'
  /** The name that customers know; null: the page names it by its kind. */
  name: string | null
  /** An e-mail address, a telephone number or a URL; null until the operator has configured it. */
  contact: string | null
  /** In the provider's zone. */
  hours: WeeklyHours
  /** Is it meant for urgent matters? */
  urgent: boolean
  /** One sentence to know before using it. */
  note: string | null
  /** Do cases that come this way start at the lowest priority? Said where there is no note. */
  startsLow: boolean
}

/** Another contact: the portal, the knowledge base, billing, requests for changes. */
export interface SupportPlace {
  kind: 'portal' | 'knowledge_base' | 'changes' | 'billing' | 'other'
  name: string | null
  contact: string | null
  hours: WeeklyHours | null
  note: string | null
}

/** A contact person or desk. `families` are groups of platforms; none means all. */
export interface SupportPerson {
  role: string
  name: string | null
  contact: string | null
  families: readonly string[]
}

/** The contents of the support page beside the rules. Names, numbers and addresses come from the operator. */
export interface Support {
  channels: readonly SupportChannel[]
  places: readonly SupportPlace[]
  /** The main points of contact. */
  contacts: readonly SupportPerson[]
  /** Whom a customer may call next, in order. */
  escalation: readonly SupportPerson[]
}

const CHAT_HOURS: WeeklyHours = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '05:00', to: '24:00' },
  { days: ['sat', 'sun'], from: '08:00', to: '17:00' },
]
const CHANGE_HOURS: WeeklyHours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '19:00' }]

const COMMON = { name: null, contact: null, note: null } as const

/** The defaults of the support plan: opening hours, without addresses. */
export const DEFAULT_SUPPORT: Support = {
  channels: [
    { ...COMMON, kind: 'portal', hours: 'always', urgent: false, startsLow: true },
    { ...COMMON, kind: 'email', hours: 'always', urgent: false, startsLow: true },
    { ...COMMON, kind: 'chat', hours: CHAT_HOURS, urgent: true, startsLow: false },
    { ...COMMON, kind: 'phone', hours: 'always', urgent: true, startsLow: false },
  ],
  places: [{ ...COMMON, kind: 'changes', hours: CHANGE_HOURS }],
  contacts: [],
  escalation: [],
}
