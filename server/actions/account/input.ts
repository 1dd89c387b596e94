import { z } from 'zod'
import { mailbox } from '../../channels/email/kind.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { short } from '../../lib/input/fields.ts'
import { newPassword } from '../staff/setup-input.ts'

/** What tickets are sealed for. */
export const TICKET = 'second step of signing in'

/** Whose password was right, which it was, and when. */
export interface Ticket {
  personId: string
  /** SHA-256 of what is stored of it: changing it makes the ticket worthless. */
  password: string
  at: Instant
  /** Who vouched for them in place of a password: the identity provider, by its name. */
  provider?: string
}

/** What totp secrets are sealed for: nobody else's row is good for them. */
export const factorOf = (personId: string) => `totp ${personId}`

/** Whose account it is, and the session that stays. */
export interface Own {
  personId: string
  sessionId: string
}

/** What the cookie of the session that stays is to have from now on. */
export interface Renewed {
  personId: string
  secret: string
}

const typed = short(200).min(1, { error: 'must not be empty' })

export const changePasswordInput = z.strictObject({ old: typed, password: newPassword })
export const codeInput = z.strictObject({ code: short(60).min(1, { error: 'must not be empty' }) })
export const setUpFactorInput = z.strictObject({
  secret: short(32).regex(/^[A-Z2-7]{32}$/, {
    error: 'The key is missing, or was changed on the way. Set up the one that is shown now.',
  }),
  code: short(60).min(1, { error: 'must not be empty' }),
  own: typed,
})
/** Of somebody who signs in at the identity provider alone. */
export const passwordlessFactorInput = setUpFactorInput.extend({ own: short(200).default('') })
export const removeFactorInput = z.strictObject({ own: typed })

/** Of an account without a second factor. The step stays: what was used before is not taken again. */
export const NO_FACTOR = { totp_secret: null, recovery_codes: '[]' }

/** What somebody says who has forgotten the password. */
export const forgottenInput = z.strictObject({ email: mailbox })
