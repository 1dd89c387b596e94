import type { Reader } from '../../../../db/schema/index.ts'
import { readyBreakGlass } from '../../../../db/staff/break-glass.ts'
import { refuse } from '../../../domain/refusal.ts'
import { passwordCounts } from '../../../domain/staff/break-glass.ts'
import type { SignInRules } from '../../../domain/staff/sign-in-rules.ts'

/** Does a password let somebody in? `person`: null, a stranger, for whom the answer tells whether it does for everybody. */
export async function mayUsePassword(
  db: Reader,
  rules: SignInRules,
  person: { break_glass: number; demo: number } | null,
): Promise<boolean> {
  if (rules.provider === null || person?.demo === 1) return true
  return passwordCounts(rules, (await readyBreakGlass(db)).length, person?.break_glass === 1)
}

/** To somebody whose password does not count: known or not, right or wrong, the words are the same. */
export function atProvider({ provider }: SignInRules) {
  const detail = `Sign in with ${provider}. A password counts only of an account that is kept for when ${provider} is down: if this is one, the e-mail address or the password is wrong.`
  return refuse({ kind: 'invalid', code: 'use_provider', detail })
}
