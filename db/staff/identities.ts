import type { Claims } from '../../server/domain/staff/single-sign-on.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

/** Whoever was linked to this subject of an identity provider; null if nobody was. */
export async function findPersonBySubject(
  db: Reader,
  { issuer, tenant, subject }: Pick<Claims, 'issuer' | 'tenant' | 'subject'>,
): Promise<Row<'people'> | null> {
  const person = await db
    .selectFrom('identities')
    .innerJoin('people', 'people.id', 'identities.person_id')
    .where('issuer', '=', issuer)
    .where('tenant', '=', tenant)
    .where('subject', '=', subject)
    .selectAll('people')
    .executeTakeFirst()
  return person ?? null
}

/** Does an identity provider know this person? */
export async function isBound(db: Reader, personId: string): Promise<boolean> {
  const found = await db.selectFrom('identities').select('subject').where('person_id', '=', personId).limit(1).execute()
  return found.length > 0
}

export async function insertIdentity(trx: Trx, identity: NewRow<'identities'>): Promise<void> {
  await trx.insertInto('identities').values(identity).execute()
}
