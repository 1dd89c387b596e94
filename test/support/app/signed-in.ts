import { Secret, TOTP } from 'otpauth'
import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changePerson, insertPerson } from '../../../db/staff/people.ts'
import { factorSecretOf } from '../../../db/system/audit-key.ts'
import { factorOf } from '../../../server/actions/account/input.ts'
import { startSession } from '../../../server/actions/staff/start-session.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant, Role } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import { seal } from '../../../server/lib/secret/sealed.ts'
import { passwordHash } from './desk/password-hash.ts'

/** The password of everybody who is made here. */
export const PASSWORD = 'a long enough secret'

/** Somebody of this role, signed in; `cookie` is for the site at https that the test app has. */
export async function signedIn(db: Db, role: Role, now: Instant, name: string = role) {
  const id = newId()
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@northline.example`
  const password = passwordHash(PASSWORD)
  const secret = await write(db, async (trx) => {
    const account = { id, email, name, role, password, totp_secret: null, disabled_at: null }
    await insertPerson(trx, { ...account, created_at: now, updated_at: now })
    const how = { browser: 'Firefox on Linux', how: 'password', way: 'password' } as const
    return (await startSession(trx, { plan: DEFAULT_PLAN, now }, { id, name, break_glass: 0 }, how)).secret
  })
  const headers = {
    cookie: `__Host-signalpost-session=${secret}`,
    accept: 'text/html',
    'sec-fetch-site': 'same-origin',
  }
  return { id, email, name, role, secret, headers }
}

/** Gives somebody a second factor, and keeps their sessions. Returns what their authenticator shows, at a time. */
export async function protect(db: Db, personId: string, now: Instant): Promise<(at: Instant) => string> {
  const secret = new Secret().base32
  const totp_secret = seal(factorSecretOf(db), factorOf(personId), secret)
  await write(db, (trx) => changePerson(trx, personId, { totp_secret }, now))
  return (at) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })
}
