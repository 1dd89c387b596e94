import type { Instant } from '../vocabulary.ts'
import type { SignInRules, Way } from './sign-in-rules.ts'

/** That somebody signed in past the identity provider: the notice of a `staff.break_glass` event. */
export interface BreakGlassNotice {
  /** Whose account it is. */
  name: string
  /** Such as "Firefox on Linux". */
  browser: string
  at: Instant
}

/**
 * May somebody come in by password? Beside an identity provider only who is marked for when it is down, once one of these
 * can sign in (`ready`: how many can); before, and without a provider, everybody.
 */
export function passwordCounts(
  { provider }: Pick<SignInRules, 'provider'>,
  ready: number,
  isBreakGlass: boolean,
): boolean {
  return provider === null || ready === 0 || isBreakGlass
}

/** Does such an account come in past the provider? That is told loudly. */
export function isPastProvider({ provider }: Pick<SignInRules, 'provider'>, isBreakGlass: boolean, way: Way): boolean {
  return provider !== null && isBreakGlass && way !== 'provider'
}
