import type { Instant } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from '../frame.ts'

/** A passkey of one's own. */
export interface PasskeyRow {
  id: string
  name: string
  madeAt: Instant
  usedAt: Instant | null
  /** How many browsers are signed in with it. */
  sessions: number
  /** Is this one of them? */
  isThis: boolean
}

/** Adding a passkey: what it is to be called; then the device is asked to make it. */
export interface NewPasskeyView extends ConsoleFrame<'passkeys/new'> {
  email: string
  /** As typed. */
  name: string
  /** What the device is asked, as JSON; null before. */
  options: string | null
}

/** What removing a passkey does. */
export interface PasskeyView extends ConsoleFrame<'passkeys/remove'> {
  email: string
  passkey: PasskeyRow
}
