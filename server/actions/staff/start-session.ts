import type { Trx } from '../../../db/schema/index.ts'
import { insertSession } from '../../../db/staff/sessions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { actorOf } from '../../domain/staff/person.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'

interface StartedBy {
  browser: string
  how: string
  passkey?: { id: string; name: string }
  now: Instant
}

/**
 * Signs a person in, in the transaction of what allowed it; returns what the cookie is to have. `how` is for the audit
 * trail. A session that was begun with a passkey ends with that.
 */
export async function startSession(
  trx: Trx,
  person: { id: string; name: string },
  { browser, how, passkey, now }: StartedBy,
): Promise<string> {
  const secret = newSecret()
  const id = newId()
  const row = { id, hash: hashOf(secret), person_id: person.id, browser, created_at: now, seen_at: now }
  await insertSession(trx, { ...row, passkey_id: passkey?.id ?? null })
  await appendAudit(trx, {
    ...{ at: now, actor: actorOf(person), action: 'person.sign_in', object: `person/${person.id}` },
    detail: { how, ...(passkey && { name: passkey.name }), browser },
  })
  return secret
}
