import { DAY, type Instant, MINUTE } from '../vocabulary.ts'

/** Where a subscriber wants to move to, and when that was asked. */
export interface MovingTo {
  address: string
  at: Instant
}

/** So long does the link to the new address work. */
const MOVE_WITHIN = DAY
/** Asking for the same address again sends nothing so soon. */
const AGAIN_AFTER = 10 * MINUTE

/** Where a subscriber is about to move to; null: nowhere, or no longer. */
export function movingTo({ moving_to }: { moving_to: string | null }, now: Instant): MovingTo | null {
  const moving: MovingTo | null = moving_to === null ? null : JSON.parse(moving_to)
  return moving && now <= moving.at + MOVE_WITHIN ? moving : null
}

/** Was that address asked just now? */
export function isAskedAlready(moving: MovingTo | null, address: string, now: Instant): boolean {
  return moving !== null && moving.address === address && now < moving.at + AGAIN_AFTER
}

/**
 * What is told of a change of address: the new one is asked (`ask`), and both hear that it is done: the old one
 * (`moved`), and the new one, with its links (`arrived`). The notice of a `subscription.moving` event.
 */
export interface MovingNotice {
  what: 'ask' | 'moved' | 'arrived'
  subscriberId: string
  /** When it was asked, or done. */
  at: Instant
  /** Masked. */
  from: string
  to: string
  locale: string
}
