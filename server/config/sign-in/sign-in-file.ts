import { z } from 'zod'
import { DEFAULT_SIGN_IN, type SignInRules } from '../../domain/staff/sign-in-rules.ts'
import type { SingleSignOn } from '../../domain/staff/single-sign-on.ts'
import { ROLES } from '../../domain/vocabulary.ts'
import { writtenLine } from '../../lib/input/fields.ts'
import type { Environment } from '../environment.ts'

const values = z.array(writtenLine(200)).max(50).default([])
const roles = z
  .strictObject({
    admin: values,
    lead: values,
    agent: values,
    reporter: values,
  })
  .describe(
    'Which values of that claim give which role; of several the highest counts, and whoever has none is refused.',
  )

/** `signIn`: how staff sign in, also at the identity provider that `OIDC_ISSUER` names. */
export const signInFile = z
  .strictObject({
    name: writtenLine(40)
      .default('single sign-on')
      .describe('What the button calls the provider, such as "Microsoft".'),
    rolesClaim: writtenLine(200).default('roles').describe('The claim that lists what somebody may be here.'),
    roles: roles.default({ admin: [], lead: [], agent: [], reporter: [] }),
    secondFactor: z
      .array(z.enum(ROLES))
      .default([])
      .describe(
        'The roles that need a second factor: whoever signs in by password without one sets it up before anything else opens.',
      ),
    secondFactorAtProvider: z
      .boolean()
      .default(false)
      .describe('Asks for it also where somebody comes from the provider, which otherwise sees to that itself.'),
  })
  .describe(
    'How staff sign in: who needs a second factor, and an identity provider (OpenID Connect); see docs/single-sign-on.md.',
  )

type SignInFile = z.output<typeof signInFile>
type Given = Pick<Environment, 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET'>

/** The identity provider; undefined where none is configured. Adds to `problems` what is there by half. */
export function singleSignOnOf(
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Given,
  file: SignInFile | undefined,
  problems: string[],
): SingleSignOn | undefined {
  const given = [issuer, clientId, clientSecret].filter((value) => value !== undefined)
  if (given.length === 0) {
    if (file && (!hasNoRoles(file) || file.secondFactor.length === 0))
      problems.push(
        'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed: `signIn` is about them, but for `signIn.secondFactor`.',
      )
    return undefined
  }
  if (!issuer || !clientId || !clientSecret) {
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.')
    return undefined
  }
  if (!file || hasNoRoles(file)) {
    problems.push('`signIn.roles` is needed beside OIDC_ISSUER: without it nobody could sign in there.')
    return undefined
  }
  const { name, rolesClaim, roles } = file
  return { issuer, clientId, clientSecret, name, rolesClaim, roles }
}

/** What follows for everybody who signs in. */
export function rulesOf(file: SignInFile | undefined, provider: string | null): SignInRules {
  if (!file) return { ...DEFAULT_SIGN_IN, provider }
  const { secondFactor, secondFactorAtProvider } = file
  return { provider, secondFactor, secondFactorAtProvider }
}

function hasNoRoles(file: SignInFile): boolean {
  return ROLES.every((role) => file.roles[role].length === 0)
}
