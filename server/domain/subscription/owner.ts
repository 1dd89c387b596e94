import type { Via } from '../incident/notice.ts'
import type { Instant } from '../vocabulary.ts'

/** What the owner of an address is told of it: the notice of a `subscription.owner` event. */
export interface OwnerNotice {
  /** `connected`: it is confirmed. `failing`: nothing gets through. `off`: nothing is sent there any more. */
  what: 'connected' | 'failing' | 'off'
  via: Via
  /** The subscriber at the address, and which of its links are valid. */
  subscriberId: string
  linkGeneration: number
  locale: string
  /** The subscriber's, in which times are told. */
  timeZone?: string | null
  at: Instant
  /** Since when nothing got through, and what the other side said last. */
  since?: Instant
  why?: string
}
