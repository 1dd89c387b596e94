import { isOver, SEEN_EVERY, SESSION_IDLES, SESSION_LASTS } from '../../server/domain/staff/session.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Db, NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function insertSession(trx: Trx, session: NewRow<'sessions'>): Promise<void> {
  await trx.insertInto('sessions').values(session).execute()
}

/** The session of a cookie, with its person; null if there is none, it is over, or the person is disabled. */
export async function findSession(
  db: Reader,
  hash: string,
  now: Instant,
): Promise<{ session: Row<'sessions'>; person: Row<'people'> } | null> {
  const session = await db.selectFrom('sessions').selectAll().where('hash', '=', hash).executeTakeFirst()
  if (!session || isSessionOver(session, now)) return null
  const person = await db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', session.person_id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return person ? { session, person } : null
}

/** Is it over, by its age or without use? */
export function isSessionOver(
  { created_at, seen_at }: Pick<Row<'sessions'>, 'created_at' | 'seen_at'>,
  now: Instant,
): boolean {
  return isOver({ createdAt: created_at, seenAt: seen_at }, now)
}

/** Notes that it is in use; most calls write nothing. */
export async function touchSession(db: Db, session: Row<'sessions'>, now: Instant): Promise<void> {
  if (now - session.seen_at < SEEN_EVERY) return
  await db.updateTable('sessions').set({ seen_at: now }).where('id', '=', session.id).execute()
}

/** The sessions of a person that are not over, newest first. */
export async function listSessions(db: Reader, personId: string, now: Instant): Promise<Row<'sessions'>[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.filter((session) => !isSessionOver(session, now))
}

/** How many sessions are not over, by person. */
export async function countSessions(db: Reader, now: Instant): Promise<Map<string, number>> {
  const rows = await db.selectFrom('sessions').selectAll().execute()
  const open = rows.filter((session) => !isSessionOver(session, now))
  return new Map([...Map.groupBy(open, ({ person_id }) => person_id)].map(([id, all]) => [id, all.length]))
}

/** Ends one session of a person; false if there was none. */
export async function endSession(trx: Trx, personId: string, id: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Ends every session of a person. */
export async function endSessions(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).execute()
}

/** Gives a session another secret: the cookie from before is worth nothing. */
export async function renewSession(trx: Trx, personId: string, id: string, hash: string): Promise<void> {
  await trx.updateTable('sessions').set({ hash }).where('person_id', '=', personId).where('id', '=', id).execute()
}

/** Ends every session of a person but one. */
export async function endOtherSessions(trx: Trx, personId: string, kept: string): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).where('id', '<>', kept).execute()
}

/** Deletes what is over. */
export async function deleteOverSessions(trx: Trx, now: Instant): Promise<void> {
  await trx
    .deleteFrom('sessions')
    .where((e) => e.or([e('created_at', '<=', now - SESSION_LASTS), e('seen_at', '<=', now - SESSION_IDLES)]))
    .execute()
}
