import { type RawBuilder, sql } from 'kysely'
import type { Subject } from '../../../server/domain/subscription/audience.ts'
import { elements, isAmong } from '../../elements.ts'
import type { NewRow, Reader, Row, Trx } from '../../schema/index.ts'

/** A subject that contacts are to be told of. */
export type PromisedSubject = Subject & Required<Pick<Subject, 'promised'>>

/** An entry whose person is to be told, and what is known of its address. */
export type PromisedEntry = Pick<
  Row<'contacts'>,
  'id' | 'organisation_id' | 'subscriber_id' | 'email' | 'rank' | 'link_generation'
> &
  Pick<Row<'subscribers'>, 'state' | 'off_reason' | 'channel' | 'address'> & { organisation: string }

/** So many subscribers with entries that are promised a subject, in order, after `cursor`. */
export async function promisedAfter(
  db: Reader,
  subject: PromisedSubject,
  cursor: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('contacts as c')
    .select('c.subscriber_id')
    .distinct()
    .where('c.subscriber_id', '>', cursor)
    .where(isPromised(subject))
    .orderBy('c.subscriber_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.subscriber_id)
}

/** The entries of some subscribers that are promised a subject: of each the primary ones first, then by organisation. */
export async function promisedEntries(
  trx: Trx,
  subject: PromisedSubject,
  subscriberIds: readonly string[],
): Promise<PromisedEntry[]> {
  return trx
    .selectFrom('contacts as c')
    .innerJoin('subscribers as u', 'u.id', 'c.subscriber_id')
    .innerJoin('organisations as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'c.organisation_id', 'c.subscriber_id', 'c.email', 'c.rank', 'c.link_generation'])
    .select(['u.state', 'u.off_reason', 'u.channel', 'u.address', 'o.name as organisation'])
    .where(isAmong(trx, 'c.subscriber_id', subscriberIds))
    .where(isPromised(subject))
    .orderBy('c.subscriber_id')
    .orderBy('c.rank', 'desc')
    .orderBy('o.search')
    .orderBy('c.id')
    .execute()
}

/** Is an entry `c` for the purpose, of an organisation that the subject concerns? */
export function isPromised(subject: PromisedSubject): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`c.${subject.promised.purpose}`)} = 1 and ${concerns(subject, 'c.organisation_id')}`
}

/**
 * Does an organisation use one of the platforms now, or was it told of the same before, or of a duplicate of it? So one
 * that changes its platforms hears the end of what it heard the beginning of.
 */
export function concerns({ platforms, promised: { purpose, id } }: PromisedSubject, organisation: string) {
  const column = sql.ref(organisation)
  const named = platforms.length > 0 ? sql.join(platforms) : sql`null`
  const same =
    purpose === 'maintenance'
      ? sql`n.maintenance_id = ${id}`
      : sql`n.incident_id in (select i.id from incidents i where i.id = ${id} or i.duplicate_of = ${id})`
  return sql<boolean>`(exists (
      select 1 from organisation_platforms p where p.organisation_id = ${column} and p.platform_id in (${named}))
    or exists (select 1 from contact_notices n where n.organisation_id = ${column} and ${same}))`
}

/** Writes down who was to be told, each entry of an event once. */
export async function insertNotices(trx: Trx, notices: readonly NewRow<'contact_notices'>[]): Promise<void> {
  const text = (...names: (keyof NewRow<'contact_notices'>)[]) =>
    sql.join(names.map((name) => sql`t.value ->> ${sql.lit(name)}`))
  await sql`
    insert into contact_notices (event_id, at, organisation_id, address_hash, contact_id, subscriber_id, incident_id,
      maintenance_id, purpose, rank, channel, untold)
    select cast(t.value ->> 'event_id' as bigint), cast(t.value ->> 'at' as bigint), ${text(
      ...(['organisation_id', 'address_hash', 'contact_id', 'subscriber_id', 'incident_id'] as const),
      ...(['maintenance_id', 'purpose', 'rank', 'channel', 'untold'] as const),
    )}
    from ${elements(trx, notices)} as t where true
    on conflict (event_id, organisation_id, address_hash) do nothing`.execute(trx)
}

/** Is a delivery to be told to somebody whom an organisation still names, with this address? */
export const stillPromised = sql<boolean>`exists (
  select 1 from contact_notices n join contacts c on c.id = n.contact_id and c.subscriber_id = n.subscriber_id
  where n.event_id = deliveries.event_id and n.subscriber_id = deliveries.subscriber_id and n.untold is null)`
