import type { Generated } from 'kysely'
import type { CallChannel, CallResult, ContactRank, Purpose } from '../../server/domain/contact/contact.ts'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

/** A customer. */
export interface OrganisationTable {
  id: string
  name: string
  /** The provider's own number for it. */
  customer_number: string | null
  /** What it is found and ordered by (see `searchable`). */
  search: string
  /** When somebody last asked it to name contacts. */
  asked_at: Instant | null
  asked_by: string | null
  demo: Bit
  created_at: Instant
  updated_at: Instant
}

export interface OrganisationPlatformTable {
  organisation_id: string
  platform_id: string
}

/** A person whom an organisation named. */
export interface ContactTable {
  id: string
  organisation_id: string
  /** The subscriber at its address, which need not follow anything. */
  subscriber_id: string
  name: string
  title: string | null
  /** As the e-mail channel stores an address. */
  email: string
  phone: string | null
  locale: string
  time_zone: string | null
  rank: ContactRank
  /** What it is told of, by purpose. */
  master_case: Bit
  maintenance: Bit
  escalation: Bit
  /** Provenance: `api`, `console`, `self`, or the list it came with. */
  source: string
  /** What it is found by: name, title and address (see `searchable`). */
  search: string
  /** When the entry was last said to be right. */
  confirmed_at: Instant
  /** Counts what ends the links to its own entry. */
  link_generation: Generated<number>
  created_at: Instant
  updated_at: Instant
}

/** Opens an organisation's own page. */
export interface OrganisationLinkTable {
  id: string
  organisation_id: string
  /** SHA-256 of the token. */
  hash: string
  made_by: string
  made_at: Instant
  used_at: Instant | null
  revoked_at: Instant | null
}

/** What a contact asks the desk to put right in its entry. */
export interface ContactRequestTable {
  id: string
  contact_id: string
  /** `RequestedChange`. */
  change: Json
  created_at: Instant
  ended_at: Instant | null
  ended_by: string | null
  outcome: 'done' | 'dismissed' | 'replaced' | null
}

/** Proof that a contact was to be told of an event. What became of it is said by the delivery to the same subscriber. */
export interface ContactNoticeTable {
  event_id: number
  organisation_id: string
  /** See `addressHash`: stays when the person is erased. */
  address_hash: string
  /** Null: erased. */
  contact_id: string | null
  subscriber_id: string | null
  incident_id: string | null
  maintenance_id: string | null
  purpose: Exclude<Purpose, 'escalation'>
  rank: ContactRank
  channel: ChannelName
  /** Why it was not even sent; null: it was queued. */
  untold: string | null
  at: Instant
}

/** What the desk told somebody by hand. */
export interface ContactCallTable {
  id: string
  organisation_id: string
  contact_id: string | null
  address_hash: string
  incident_id: string | null
  maintenance_id: string | null
  channel: CallChannel
  result: CallResult
  note: string | null
  by: string
  at: Instant
}

/** Who was erased, so that neither a restored backup nor an old list brings them back. */
export interface ErasureTable {
  contact_id: string
  address_hash: string
  at: Instant
  /** Taken off by a list: a later list may bring them back. */
  by_list: Bit
}
