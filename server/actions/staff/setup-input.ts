import { z } from 'zod'
import { mailbox } from '../../channels/email/kind.ts'
import { plainName, short } from '../../lib/input/fields.ts'
import { PASSWORD_LENGTH } from '../../lib/secret/guessable.ts'

/** Neither cleaned nor trimmed: it is as it was typed. Longer ones are refused before they cost anything. */
export const newPassword = short(200).min(PASSWORD_LENGTH, {
  error: `must have at least ${PASSWORD_LENGTH} characters`,
  abort: true,
})

/** What the first administrator says. */
export const firstInput = z.strictObject({ name: plainName(60), email: mailbox, password: newPassword })
/** What somebody with an account says. */
export const passwordInput = z.strictObject({ password: newPassword })

export type SetupRequest = z.output<typeof firstInput> | z.output<typeof passwordInput> | Record<never, never>

/** What somebody says to sign in. Passwords of any length are compared; only what nobody has is refused. */
export const signInInput = z.strictObject({ email: mailbox, password: short(200).min(1) })
