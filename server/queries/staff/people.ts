import type { Reader } from '../../../db/schema/index.ts'
import { listPeople } from '../../../db/staff/people.ts'
import { countSessions } from '../../../db/staff/sessions.ts'
import { readLinkMails } from '../../../db/staff/setup-links.ts'
import type { Person } from '../../domain/staff/person.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'

/** Everybody with an account, by name, and in how many browsers they are signed in. */
export async function readPeople(db: Reader, now: Instant): Promise<(Person & { sessions: number })[]> {
  const [people, sessions] = [await listPeople(db), await countSessions(db, now)]
  return people.map((person) => ({ ...person, sessions: sessions.get(person.id) ?? 0 }))
}

/** Why somebody may not have the link that was mailed: it failed, or waits for longer than a mail takes. */
interface MailTrouble {
  state: 'failed' | 'waiting'
  /** In the words of the other side; null where nothing is known. */
  why: string | null
}

/** Of whom the mail with the newest link did not arrive, by the person's id. */
export async function readMailTroubles(db: Reader, now: Instant): Promise<Map<string, MailTrouble>> {
  const troubles = new Map<string, MailTrouble>()
  for (const [id, { state, error, created_at: at }] of await readLinkMails(db)) {
    const isWaiting = (state === 'queued' || state === 'sending') && at < now - MINUTE
    if (state === 'failed' || isWaiting) troubles.set(id, { state: isWaiting ? 'waiting' : 'failed', why: error })
  }
  return troubles
}
