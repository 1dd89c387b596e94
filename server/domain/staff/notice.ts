import type { Instant } from '../vocabulary.ts'

/** A link to somebody's own account, frozen with its event: the notice of a `staff.account` event. The link is not in it. */
export interface AccountNotice {
  purpose: 'invitation' | 'reset'
  /** What the link is made of, together with the secret key. */
  seed: string
  /** Whose account it is. */
  name: string
  /** Who has it sent, as the audit trail names them; null: somebody who says they are the owner. */
  by: string | null
  at: Instant
  /** The link is over from then on. */
  expiresAt: Instant
}
