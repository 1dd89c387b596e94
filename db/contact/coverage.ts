import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import type { OrganisationRow } from './organisations.ts'
import { isReachable } from './telling/reach.ts'

/**
 * Organisations that use a platform and lack somebody for a purpose who can be told and was confirmed since `since`, by
 * name: those that `gapsOf` finds something for. `promised`: only purposes that messages were promised to.
 */
export async function uncoveredOrganisations(
  db: Reader,
  { since, promised, after, limit }: Wish,
): Promise<OrganisationRow[]> {
  return uncovered(db, since, promised)
    .selectAll('o')
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(o.search, o.id) > (${after?.search ?? ''}, ${after?.id ?? ''})`),
    )
    .orderBy('o.search')
    .orderBy('o.id')
    .limit(limit)
    .execute()
}

/** How many there are. */
export async function countUncovered(
  db: Reader,
  { since, promised }: Pick<Wish, 'since' | 'promised'>,
): Promise<number> {
  const row = await uncovered(db, since, promised)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

interface Wish {
  since: Instant
  promised: boolean
  after: Pick<OrganisationRow, 'search' | 'id'> | null
  limit: number
}

function uncovered(db: Reader, since: Instant, promised: boolean) {
  const covers = sql`
    max(case when c.master_case = 1 and ${isReachable} then 1 else 0 end) + max(case when c.maintenance = 1 and ${isReachable} then 1 else 0 end)`
  const called = sql`max(case when c.escalation = 1 and (c.phone is not null or ${isReachable}) then 1 else 0 end)`
  const wanted = promised ? sql`${covers} = 2` : sql`${covers} + ${called} = 3`
  const covered = sql`select c.organisation_id from contacts c join subscribers u on u.id = c.subscriber_id
    where c.confirmed_at >= ${since} group by c.organisation_id having ${wanted}`
  return db
    .selectFrom('organisations as o')
    .where(sql<boolean>`o.id not in (${covered})`)
    .where(
      sql<boolean>`exists (select 1 from organisation_platforms x join platforms p on p.id = x.platform_id
        where x.organisation_id = o.id and p.archived = 0)`,
    )
}
