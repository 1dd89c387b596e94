import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { insertPerson } from '../../../db/staff/people.ts'
import { startSession } from '../../../server/actions/staff/start-session.ts'
import type { Instant, Role } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import { hashPassword } from '../../../server/lib/secret/passwords.ts'

/** The password of everybody who is made here. */
export const PASSWORD = 'a long enough secret'
const hashed = hashPassword(PASSWORD)

/** Somebody of this role, signed in; `cookie` is for the site at https that the test app has. */
export async function signedIn(db: Db, role: Role, now: Instant, name: string = role) {
  const id = newId()
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@northline.example`
  const password = await hashed
  const secret = await write(db, async (trx) => {
    const account = { id, email, name, role, password, totp_secret: null, disabled_at: null }
    await insertPerson(trx, { ...account, created_at: now, updated_at: now })
    return startSession(trx, { id, name }, { browser: 'Firefox on Linux', how: 'password', now })
  })
  const headers = {
    cookie: `__Host-signalpost-session=${secret}`,
    accept: 'text/html',
    'sec-fetch-site': 'same-origin',
  }
  return { id, email, name, role, secret, headers }
}
