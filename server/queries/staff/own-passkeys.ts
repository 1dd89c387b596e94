import type { Reader } from '../../../db/schema/index.ts'
import { listPasskeys } from '../../../db/staff/passkeys.ts'
import { listSessions } from '../../../db/staff/sessions.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** One's own passkeys, the oldest first, with the browsers that are signed in with each. `id`: the session that asks. */
export async function readOwnPasskeys(db: Reader, { personId, id }: { personId: string; id: string }, now: Instant) {
  const sessions = await listSessions(db, personId, now)
  return (await listPasskeys(db, personId)).map((passkey) => {
    const own = sessions.filter(({ passkey_id }) => passkey_id === passkey.id)
    return {
      ...{ id: passkey.id, name: passkey.name, madeAt: passkey.created_at, usedAt: passkey.last_used_at },
      ...{ sessions: own.length, isThis: own.some((session) => session.id === id) },
    }
  })
}
