import { z } from 'zod'
import { mailbox } from '../../../channels/email/kind.ts'
import type { Claims } from '../../../domain/staff/single-sign-on.ts'
import { plainName } from '../../../lib/input/fields.ts'

const said = z.object({
  iss: z.string().max(2_000),
  sub: z.string().min(1).max(255),
  tid: z.string().max(255).catch('').default(''),
  email: mailbox.nullable().catch(null).default(null),
  // Entra ID names it so, and by a number.
  email_verified: z.boolean().catch(false).default(false),
  xms_edov: z
    .union([z.boolean(), z.literal([1, '1', 'true']).transform(() => true)])
    .catch(false)
    .default(false),
  name: plainName(60).nullable().catch(null).default(null),
})

const values = z.union([z.array(z.string()).max(1_000), z.string().transform((one) => [one])]).catch([])

/** What an identity provider says of somebody, read once; what is odd in it counts as not said. */
export function claimsIn(all: Record<string, unknown>, rolesClaim: string): Claims {
  const { iss, sub, tid, email, name, ...verified } = said.parse(all)
  const isEmailVerified = verified.email_verified || verified.xms_edov
  return { issuer: iss, tenant: tid, subject: sub, email, isEmailVerified, name, values: values.parse(all[rolesClaim]) }
}
