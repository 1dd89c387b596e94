import type { Person } from '../../server/domain/staff/person.ts'
import { hasSecondFactor } from '../../server/domain/staff/second-factor.ts'
import { CLOCKS_DIFFER } from '../../server/domain/time/ahead.ts'
import type { Instant, Role } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'
import { passkeyHolders } from './passkeys.ts'

export async function insertPerson(trx: Trx, person: NewRow<'people'>): Promise<void> {
  await trx.insertInto('people').values(person).execute()
}

export async function findPerson(db: Reader, id: string): Promise<Row<'people'> | null> {
  return (await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** By the address in lower case. */
export async function findPersonByEmail(db: Reader, email: string): Promise<Row<'people'> | null> {
  return (await db.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()) ?? null
}

/** The one of the demonstration; null if there is none. */
export async function findDemoPerson(db: Reader): Promise<Row<'people'> | null> {
  return (await db.selectFrom('people').selectAll().where('demo', '=', 1).executeTakeFirst()) ?? null
}

/** Is there any account? The one of the demonstration does not count. */
export async function hasAccounts(db: Reader): Promise<boolean> {
  return (await db.selectFrom('people').select('id').where('demo', '=', 0).limit(1).executeTakeFirst()) !== undefined
}

/** Everybody, by name; the disabled too. */
export async function listPeople(db: Reader): Promise<Person[]> {
  const rows = await db.selectFrom('people').selectAll().orderBy('name').orderBy('id').execute()
  const holders = await passkeyHolders(db)
  return rows.map((row) => personOf(row, holders.has(row.id)))
}

/** Whose accounts are disabled. */
export async function disabledPeople(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('people').select('id').where('disabled_at', 'is not', null).execute()
  return rows.map(({ id }) => id)
}

/** No two people have the same name. */
export async function findPersonByName(db: Reader, name: string): Promise<Row<'people'> | null> {
  return (await db.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirst()) ?? null
}

function personOf(row: Row<'people'>, hasPasskey: boolean): Person {
  return {
    ...{ id: row.id, email: row.email, name: row.name, role: row.role, disabledAt: row.disabled_at },
    isReady: row.password !== null,
    hasSecondFactor: hasSecondFactor({ ...row, hasPasskey }),
    isBreakGlass: row.break_glass === 1,
  }
}

export async function changePerson(trx: Trx, id: string, change: Partial<Row<'people'>>, now: Instant): Promise<void> {
  await trx
    .updateTable('people')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** Of 30 s each: a step so far ahead was taken while the clock was ahead, and keeps nobody out. */
const STEPS_AHEAD = CLOCKS_DIFFER / 30_000

/** Takes the step of a code, in one statement; false if it, or a later one, was taken before (RFC 6238, 5.2). */
export async function takeTotpStep(trx: Trx, id: string, step: number): Promise<boolean> {
  const result = await trx
    .updateTable('people')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where((e) => e.or([e('totp_step', '<', step), e('totp_step', '>', step + STEPS_AHEAD)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** How many people of this role can sign in. */
export async function countReady(db: Reader, role: Role): Promise<number> {
  const row = await db
    .selectFrom('people')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('role', '=', role)
    .where('disabled_at', 'is', null)
    .where('password', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
