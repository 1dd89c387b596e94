import type { Role } from '../vocabulary.ts'

/** How people sign in, as the configuration says. */
export interface SignInRules {
  /** What the identity provider is called; null: there is none. */
  provider: string | null
  /** The roles that need a second factor of our own. */
  secondFactor: readonly Role[]
  /** Also where somebody comes by way of the provider, which otherwise sees to that itself. */
  secondFactorAtProvider: boolean
}

export const DEFAULT_SIGN_IN: SignInRules = { provider: null, secondFactor: [], secondFactorAtProvider: false }

/** By what a session began: a password, a one-time link, a passkey, or the word of the identity provider. */
export type Way = 'password' | 'link' | 'passkey' | 'provider'
