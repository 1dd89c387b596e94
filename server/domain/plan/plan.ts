import type { Team } from '../ladder/duty.ts'
import { DEFAULT_LADDER, type Rung } from '../ladder/ladder.ts'
import { DEFAULT_SIGN_IN, type SignInRules } from '../staff/sign-in-rules.ts'
import { HOUR, MINUTE, type Priority, type Role } from '../vocabulary.ts'
import { type ChangePlan, DEFAULT_CHANGES } from './changes.ts'
import type { Span } from './span.ts'
import { DEFAULT_SUPPORT, type Support } from './support.ts'

export type { Span }

export interface PriorityPolicy {
  firstResponse: Span
  /** The next update is promised this long after each public update. */
  every: Span
  /** May customers ask for another rhythm? */
  asRequested: boolean
  /** On a P1G nothing extends the cadence: ETR, vendor and hold are shown, but the promise stays. */
  extendable: boolean
  /** Becomes public only after staff have confirmed it. */
  confirm: boolean
}

/** The support plan as data. Times of day and business days are the provider's, in `zone`. */
export interface Plan {
  zone: string
  /** The languages of pages and messages. Staff write in the first, and what is stored for customers is written in it. */
  languages: readonly string[]
  /** ISO dates that are not business days. */
  holidays: readonly string[]
  priorities: Readonly<Record<Priority, PriorityPolicy>>
  /** The lowest role that may designate a P1G. */
  p1gRole: Role
  /** Texts of these priorities wait for a second person, though never against the hour. */
  fourEyes: readonly Priority[]
  /** So do those that come with a token. */
  fourEyesForTokens: boolean
  /** A promise is `due_soon` this long before it is due. */
  dueSoon: number
  /** Without an answer from the customers for this long, the desk is told to close the case. */
  noAnswer: Span
  /** A report on the cause is promised this long after the update that resolves a P1G; null: none is promised. */
  postmortem: Span | null
  /** E-mail addresses of staff that are notified by role, in lower case. */
  staff: { leads: readonly string[]; desk: readonly string[] }
  /** Who is told around the due time of what is promised, in the order of the moments. */
  ladder: readonly Rung[]
  /** Who fills the roles of the ladder; `staff` fills those of desk and duty lead that no team has. */
  teams: readonly Team[]
  support: Support
  /** Requests for changes. */
  changes: ChangePlan
  signIn: SignInRules
}

/** The defaults of the support plan. */
export const DEFAULT_PLAN: Plan = {
  zone: 'America/Denver',
  languages: ['en'],
  holidays: [],
  p1gRole: 'agent',
  fourEyes: [],
  fourEyesForTokens: false,
  dueSoon: 15 * MINUTE,
  noAnswer: { businessDays: 2 },
  postmortem: null,
  staff: { leads: [], desk: [] },
  ladder: DEFAULT_LADDER,
  teams: [],
  support: DEFAULT_SUPPORT,
  changes: DEFAULT_CHANGES,
  signIn: DEFAULT_SIGN_IN,
  priorities: {
    P1G: {
      firstResponse: { ms: 15 * MINUTE },
      every: { ms: HOUR },
      asRequested: false,
      extendable: false,
      confirm: false,
    },
    P1: {
      firstResponse: { ms: 15 * MINUTE },
      every: { ms: HOUR },
      asRequested: true,
      extendable: true,
      confirm: false,
    },
    P2: {
      firstResponse: { ms: 30 * MINUTE },
      every: { ms: 2 * HOUR },
      asRequested: false,
      extendable: true,
      confirm: false,
    },
    P3: {
      firstResponse: { ms: 4 * HOUR },
      every: { businessDays: 1 },
      asRequested: false,
      extendable: true,
      confirm: true,
    },
    P4: {
      firstResponse: { businessDays: 1 },
      every: { businessDays: 2 },
      asRequested: false,
      extendable: true,
      confirm: true,
    },
  },
}
