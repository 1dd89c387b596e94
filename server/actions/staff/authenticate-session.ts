import type { Db } from '../../../db/schema/index.ts'
import { findSession, touchSession } from '../../../db/staff/sessions.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { actorOf } from '../../domain/staff/person.ts'
import { asksForCode, needsSecondFactor } from '../../domain/staff/second-factor.ts'
import { endOf } from '../../domain/staff/session.ts'
import type { Instant, Role } from '../../domain/vocabulary.ts'
import { hashOf } from '../../lib/secret/secrets.ts'
import { noteUse } from './note-use.ts'

/** A person who is signed in. */
export interface StaffSession {
  id: string
  personId: string
  /** As the audit trail shows the person: "staff/Dana Reyes". */
  actor: string
  name: string
  role: Role
  /** The visitor of the demonstration, whose work goes with it. */
  demo: boolean
  /** Their role needs a second factor, and they have none: nothing opens before they have set one up. */
  lacksFactor: boolean
  /** When it ends, unless it is used. */
  endsAt: Instant
}

const FORM = /^[\w-]{43}$/

/** The session of a cookie; null unless it is valid. It notes the use. */
export async function authenticateSession(
  { db, plan }: { db: Db; plan: Pick<Plan, 'signIn'> },
  secret: string,
  now: Instant,
): Promise<StaffSession | null> {
  const found = FORM.test(secret) ? await findSession(db, hashOf(secret), now) : null
  if (!found) return null
  const { session, person } = found
  await noteUse(() => touchSession(db, session, now))
  const { name, role } = person
  const demo = person.demo === 1
  const needs = needsSecondFactor(plan.signIn, { role, way: session.way, demo })
  const lacksFactor = needs && session.way !== 'passkey' && !asksForCode(person)
  const endsAt = endOf({ createdAt: session.created_at, seenAt: now })
  return { id: session.id, personId: person.id, actor: actorOf(person), name, role, demo, lacksFactor, endsAt }
}
