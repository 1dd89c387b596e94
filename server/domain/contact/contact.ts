import type { Instant } from '../vocabulary.ts'

/** What a customer names somebody for (support plan, "main points of contact"): the last is its own list for escalations. */
export const PURPOSES = ['master_case', 'maintenance', 'escalation'] as const
export type Purpose = (typeof PURPOSES)[number]
/** Those that Signalpost tells; an escalation is told by hand. */
export type ToldPurpose = Exclude<Purpose, 'escalation'>

export const CONTACT_RANKS = ['primary', 'backup'] as const
export type ContactRank = (typeof CONTACT_RANKS)[number]

/** More than any customer names. */
export const MOST_CONTACTS = 200
/** Links to an organisation's own page that are valid at a time. */
export const MOST_LINKS = 5

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

/** One entry of two for the same person: what `into` says, what only `from` says, and what both are named for. */
export function united(from: ContactFields, into: ContactFields): ContactFields {
  return {
    ...into,
    title: into.title ?? from.title,
    phone: into.phone ?? from.phone,
    timeZone: into.timeZone ?? from.timeZone,
    rank: from.rank === 'primary' ? 'primary' : into.rank,
    purposes: PURPOSES.filter((purpose) => from.purposes.includes(purpose) || into.purposes.includes(purpose)),
  }
}
