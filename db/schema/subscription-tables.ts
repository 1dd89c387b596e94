import type { Generated } from 'kysely'
import type { ChannelName, Instant, ScopeType } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

export interface SubscriberTable {
  id: string
  channel: ChannelName
  /** The e-mail address in lower case, the push endpoint, or the name of a sealed address (see `sealAddress`). */
  address: string
  /** For push `{p256dh, auth}`; of a sealed address `{sealed}`. */
  keys: Json | null
  locale: string
  time_zone: string | null
  state: 'pending' | 'active' | 'off'
  off_reason: string | null
  /** In the desk's words, of one that it has switched off itself: what was followed is kept. */
  disabled_why: string | null
  /** Where the consent came from: `page`, `api`, or an import's provenance. */
  source: string
  /** `Instant[]`: when confirmation mails were sent to this address, a week back. What limits mail bombing. */
  confirmation_mails: Generated<Json>
  /** Counts how often the subscriber left: the links with which it managed its subscription end with that. */
  link_generation: Generated<number>
  /** The e-mail address of whoever answers for an address that cannot be asked itself. */
  owner: string | null
  /** When its owner was last warned that nothing gets through. */
  warned_at: Instant | null
  /** Wall times of its zone, `22:00`: announcements wait for the end. */
  quiet_from: string | null
  quiet_to: string | null
  /** When the next weekly digest is due; null: none is wanted. */
  digest_at: Instant | null
  /** Of whoever left: `LeftBehind`, what it followed until then, for a while. */
  left_behind: Json | null
  /** `MovingTo`: the address to move to, once that confirms. */
  moving_to: Json | null
  created_at: Instant
  updated_at: Instant
}

/** An address may follow the same thing twice: as it is confirmed, and as it was asked for anew but not yet confirmed. */
export interface SubscriptionTable {
  id: string
  subscriber_id: string
  scope_type: ScopeType
  /** '' for `all`. */
  scope_id: string
  incidents: Bit
  maintenance: Bit
  state: 'pending' | 'active'
  /** Identifies the request its confirmation link answers. */
  requested_at: Instant
  confirmed_at: Instant | null
  /** The newest event when it was confirmed: only later ones are told, whatever a clock says. */
  since_event: Generated<number>
}
