import type { Reader } from '../../../db/schema/index.ts'
import { listPeople } from '../../../db/staff/people.ts'
import { countSessions } from '../../../db/staff/sessions.ts'
import type { Person } from '../../domain/staff/person.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** Everybody with an account, by name, and in how many browsers they are signed in. */
export async function readPeople(db: Reader, now: Instant): Promise<(Person & { sessions: number })[]> {
  const [people, sessions] = [await listPeople(db), await countSessions(db, now)]
  return people.map((person) => ({ ...person, sessions: sessions.get(person.id) ?? 0 }))
}
