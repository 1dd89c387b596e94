import { z } from 'zod'
import { mailbox } from '../../channels/email/kind.ts'
import { ROLES } from '../../domain/vocabulary.ts'
import { plainName } from '../../lib/input/fields.ts'

const mail = z.boolean().optional().describe('Mails the link, too.')

export const invitePersonInput = z.strictObject({ email: mailbox, name: plainName(60), role: z.enum(ROLES), mail })
export type Invitation = z.output<typeof invitePersonInput>

const change = z.strictObject({
  name: plainName(60).optional(),
  role: z.enum(ROLES).optional(),
  disabled: z.boolean().optional(),
  breakGlass: z
    .boolean()
    .optional()
    .describe(
      'Is the account kept for when the identity provider is down? Beside one, passwords then count of such alone.',
    ),
  secondFactor: z.literal(false).optional().describe('`false` removes it.'),
  sessions: z.literal(0).optional().describe('`0` signs the person out everywhere.'),
  reset: z.literal(true).optional().describe('Makes a link to set a new password.'),
  confirmed: z
    .literal(true)
    .optional()
    .describe('Knows what it does to take the last break-glass account away, or to mark one that the provider knows.'),
  mail,
})
export const changePersonInput = change.refine(({ mail, reset }) => !mail || reset, {
  ...{ path: ['mail'], error: 'goes with "reset": nothing else makes a link' },
})
export type PersonChange = z.output<typeof changePersonInput>

/** The one-time link of somebody, to be handed over: it is not shown again. */
export interface Linked {
  id: string
  /** Of `/staff/setup/`; null if none was made. */
  token: string | null
}

/** What became of an account. */
export interface Changed extends Linked {
  /** Names of the tokens that were revoked with it, or with its role. */
  revoked: string[]
}
