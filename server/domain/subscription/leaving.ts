import type { ConfirmationRequest, Via } from '../incident/notice.ts'
import { DAY, type Instant, type Kind, type Scope } from '../vocabulary.ts'

/** Why a subscriber is off who asked for it; other reasons say what became of the address. */
export const UNSUBSCRIBED = 'unsubscribed'

/** So long may whoever left take that back. */
export const UNDO_WITHIN = 7 * DAY

/** What whoever left followed until then, and how it was told. */
export interface LeftBehind {
  at: Instant
  follows: readonly { scope: Scope; kinds: readonly Kind[] }[]
  locale: string
  timeZone: string | null
  quietFrom: string | null
  quietTo: string | null
  digestAt: Instant | null
  /** Of its links until then, which work again. */
  linkGeneration?: number
}

/** What an address is told that left, for whoever else reads there: the notice of a `subscription.left` event. */
export interface LeftNotice {
  subscriberId: string
  at: Instant
  follows: ConfirmationRequest['follows']
  locale: string
  /** The subscriber's, in which times are told. */
  timeZone?: string | null
  /** Where messages went, if that is not where it is told. */
  via?: Via
  /** Organisations that named whoever reads there, and are promised that it is told. */
  namedBy?: readonly string[]
}

/** May this departure still be taken back, once? */
export function canBeUndone(
  subscriber: { state: string; left_behind: string | null },
  at: Instant,
): subscriber is { state: 'off'; left_behind: string } {
  if (subscriber.state !== 'off' || subscriber.left_behind === null) return false
  const behind: LeftBehind = JSON.parse(subscriber.left_behind)
  return behind.at === at
}
