import type { Instant } from '../vocabulary.ts'

/** What a customer names somebody for (support plan, "main points of contact"): the last is its own list for escalations. */
export const PURPOSES = ['master_case', 'maintenance', 'escalation'] as const
export type Purpose = (typeof PURPOSES)[number]
/** Those that Signalpost tells; an escalation is told by hand. */
export type ToldPurpose = Exclude<Purpose, 'escalation'>

export const CONTACT_RANKS = ['primary', 'backup'] as const
export type ContactRank = (typeof CONTACT_RANKS)[number]

/** How somebody was told by hand, and what came of it. */
export const CALL_CHANNELS = ['phone', 'email', 'chat', 'in_person'] as const
export type CallChannel = (typeof CALL_CHANNELS)[number]
export const CALL_RESULTS = ['reached', 'message_left', 'not_reached'] as const
export type CallResult = (typeof CALL_RESULTS)[number]

/** A customer organisation. */
export interface Organisation {
  id: string
  name: string
  customerNumber: string | null
  /** Ids of the platforms that it uses. */
  platforms: readonly string[]
}

/** What is said of a person whom an organisation named. */
export interface ContactFields {
  name: string
  title: string | null
  email: string
  phone: string | null
  locale: string
  timeZone: string | null
  rank: ContactRank
  purposes: readonly Purpose[]
}

export interface Contact extends ContactFields {
  id: string
  organisationId: string
  /** Where the entry comes from. */
  source: string
  /** When it was last said to be right. */
  confirmedAt: Instant
  /** Why nothing is sent to the address; null: it is. */
  unreachable: Unreachable | null
}

export interface Unreachable {
  how: 'bounced' | 'suppressed'
  why: string
}
