import { sql } from 'kysely'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { elements } from '../elements.ts'
import type { NewRow, Reader, Trx } from '../schema/index.ts'
import { forgottenAt } from '../subscription/forgotten.ts'
import { type SubscriberRow, subscribersAt } from '../subscription/subscribers.ts'
import type { ContactRow } from './contacts.ts'
import type { OrganisationRow } from './organisations.ts'

// A list names thousands at a time: everything here takes a few statements, however many there are.

/** All organisations with their platforms and contacts. */
export interface Book {
  organisations: OrganisationRow[]
  /** Ids of platforms by organisation. */
  platforms: Map<string, string[]>
  contacts: ContactRow[]
}

export async function readBook(db: Reader): Promise<Book> {
  const organisations = await db.selectFrom('organisations').selectAll().orderBy('search').orderBy('id').execute()
  const used = await db.selectFrom('organisation_platforms').selectAll().orderBy('platform_id').execute()
  const platforms = new Map<string, string[]>()
  for (const { organisation_id: id, platform_id } of used) {
    const list = platforms.get(id) ?? []
    platforms.set(id, list)
    list.push(platform_id)
  }
  return { organisations, platforms, contacts: await db.selectFrom('contacts').selectAll().orderBy('id').execute() }
}

/** The subscribers at addresses of a channel by address, forgotten ones too. */
export async function everAt(
  db: Reader,
  channel: ChannelName,
  addresses: readonly string[],
): Promise<Map<string, SubscriberRow>> {
  const found = new Map<string, SubscriberRow>()
  for (const some of slices(addresses))
    for (const read of [forgottenAt, subscribersAt])
      for (const row of await read(db, channel, some)) found.set(row.address, row)
  return found
}

/** Adds rows, and replaces those that are there. */
export async function putOrganisations(trx: Trx, rows: readonly NewRow<'organisations'>[]): Promise<void> {
  for (const some of slices(rows))
    await trx
      .insertInto('organisations')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          customer_number: ref('excluded.customer_number'),
          search: ref('excluded.search'),
          demo: ref('excluded.demo'),
          updated_at: ref('excluded.updated_at'),
        })),
      )
      .execute()
}

/** Replaces the platforms that some organisations use. */
export async function replacePlatforms(trx: Trx, platforms: ReadonlyMap<string, readonly string[]>): Promise<void> {
  for (const ids of slices([...platforms.keys()]))
    await trx.deleteFrom('organisation_platforms').where('organisation_id', 'in', ids).execute()
  const rows = [...platforms].flatMap(([organisation_id, used]) =>
    used.map((platform_id) => ({ organisation_id, platform_id })),
  )
  for (const some of slices(rows)) await trx.insertInto('organisation_platforms').values(some).execute()
}

/** Adds rows, and gives those that are there their address, language and zone. */
export async function putSubscribers(trx: Trx, rows: readonly NewRow<'subscribers'>[]): Promise<void> {
  for (const some of slices(rows))
    await trx
      .insertInto('subscribers')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          address: ref('excluded.address'),
          locale: ref('excluded.locale'),
          time_zone: ref('excluded.time_zone'),
        })),
      )
      .execute()
}

/** Adds rows, and replaces what those say that are there. */
export async function putContacts(trx: Trx, rows: readonly NewRow<'contacts'>[]): Promise<void> {
  for (const some of slices(rows))
    await trx
      .insertInto('contacts')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          ...{ name: ref('excluded.name'), title: ref('excluded.title'), phone: ref('excluded.phone') },
          ...{ locale: ref('excluded.locale'), time_zone: ref('excluded.time_zone'), rank: ref('excluded.rank') },
          ...{ master_case: ref('excluded.master_case'), maintenance: ref('excluded.maintenance') },
          ...{ escalation: ref('excluded.escalation'), search: ref('excluded.search') },
          updated_at: ref('excluded.updated_at'),
        })),
      )
      .execute()
}

/** A list repeats these entries; those that came with a list have come with this one now. */
export async function confirmContacts(trx: Trx, ids: readonly string[], source: string, now: Instant): Promise<void> {
  const rows = ids.map((id) => ({ id }))
  await trx
    .updateTable('contacts')
    .set({
      confirmed_at: now,
      source: sql<string>`case when source like 'list %' then ${source} else source end`,
    })
    .where(sql<boolean>`id in (select t.value ->> 'id' from ${elements(trx, rows)} as t)`)
    .execute()
}

function slices<T>(rows: readonly T[]): T[][] {
  const SIZE = 500
  return Array.from({ length: Math.ceil(rows.length / SIZE) }, (_, n) => rows.slice(n * SIZE, (n + 1) * SIZE))
}
