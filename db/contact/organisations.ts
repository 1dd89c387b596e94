import { type SqlBool, sql } from 'kysely'
import { searchable } from '../../server/lib/text.ts'
import { isAmong } from '../elements.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type OrganisationRow = Row<'organisations'>

export async function findOrganisationRow(db: Reader, id: string): Promise<OrganisationRow | null> {
  return (await db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The organisation with one of the provider's customer numbers. */
export async function organisationNumbered(db: Reader, customerNumber: string): Promise<OrganisationRow | null> {
  const row = await db
    .selectFrom('organisations')
    .selectAll()
    .where('customer_number', '=', customerNumber)
    .executeTakeFirst()
  return row ?? null
}

interface Page {
  /** Each of its words is in what the organisation or one of its contacts is found by. */
  query: string
  /** The last one of the page before. */
  after: Pick<OrganisationRow, 'search' | 'id'> | null
  limit: number
}

/** Organisations by name. */
export async function organisationPage(db: Reader, { query, after, limit }: Page): Promise<OrganisationRow[]> {
  return db
    .selectFrom('organisations as o')
    .selectAll()
    .where((e) => e.and(searchable(query).split(' ').filter(Boolean).map(has)))
    .$if(after !== null, (query) =>
      query.where(sql<SqlBool>`(o.search, o.id) > (${after?.search ?? ''}, ${after?.id ?? ''})`),
    )
    .orderBy('o.search')
    .orderBy('o.id')
    .limit(limit)
    .execute()
}

function has(word: string) {
  const pattern = `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  return sql<SqlBool>`(o.search like ${pattern} escape '\\' or exists (
    select 1 from contacts c where c.organisation_id = o.id and c.search like ${pattern} escape '\\'))`
}

export async function insertOrganisation(trx: Trx, row: NewRow<'organisations'>): Promise<void> {
  await trx.insertInto('organisations').values(row).execute()
}

export async function changeOrganisationRow(
  trx: Trx,
  id: string,
  change: Partial<Omit<OrganisationRow, 'id' | 'created_at'>>,
): Promise<void> {
  await trx.updateTable('organisations').set(change).where('id', '=', id).execute()
}

/** Takes the demonstration's mark off some organisations: they are the provider's own. */
export async function ownOrganisations(trx: Trx, ids: readonly string[]): Promise<void> {
  await trx
    .updateTable('organisations')
    .set({ demo: 0 })
    .where('demo', '=', 1)
    .where(isAmong(trx, 'id', ids))
    .execute()
}

/** With its platforms, contacts, links and proofs. */
export async function deleteOrganisation(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('organisations').where('id', '=', id).execute()
}

/** The platforms that each of some organisations uses. */
export async function platformsUsedBy(db: Reader, organisationIds: readonly string[]): Promise<Map<string, string[]>> {
  const used = new Map<string, string[]>(organisationIds.map((id) => [id, []]))
  if (organisationIds.length === 0) return used
  const rows = await db
    .selectFrom('organisation_platforms as u')
    .innerJoin('platforms as p', 'p.id', 'u.platform_id')
    .select(['u.organisation_id', 'u.platform_id'])
    .where('u.organisation_id', 'in', organisationIds)
    .orderBy('p.position')
    .orderBy('p.id')
    .execute()
  for (const { organisation_id, platform_id } of rows) used.get(organisation_id)?.push(platform_id)
  return used
}

/** How many organisations use a platform, and the names of the first `limit`. */
export async function organisationsUsing(db: Reader, platform: string, limit: number) {
  const using = db
    .selectFrom('organisation_platforms as u')
    .innerJoin('organisations as o', 'o.id', 'u.organisation_id')
    .where('u.platform_id', '=', platform)
  const { count } = await using.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const named = await using.select(['o.id', 'o.name']).orderBy('o.search').orderBy('o.id').limit(limit).execute()
  return { count, named }
}

/** Replaces the platforms that an organisation uses. */
export async function usePlatforms(trx: Trx, organisationId: string, platforms: readonly string[]): Promise<void> {
  await trx.deleteFrom('organisation_platforms').where('organisation_id', '=', organisationId).execute()
  if (platforms.length === 0) return
  const rows = [...new Set(platforms)].map((platform_id) => ({ organisation_id: organisationId, platform_id }))
  await trx.insertInto('organisation_platforms').values(rows).execute()
}

/** What some organisations are called. */
export async function organisationNames(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('organisations').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
