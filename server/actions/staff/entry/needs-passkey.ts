import type { Reader, Row } from '../../../../db/schema/index.ts'
import { listPasskeys } from '../../../../db/staff/passkeys.ts'
import { refuse } from '../../../domain/refusal.ts'
import { asksForCode, needsSecondFactor } from '../../../domain/staff/second-factor.ts'
import type { SignInRules } from '../../../domain/staff/sign-in-rules.ts'

type Entering = Pick<Row<'people'>, 'id' | 'role' | 'demo' | 'totp_secret'>

/**
 * Is a passkey the one second factor of somebody whose role needs one? Then a password alone opens nothing: whoever got
 * hold of it would be led to set up a code of their own.
 */
export async function needsPasskey(db: Reader, rules: SignInRules, person: Entering): Promise<boolean> {
  const needs = needsSecondFactor(rules, { role: person.role, way: 'password', demo: person.demo === 1 })
  return needs && !asksForCode(person) && (await listPasskeys(db, person.id)).length > 0
}

export const USE_PASSKEY = refuse({
  kind: 'invalid',
  code: 'use_passkey',
  detail:
    'Sign in with your passkey: your role needs more than a password. If it is lost, an administrator can reset your second factor.',
})
