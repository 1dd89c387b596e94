import { sql } from 'kysely'
import type { Reader, Row } from '../../schema/index.ts'

type Kept = Record<string, unknown>

/** All that is kept about somebody beside the subscriber itself and what it follows, without anything secret. */
export interface KeptOf {
  messages: Kept[]
  attempts: Kept[]
  reports: Kept[]
  contacts: (Row<'contacts'> & { organisation: string })[]
  requests: Kept[]
  notices: Kept[]
  calls: Kept[]
  audit: { at: number; action: string }[]
}

/** Reads it for the person's own file. It walks through all events: for now and then. */
export async function keptOf(db: Reader, id: string): Promise<KeptOf> {
  const contacts = await db
    .selectFrom('contacts as c')
    .innerJoin('organisations as o', 'o.id', 'c.organisation_id')
    .selectAll('c')
    .select('o.name as organisation')
    .where('c.subscriber_id', '=', id)
    .orderBy('c.id')
    .execute()
  const entries = ['', ...contacts.map((one) => one.id)]
  const objects = [`subscriber/${id}`, ...contacts.map((one) => `contact/${one.id}`)]
  return {
    ...(await told(db, id)),
    contacts,
    requests: await db
      .selectFrom('contact_requests')
      .select(['contact_id', 'change', 'created_at', 'ended_at', 'outcome'])
      .where('contact_id', 'in', entries)
      .orderBy('created_at')
      .execute(),
    notices: await db
      .selectFrom('contact_notices')
      .select(['contact_id', 'at', 'purpose', 'rank', 'channel', 'incident_id', 'maintenance_id', 'untold'])
      .where('contact_id', 'in', entries)
      .orderBy('at')
      .execute(),
    calls: await db
      .selectFrom('contact_calls')
      .select(['contact_id', 'at', 'channel', 'result', 'note', 'incident_id', 'maintenance_id'])
      .where('contact_id', 'in', entries)
      .orderBy('at')
      .execute(),
    audit: await db.selectFrom('audit').select(['at', 'action']).where('object', 'in', objects).orderBy('id').execute(),
  }
}

async function told(db: Reader, id: string): Promise<Pick<KeptOf, 'messages' | 'attempts' | 'reports'>> {
  // `cross join` has SQLite begin with the events: nothing leads from a person to theirs.
  const { rows: messages } = await sql<Kept>`
    select e.id as event, e.kind, e.at, d.channel, d.state, d.because, d.attempts, d.error, d.created_at, d.settled_at,
      d.result, d.result_at, d.result_detail
    from events e cross join deliveries d where d.event_id = e.id and d.subscriber_id = ${id} order by e.id`.execute(db)
  const { rows: reports } = await sql<Kept>`
    select r.result, r.detail, r.at, r.received_at from mail_reports r where r.reference in (
      select d.reference from events e cross join deliveries d
      where d.event_id = e.id and d.subscriber_id = ${id} and d.reference is not null) order by r.at`.execute(db)
  const attempts = await db
    .selectFrom('attempts')
    .select(['event_id as event', 'at', 'outcome', 'status', 'took', 'answer'])
    .where('subscriber_id', '=', id)
    .orderBy('at')
    .execute()
  return { messages, attempts, reports }
}
