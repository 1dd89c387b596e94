import type { Role } from '../vocabulary.ts'
import type { SignInRules, Way } from './sign-in-rules.ts'

/** What somebody signs in with beside a password. */
interface Factors {
  /** Sealed; null: no authenticator app. */
  totp_secret: string | null
  hasPasskey: boolean
}

/** Is somebody asked for a code after the password? */
export function asksForCode({ totp_secret }: Pick<Factors, 'totp_secret'>): boolean {
  return totp_secret !== null
}

/**
 * Does somebody have a second factor? A passkey is one by itself: it is on a device that its owner has, and is used only
 * after the device has asked who they are.
 */
export function hasSecondFactor({ totp_secret, hasPasskey }: Factors): boolean {
  return totp_secret !== null || hasPasskey
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
