import { findPasskey, insertPasskey } from '../../../../db/staff/passkeys.ts'
import { findPerson } from '../../../../db/staff/people.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { ok, type Result, refuse } from '../../../domain/refusal.ts'
import type { Challenge } from '../../../domain/staff/passkey.ts'
import { newId } from '../../../lib/ids.ts'
import type { NewKey, RelyingParty } from '../../../lib/passkeys/relying-party.ts'
import { type ActionContext, record } from '../../context.ts'
import { mayAddPasskey } from './ask-for-passkey.ts'
import { PASSKEY_OVER, takeAnswer } from './take-answer.ts'

interface MadePasskey {
  party: RelyingParty
  /** Asked of this browser, after the password was right. */
  challenge: Challenge
  name: string
  made: NewKey
}

/**
 * Adds a passkey that a device has made when it was asked to. Refuses `passkey_over`, `wrong_passkey`, and what
 * `mayAddPasskey` refuses.
 */
export async function addPasskey(
  ctx: ActionContext,
  personId: string,
  { party, challenge, name, made }: MadePasskey,
): Promise<Result<{ id: string }>> {
  const taken = await record(ctx, (trx) => takeAnswer(trx, challenge, ctx.now))
  if (!taken.ok) return taken
  const key = await party.takeNew(made, challenge.challenge)
  if (!key) return WRONG
  return record<{ id: string }>(ctx, async (trx) => {
    const person = await findPerson(trx, personId)
    if (person?.disabled_at !== null) return PASSKEY_OVER
    const may = await mayAddPasskey(trx, personId, name)
    if (!may.ok) return may
    if (await findPasskey(trx, key.credential)) return WRONG
    const id = newId()
    const transports = JSON.stringify(made.response.transports ?? [])
    const times = { created_at: ctx.now, last_used_at: null }
    await insertPasskey(trx, { id, person_id: personId, name, transports, ...key, ...times })
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'person.add_passkey', object: `person/${personId}` },
      detail: { name },
    })
    return ok({ id })
  })
}

const WRONG = refuse({
  kind: 'invalid',
  code: 'wrong_passkey',
  detail: 'Your device did not make a passkey that can be used here. Try again, or with another device.',
})
