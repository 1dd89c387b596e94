import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'
import { isSessionOver } from './sessions.ts'

/** The accounts that are marked for when the identity provider is down, and can sign in; by name. */
export async function readyBreakGlass(db: Reader): Promise<Row<'people'>[]> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('break_glass', '=', 1)
    .where('disabled_at', 'is', null)
    .where('password', 'is not', null)
    .orderBy('name')
    .execute()
}

/** Where such an account is signed in past the provider, the oldest first. */
export async function breakGlassSessions(db: Reader, now: Instant): Promise<{ name: string; since: Instant }[]> {
  const rows = await db
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['p.name', 's.created_at', 's.seen_at'])
    .where('s.break_glass', '=', 1)
    .where('p.disabled_at', 'is', null)
    .orderBy('s.created_at')
    .orderBy('s.id')
    .execute()
  return rows.filter((session) => !isSessionOver(session, now)).map(({ name, created_at: since }) => ({ name, since }))
}

/** Ends what somebody began past the provider. */
export async function endBreakGlassSessions(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).where('break_glass', '=', 1).execute()
}

/** The addresses of those who answer for the desk: leads and administrators whose accounts are in force. */
export async function addressesInCharge(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('people')
    .select('email')
    .where('role', 'in', ['lead', 'admin'])
    .where('disabled_at', 'is', null)
    .where('demo', '=', 0)
    .orderBy('email')
    .execute()
  return rows.map(({ email }) => email)
}
