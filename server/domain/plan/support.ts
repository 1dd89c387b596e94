import type { WeeklyHours } from '../time/office-hours.ts'

/** How customers reach support. */
export interface SupportChannel {
  kind: 'portal' | 'email' | 'chat' | 'phone'
  /** As customers know it; null: its kind says enough. */
  name: string | null
  /** An address, a number, or a URL; null until the operator has said it. */
  contact: string | null
  /** In the provider's zone. */
  hours: WeeklyHours
  /** Is it the way to go when something is urgent? */
  urgent: boolean
  /** One sentence to know before using it. */
  note: string | null
  /** Do cases that come this way start at the lowest priority? Said where there is no note. */
  startsLow: boolean
}

/** Somewhere else to go: the portal, the knowledge base, billing, requests for changes. */
export interface SupportPlace {
  kind: 'portal' | 'knowledge_base' | 'changes' | 'billing' | 'other'
  name: string | null
  contact: string | null
  hours: WeeklyHours | null
  note: string | null
}

/** Somebody with a name, or a desk. `families` are groups of platforms; none means all of them. */
export interface SupportPerson {
  role: string
  name: string | null
  contact: string | null
  families: readonly string[]
}

/** What the support page says beyond the rules. Names, numbers and addresses are the operator's alone. */
export interface Support {
  channels: readonly SupportChannel[]
  places: readonly SupportPlace[]
  /** The main points of contact. */
  contacts: readonly SupportPerson[]
  /** Whom a customer may call next, in this order. */
  escalation: readonly SupportPerson[]
}

const CHAT_HOURS: WeeklyHours = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '05:00', to: '24:00' },
  { days: ['sat', 'sun'], from: '08:00', to: '17:00' },
]
const CHANGE_HOURS: WeeklyHours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '19:00' }]

const COMMON = { name: null, contact: null, note: null } as const

/** The defaults of the support plan: what is open when, and nobody's address. */
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
