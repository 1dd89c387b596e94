import { findPasskey, usePasskey } from '../../../../db/staff/passkeys.ts'
import { findPerson } from '../../../../db/staff/people.ts'
import { ok, type Result, refuse } from '../../../domain/refusal.ts'
import type { Challenge } from '../../../domain/staff/passkey.ts'
import { passkeyTriesOf } from '../../../domain/staff/throttle.ts'
import type { Answer, RelyingParty } from '../../../lib/passkeys/relying-party.ts'
import { type ActionContext, record } from '../../context.ts'
import { atProvider, mayUsePassword } from '../../staff/entry/may-use-password.ts'
import { DISABLED } from '../../staff/sign-in.ts'
import { type Begun, startSession } from '../../staff/start-session.ts'
import { allow } from '../../subscription/allow.ts'
import { giveTriesBack } from '../give-tries-back.ts'
import { takeAnswer } from './take-answer.ts'

interface PasskeySignIn {
  party: RelyingParty
  /** Asked of this browser. */
  challenge: Challenge
  answer: Answer & { response: { userHandle: string } }
  /** Such as "Firefox on Linux". */
  browser: string
  /** The client's narrowest network. */
  client: string
  /** The id of a browser in which this account was signed in before. */
  knownBrowser: string | null
}

/**
 * Signs in whoever has a passkey: the device has asked who they are, so nothing else is asked. The try is counted before the
 * answer is looked at, and given back if it is right. Refuses `passkey_over`, `wrong_passkey`, whatever is wrong with it,
 * `too_many_requests`, `account_disabled`, and `use_provider` where passwords are for few.
 */
export async function signInByPasskey(
  ctx: ActionContext,
  { party, challenge, answer, browser, client, knownBrowser }: PasskeySignIn,
): Promise<Result<Begun>> {
  const tries = passkeyTriesOf(client, answer.id, knownBrowser)
  const counted = await record(ctx, async (trx) => {
    const taken = await takeAnswer(trx, challenge, ctx.now)
    return taken.ok ? allow(trx, tries, ctx.now) : taken
  })
  if (!counted.ok) return counted
  const kept = await findPasskey(ctx.db, answer.id)
  if (kept?.person_id !== Buffer.from(answer.response.userHandle, 'base64url').toString()) return WRONG
  const counter = await party.check(answer, challenge.challenge, kept)
  if (counter === null) return WRONG
  return record(ctx, async (trx) => {
    const person = await findPerson(trx, kept.person_id)
    // Removed while the answer was being checked, or another answer of its device was faster.
    if (!person || !(await usePasskey(trx, kept.id, counter, ctx.now))) return WRONG
    if (person.disabled_at !== null) return DISABLED
    // Beside break-glass accounts the provider alone decides who comes in.
    if (!(await mayUsePassword(trx, ctx.plan.signIn, person))) return atProvider(ctx.plan.signIn)
    await giveTriesBack(trx, tries, ctx.now)
    return ok(await startSession(trx, ctx, person, { browser, how: 'passkey', way: 'passkey', passkey: kept }))
  })
}

const WRONG = refuse({
  kind: 'invalid',
  code: 'wrong_passkey',
  detail: 'This passkey signs nobody in here: perhaps it was removed. Sign in with your password.',
})
