import type { Role } from '../vocabulary.ts'
import type { SignInRules, Way } from './sign-in-rules.ts'

/** Has somebody a second factor, of whatever kind? The one place that says so. */
export function hasSecondFactor({ totp_secret }: { totp_secret: string | null }): boolean {
  return totp_secret !== null
}

interface Entry {
  role: Role
  way: Way
  /** The visitor of the demonstration has no password to add anything to. */
  demo: boolean
}

/** Does somebody of this role need a second factor of our own, coming this way? */
export function needsSecondFactor(rules: SignInRules, { role, way, demo }: Entry): boolean {
  if (demo || !rules.secondFactor.includes(role)) return false
  return way !== 'provider' || rules.secondFactorAtProvider
}
