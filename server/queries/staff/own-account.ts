import type { Reader } from '../../../db/schema/index.ts'
import { findPerson } from '../../../db/staff/people.ts'
import { listSessions } from '../../../db/staff/sessions.ts'
import { asksForCode, needsSecondFactor } from '../../domain/staff/second-factor.ts'
import type { SignInRules } from '../../domain/staff/sign-in-rules.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** What somebody who is signed in sees of the own account. */
export async function readOwnAccount(
  db: Reader,
  rules: SignInRules,
  { personId, id }: { personId: string; id: string },
  now: Instant,
) {
  const person = await findPerson(db, personId)
  const sessions = await listSessions(db, personId, now)
  const way = sessions.find((session) => session.id === id)?.way ?? 'password'
  const isVisitor = person?.demo === 1
  return {
    email: person?.email ?? '',
    // Whoever looks at the demonstration has none, and perhaps who signs in at the identity provider.
    hasPassword: person?.password != null,
    isVisitor,
    hasSecondFactor: person !== null && asksForCode(person),
    needsFactor: person !== null && needsSecondFactor(rules, { role: person.role, way, demo: isVisitor }),
    codesLeft: (JSON.parse(person?.recovery_codes ?? '[]') as string[]).length,
    sessions: sessions.map((session) => ({
      ...{ id: session.id, browser: session.browser, since: session.created_at, seenAt: session.seen_at },
      isThis: session.id === id,
    })),
  }
}
