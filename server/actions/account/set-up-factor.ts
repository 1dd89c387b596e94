import type { Row } from '../../../db/schema/index.ts'
import { findPerson } from '../../../db/staff/people.ts'
import { factorSecretOf } from '../../../db/system/audit-key.ts'
import { conflict, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import { asksForCode } from '../../domain/staff/second-factor.ts'
import { newRecoveryCodes, recoveryHash } from '../../lib/secret/recovery-codes.ts'
import { seal } from '../../lib/secret/sealed.ts'
import { totpStep } from '../../lib/secret/totp.ts'
import type { ActionContext } from '../context.ts'
import { changeOwn } from './change-own.ts'
import { checkOwnPassword } from './check-own-password.ts'
import { factorOf, type Own, type Renewed } from './input.ts'

/**
 * Sets up one's own second factor, in place of the one before, once a code shows that the authenticator has it. All other
 * sessions end. Returns the codes to recover with, which are never shown again.
 */
export async function setUpFactor(
  ctx: ActionContext,
  own: Own,
  { secret, code, own: password }: { secret: string; code: string; own: string },
): Promise<Result<Renewed & { codes: string[] }>> {
  const checked = await checkOwn(ctx, own.personId, password)
  if (!checked.ok) return checked
  const step = totpStep(secret, code.replace(/\s/g, ''), ctx.now)
  if (step === null) {
    return invalid([
      { pointer: '/code', detail: 'is not the code of now: look whether the time of your device is right' },
    ])
  }
  const codes = newRecoveryCodes()
  const change = {
    totp_secret: seal(factorSecretOf(ctx.db), factorOf(own.personId), secret),
    totp_step: step,
    recovery_codes: JSON.stringify(codes.map(recoveryHash)),
  }
  const changed = await changeOwn(ctx, own, checked.value, { action: 'person.set_factor', change })
  return changed.ok ? ok({ ...changed.value, codes }) : changed
}

/** The password again; who has none here sets up the first one without, and no other. */
async function checkOwn(ctx: ActionContext, personId: string, password: string): Promise<Result<Row<'people'>>> {
  const person = await findPerson(ctx.db, personId)
  if (!person) return notFound('account')
  if (person.password !== null) return checkOwnPassword(ctx, personId, { password, pointer: '/own' })
  return asksForCode(person) ? conflict('second_factor_set', SET) : ok(person)
}

const SET = 'You have a second factor. Ask an administrator to remove it, then set it up anew.'
