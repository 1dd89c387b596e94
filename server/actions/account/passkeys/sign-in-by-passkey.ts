import { findPasskey, usePasskey } from '../../../../db/staff/passkeys.ts'
import { findPerson } from '../../../../db/staff/people.ts'
import { ok, type Result, refuse } from '../../../domain/refusal.ts'
import type { Challenge } from '../../../domain/staff/passkey.ts'
import { passkeyTriesOf } from '../../../domain/staff/throttle.ts'
import type { Answer, RelyingParty } from '../../../lib/passkeys/relying-party.ts'
import { type ActionContext, record } from '../../context.ts'
import { DISABLED } from '../../staff/sign-in.ts'
import { startSession } from '../../staff/start-session.ts'
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
 * `too_many_requests`, and `account_disabled`.
 */
export async function signInByPasskey(
  ctx: ActionContext,
  { party, challenge, answer, browser, client, knownBrowser }: PasskeySignIn,
): Promise<Result<{ secret: string; personId: string }>> {
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
    await giveTriesBack(trx, tries, ctx.now)
    const secret = await startSession(trx, person, { browser, how: 'passkey', passkey: kept, now: ctx.now })
    return ok({ secret, personId: person.id })
  })
}

const WRONG = refuse({
  kind: 'invalid',
  code: 'wrong_passkey',
  detail: 'This passkey signs nobody in here: perhaps it was removed. Sign in with your password.',
})
