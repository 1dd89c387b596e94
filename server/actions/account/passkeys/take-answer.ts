import type { Trx } from '../../../../db/schema/index.ts'
import { conflict, ok, type Result } from '../../../domain/refusal.ts'
import { answerTo, type Challenge, isChallengeOver } from '../../../domain/staff/passkey.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { allow } from '../../subscription/allow.ts'

/** Takes the one answer to a challenge, right or wrong, before it is looked at; refuses `passkey_over` if it comes late or again. */
export async function takeAnswer(trx: Trx, challenge: Challenge, now: Instant): Promise<Result<null>> {
  if (isChallengeOver(challenge, now)) return PASSKEY_OVER
  return (await allow(trx, answerTo(challenge), now)).ok ? ok(null) : PASSKEY_OVER
}

export const PASSKEY_OVER = conflict(
  'passkey_over',
  'This was begun in another window or more than five minutes ago, or was answered already. Begin again.',
)
