import type { Row, Trx } from '../../../db/schema/index.ts'
import { changePerson, takeTotpStep } from '../../../db/staff/people.ts'
import { factorSecretOf } from '../../../db/system/audit-key.ts'
import { kindOfCode } from '../../domain/staff/throttle.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { recoveryHash } from '../../lib/secret/recovery-codes.ts'
import { unseal } from '../../lib/secret/sealed.ts'
import { totpStep } from '../../lib/secret/totp.ts'
import { factorOf } from './input.ts'

/**
 * Takes a code of a person's second factor, each only once: of the authenticator, or one to recover with. Null if it is
 * wrong; otherwise how many of the latter are left if it was one.
 */
export async function takeCode(
  trx: Trx,
  person: Row<'people'>,
  code: string,
  now: Instant,
): Promise<{ left: number | null } | null> {
  if (kindOfCode(code) === 'code') {
    // After a change of the secret key there is none that fits; the codes to recover with still do.
    const secret = unseal(factorSecretOf(trx), factorOf(person.id), person.totp_secret ?? '')
    const step = secret === null ? null : totpStep(secret, code.replace(/\s/g, ''), now)
    return step !== null && (await takeTotpStep(trx, person.id, step)) ? { left: null } : null
  }
  const codes = JSON.parse(person.recovery_codes) as string[]
  const rest = codes.filter((hash) => hash !== recoveryHash(code))
  if (rest.length === codes.length) return null
  await changePerson(trx, person.id, { recovery_codes: JSON.stringify(rest) }, now)
  return { left: rest.length }
}
