import type { Role } from '../vocabulary.ts'
import { ROLES } from '../vocabulary.ts'

/** How staff sign in at an identity provider of their employer (OpenID Connect). */
export interface SingleSignOn {
  issuer: string
  clientId: string
  clientSecret: string
  /** As the button names it: "Microsoft". */
  name: string
  /** The claim that lists what somebody may be here. */
  rolesClaim: string
  /** Which values of that claim give which role. */
  roles: Readonly<Record<Role, readonly string[]>>
}

/** What an identity provider vouches for of somebody. */
export interface Claims {
  issuer: string
  /** Of an issuer with several tenants; otherwise ''. */
  tenant: string
  /** Never given to anybody else, unlike a mail address. */
  subject: string
  /** In lower case; null where the provider tells none. */
  email: string | null
  /** Does the provider say that the address is this person's? */
  isEmailVerified: boolean
  name: string | null
  /** The values of the claim that lists roles. */
  values: readonly string[]
}

/** The highest role that the values give; null if they give none. */
export function roleGiven({ roles }: Pick<SingleSignOn, 'roles'>, values: readonly string[]): Role | null {
  return ROLES.findLast((role) => roles[role].some((value) => values.includes(value))) ?? null
}
