import { sql } from 'kysely'
import { UNSUBSCRIBED } from '../../../server/domain/subscription/leaving.ts'
import type { Reader } from '../../schema/index.ts'
import { concerns, isPromised, type PromisedSubject } from './promised.ts'

/** Is something sent to a subscriber `u` whom an organisation named? As `unreachableOf` says of one. */
export const isReachable = sql<boolean>`(u.state <> 'off' or u.off_reason = ${UNSUBSCRIBED})`

/** How many organisations something concerns. */
export interface OrganisationCount {
  organisations: number
  /** People whom they named for it and who are told. */
  contacts: number
  /** Organisations of which nobody is told. */
  untold: number
}

/** Counts the organisations that an incident or a window concerns, and whom of them it tells. */
export async function countOrganisations(db: Reader, subject: PromisedSubject): Promise<OrganisationCount> {
  const reached = sql<string>`select c.organisation_id from contacts c join subscribers u on u.id = c.subscriber_id
    where c.organisation_id = o.id and ${sql.ref(`c.${subject.promised.purpose}`)} = 1 and ${isReachable}`
  const row = await db
    .selectFrom('organisations as o')
    .select((e) => e.fn.countAll<number>().as('organisations'))
    .select(sql<number>`coalesce(sum(case when exists (${reached}) then 0 else 1 end), 0)`.as('untold'))
    .where(concerns(subject, 'o.id'))
    .executeTakeFirstOrThrow()
  const people = await db
    .selectFrom('contacts as c')
    .innerJoin('subscribers as u', 'u.id', 'c.subscriber_id')
    .select((e) => e.fn.count<number>('c.subscriber_id').distinct().as('count'))
    .where(isPromised(subject))
    .where(isReachable)
    .executeTakeFirstOrThrow()
  return { organisations: row.organisations, contacts: people.count, untold: Number(row.untold) }
}
